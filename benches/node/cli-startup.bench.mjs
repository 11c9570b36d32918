// The time that an agent waits for its hook, and a person for help, in milliseconds and as a multiple of a Node that
// does nothing. Runs alternate, and the fastest of each counts, because other work on the machine only adds to it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RUNS = 30;
const MAIN = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'headroom-startup-'));
// Compiled code is cached only where a folder for state exists, as on a machine on which the command has been used.
mkdirSync(join(home, 'state', 'headroom'), { recursive: true });
const env = { ...process.env, HOME: home, XDG_STATE_HOME: join(home, 'state') };

const log = Array.from({ length: 400 }, (_, at) => `2031-05-01 10:00:${at % 60} INFO worker ${at} done\n`).join('');
const payload = (tool, response) =>
  JSON.stringify({
    hook_event_name: 'PostToolUse',
    session_id: 's',
    transcript_path: '/nowhere/s.jsonl',
    tool_use_id: 'toolu_1',
    tool_name: tool,
    tool_response: response,
  });
const SUBJECTS = {
  'node -e 0': [['-e', '0'], ''],
  'headroom --help': [[MAIN, '--help'], ''],
  'headroom hook, silent': [[MAIN, 'hook', 'claude'], payload('Read', {})],
  'headroom hook, with a log': [[MAIN, 'hook', 'claude'], payload('Bash', { stdout: log, stderr: '' })],
};

const fastest = Object.fromEntries(Object.keys(SUBJECTS).map((name) => [name, Number.POSITIVE_INFINITY]));
for (let run = 0; run < RUNS; run += 1)
  for (const [name, [args, input]] of Object.entries(SUBJECTS)) {
    const start = performance.now();
    const { status } = spawnSync(process.execPath, args, { input, env });
    if (status !== 0) throw new Error(`${name} ended with ${status}`);
    fastest[name] = Math.min(fastest[name], performance.now() - start);
  }
rmSync(home, { recursive: true, force: true });

const bare = fastest['node -e 0'];
for (const [name, ms] of Object.entries(fastest))
  console.log(`${name.padEnd(27)} ${ms.toFixed(1).padStart(6)} ms  ${(ms / bare).toFixed(2)} × node`);

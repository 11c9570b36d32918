import type { Command } from 'commander';
import { Failure } from '../failure.js';
import { printable, stylesFor, write, writeStyled } from '../terminal.js';
import { checkEntries } from './entries.js';
import type { Finding } from './finding.js';
import { checkAddon, checkSettings, checkState, checkToken } from './setup.js';

interface Options {
  fix?: true;
  json?: true;
}

/** A finding, and what was done about it. */
type Shown = Finding & { readonly fixed?: string };

/** Defines the command and its arguments. */
export function define(command: Command): void {
  command
    .option('--fix', 'put right what can be put right')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  headroom doctor\n  headroom doctor --fix\n\nThe exit code is 1 if there is a problem.',
    )
    .action(run);
}

async function run({ fix, json }: Options): Promise<void> {
  const found = await findings();
  const shown: Shown[] = found.map((own) => (fix && own.state === 'problem' && own.fix ? repaired(own, own.fix) : own));
  if (json) await write(process.stdout, `${JSON.stringify(shown.map(({ fix: _, ...own }) => own))}\n`);
  else await writeStyled(process.stdout, shown.map(lineOf).join(''));
  const left = shown.filter(({ state, fixed }) => state === 'problem' && fixed === undefined);
  if (left.length === 0) return;
  const fixable = fix ? 0 : left.filter((own) => own.fix).length;
  const next =
    fixable === 0
      ? ''
      : `; \`headroom doctor --fix\` puts ${fixable === left.length ? '' : `${fixable} of them `}right`;
  throw new Failure(`${left.length === 1 ? 'one problem is' : `${left.length} problems are`} left${next}`);
}

/** Repairs a problem. If that is not possible, the reason is its advice. */
function repaired(found: Finding, fix: () => string): Shown {
  try {
    return { ...found, fixed: fix() };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { ...found, advice: error.message };
  }
}

/** Does all checks that work. Most of them load the addon. */
async function findings(): Promise<Finding[]> {
  const addon = await checkAddon();
  if (addon.state === 'problem') return [addon, ...checkToken(), ...checkState(), ...checkEntries()];
  const [proxies, { checkDeliveries }, { checkModels }] = await Promise.all([
    import('./proxies.js'),
    import('./deliveries.js'),
    import('./models.js'),
  ]);
  const checks: Readonly<Record<string, () => Finding[] | Promise<Finding[]>>> = {
    settings: checkSettings,
    token: checkToken,
    state: checkState,
    proxy: proxies.checkProxies,
    leftovers: proxies.checkLeftovers,
    kept: proxies.checkKept,
    environment: proxies.checkVariables,
    entries: checkEntries,
    asked: proxies.checkAsked,
    hook: checkDeliveries,
    models: checkModels,
  };
  const found = [addon];
  for (const [name, check] of Object.entries(checks)) {
    const more = await checked(name, check);
    // An invalid setting may keep several checks from their work.
    found.push(...more.filter(({ said }) => !found.some((own) => own.said === said)));
  }
  return found;
}

/** A check that fails is a finding: what keeps it from its work would also keep other commands from theirs. */
async function checked(name: string, check: () => Finding[] | Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await check();
  } catch (error) {
    return [{ name, state: 'problem', said: (error as Error).message }];
  }
}

function lineOf({ name, state, said, advice, fixed }: Shown): string {
  const { green, red, cyan } = stylesFor(process.stdout);
  const mark = { ok: green('✓'), warning: cyan('!'), problem: red('✗') }[state];
  const then = fixed ?? advice;
  return `${mark} ${name.padEnd(11)} ${printable(said)}\n${then === undefined ? '' : `              → ${printable(then)}\n`}`;
}

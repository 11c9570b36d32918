import type { Launch } from '../../agents/index.js';

/** A unit for systemd; see systemd.service(5). */
export function systemdText({ command, args }: Launch): string {
  return `[Unit]
Description=Headroom proxy: compresses what LLM agents read
Documentation=https://www.npmjs.com/package/@headroom/native
StartLimitIntervalSec=60
StartLimitBurst=5

[Service]
ExecStart=${[command, ...args].map(quoted).join(' ')}
Restart=on-failure
RestartSec=2
TimeoutStopSec=40
NoNewPrivileges=yes
UMask=0077

[Install]
WantedBy=default.target
`;
}

/** Quotes a word of a command line: systemd interprets quotes, escapes, variables and specifiers. */
function quoted(word: string): string {
  const escaped = word
    .replaceAll(/["\\]/g, '\\$&')
    .replaceAll('%', '%%')
    .replaceAll('$', '$$$$')
    .replaceAll('\n', '\\n');
  return /^[\w@%+=:,./-]+$/.test(escaped) ? escaped : `"${escaped}"`;
}

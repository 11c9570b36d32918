import { some, times } from '../random.mjs';

const PARTS = ['queue', 'ledger', 'gateway', 'cache', 'mailer', 'router', 'archive', 'broker', 'indexer', 'sampler'];
const read = (path, text) => [{ tool: 'Read', input: { file_path: path }, text }];

export function code(random) {
  const all = times(12, (at) => ({
    name: `close_${PARTS[at % 10]}_${at}`,
    argument: `grace_${random.id('g')}`,
    seconds: 10 + random.below(90),
  }));
  const body = ({ name, argument, seconds }) =>
    `def ${name}(${argument}: int, force: bool = False) -> bool:\n    """Closes the ${name.split('_')[1]}."""\n    deadline = clock.now() + ${seconds}\n` +
    times(8, (at) => `    if step_${at}(${argument}) is None and not force:\n        return False\n`).join('') +
    `    return wait_until(deadline)\n`;
  const own = some(all, 10);
  return {
    results: read('shop/closing.py', `import clock\n\nMAX_CLOSED = 41\n\n${all.map(body).join('\n\n')}`),
    asks: [
      ...own.slice(0, 4).map(({ name, argument }) => [`What is the first argument of ${name} called?`, argument]),
      ['What is MAX_CLOSED?', '41', ['MAX_CLOSED = 41']],
      ['How many functions does the file define?', '12', all.map(({ name }) => `def ${name}`)],
      [`What does ${own[5].name} return (its type)?`, 'bool', [`def ${own[5].name}`]],
      ...own
        .slice(6, 9)
        .map(({ name, seconds }) => [
          `How many seconds does ${name} add to the time for its deadline?`,
          String(seconds),
          [`clock.now() + ${seconds}`],
        ]),
    ],
  };
}

export function prose(random) {
  const facts = PARTS.map((part, at) => ({ part, seconds: 20 + at * 13 + random.below(12) }));
  const filler = [
    'It has been so for a long time.',
    'Most people never notice it.',
    'Nobody found a reason to change it.',
    'There is more about it in the manual.',
  ];
  const section = ({ part, seconds }) =>
    `## The ${part}\n\nThe ${part} closes idle connections after ${seconds} seconds. ${times(9, () => random.pick(filler)).join(' ')}\n\n${times(8, () => random.pick(filler)).join(' ')}\n`;
  return {
    results: [
      {
        tool: 'WebFetch',
        input: { url: 'https://docs.example.org/connections' },
        text: `# Connections\n\n${facts.map(section).join('\n')}`,
      },
    ],
    asks: facts.map(({ part, seconds }) => [
      `After how many seconds does the ${part} close idle connections?`,
      String(seconds),
      [`${part} closes idle connections after ${seconds} seconds`],
    ]),
  };
}

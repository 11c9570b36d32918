import { some, times } from '../random.mjs';

const FILES = ['api/orders.ts', 'api/prices.ts', 'store/rows.ts', 'views/basket.ts', 'views/checkout.ts'];
const result = (command, text) => [{ tool: 'Bash', input: { command }, text }];
const NAMES = ['retry', 'total', 'charge', 'refund', 'session', 'cursor'];

export function search(random) {
  const found = times(40, (at) => ({
    file: `src/${FILES[Math.floor(at / 8)]}`,
    line: 10 + at * 7 + random.below(6),
    name: `${random.pick(NAMES)}${at}`,
  }));
  const text = found
    .map(({ file, line, name }) => `${file}:${line}:  const ${name} = await fetchOrder(id);`)
    .join('\n');
  const own = some(found, 8);
  return {
    results: result('rg -n fetchOrder src', text),
    asks: [
      ...own.slice(0, 4).map(({ name, line }) => [`On which line does ${name} stand?`, String(line)]),
      ...own.slice(4).map(({ name, file }) => [`In which file does ${name} stand?`, file]),
      ['How many matches are there?', String(found.length)],
      ['How many matches are in src/store/rows.ts?', '8'],
    ],
  };
}

export function listing(random) {
  const files = times(40, (at) => ({
    path: `src/${['api', 'store', 'views', 'api/v2'][Math.floor(at / 10)]}/${random.pick(NAMES)}${at}.ts`,
    size: 300 + random.below(9000),
  }));
  const text = files
    .map(({ path, size }) => `-rw-r--r-- 1 ada staff ${String(size).padStart(5)} Mar  1 10:15 ${path}`)
    .join('\n');
  const own = some(files, 8);
  const largest = files.reduce((most, file) => (file.size > most.size ? file : most));
  return {
    results: result('ls -l $(git ls-files)', text),
    asks: [
      ...own.map(({ path, size }) => [`How many bytes has ${path}?`, String(size)]),
      ['How many files are in src/store?', '10'],
      ['Which file is the largest?', largest.path],
    ],
  };
}

export function tests(random) {
  const all = times(60, (at) => ({
    name: `test_${random.pick(NAMES)}_${at}`,
    file: `tests/test_${['cart', 'ledger', 'tax'][Math.floor(at / 20)]}.py`,
    failed: at % 19 === 11,
  }));
  const text = [
    ...all.map(({ name, file, failed }) => `${file}::${name} ${failed ? 'FAILED' : 'PASSED'}`),
    ...all.filter(({ failed }) => failed).map(({ name, file }, at) => `E   ${file}::${name}: assert ${at * 7} == 1`),
  ].join('\n');
  const bad = all.filter(({ failed }) => failed);
  const own = some(
    all.filter(({ failed }) => !failed),
    4,
  );
  return {
    results: result('pytest -v', text),
    asks: [
      ...bad.map(({ name }, at) => [`Which number did ${name} get instead of 1?`, String(at * 7)]),
      ...own.map(({ name, file }) => [`In which file is ${name}?`, file]),
      ['How many tests failed?', String(bad.length)],
      ['Which test failed first?', bad[0].name],
      [
        'How many tests of tests/test_tax.py passed?',
        String(all.filter(({ file, failed }) => file.includes('tax') && !failed).length),
      ],
    ].slice(0, 10),
  };
}

const MESSAGES = [
  ['TS2322', "Type 'string' is not assignable to type 'number'."],
  ['TS2532', "Object is possibly 'undefined'."],
  ['TS7006', "Parameter 'event' implicitly has an 'any' type."],
];

export function diagnostics(random) {
  const all = times(45, (at) => ({
    file: `src/${FILES[Math.floor(at / 9)]}`,
    line: 12 + (at % 9) * 31 + random.below(20),
    column: 1 + random.below(60),
    message: random.pick(MESSAGES),
  }));
  const text = all
    .map(({ file, line, column, message: [code, said] }) => `${file}(${line},${column}): error ${code}: ${said}`)
    .join('\n');
  const own = some(all, 7);
  const undefinedOnes = all.filter(({ message }) => message === MESSAGES[1]);
  return {
    results: result('tsc --noEmit', text),
    asks: [
      ...own
        .slice(0, 4)
        .map(({ file, line, message }) => [`Which error (code) is on line ${line} of ${file}?`, message[0]]),
      ...own
        .slice(4)
        .map(({ file, line, column }) => [`In which column is the error on line ${line} of ${file}?`, String(column)]),
      ['How many errors are there?', String(all.length)],
      ['How many of them are TS2532?', String(undefinedOnes.length)],
      ['Where (file and line) is the first TS2532?', `${undefinedOnes[0].file}:${undefinedOnes[0].line}`],
    ],
  };
}

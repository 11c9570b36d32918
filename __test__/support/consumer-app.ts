// A program that uses the package through several entries, as an ES module and in CommonJS. It prints EXPECTED.

/** The output of the program. */
export const EXPECTED = 'saved, 3 tokens, $0.000000005, known\n';

const IMPORTS = [
  ['Headroom, crushJson, expand, HeadroomError', '@headroom/native'],
  ['countTokens', '@headroom/native/tokens'],
  ['formatDollars', '@headroom/native/cost'],
  ['runWithRetrieval', '@headroom/native/retrieval'],
  ['alignCache', '@headroom/native/prompt-cache'],
  ['SharedContext', '@headroom/native/shared-context'],
  ['analyze', '@headroom/native/analysis'],
] as const;

const BODY = `
for (const value of [Headroom, expand, runWithRetrieval, alignCache, SharedContext, analyze])
  if (typeof value !== 'function') throw new Error('not exported');
const json = JSON.stringify(Array.from({ length: 60 }, (_, id) => ({ id, name: 'user ' + id })), null, 2);
const saved = crushJson(json, { format: 'text' }).tokensSaved > 500;
let known = false;
try { new Headroom({ policy: 'x' }); } catch (error) { known = HeadroomError.isInstance(error); }
console.log([saved ? 'saved' : '', countTokens('Hello, world') + ' tokens', formatDollars(5), known ? 'known' : ''].join(', '));
`;

/** The program as an ES module. */
export const ESM: string = IMPORTS.map(([names, from]) => `import { ${names} } from '${from}';\n`).join('') + BODY;
/** The program in CommonJS. */
export const COMMON_JS: string =
  IMPORTS.map(([names, from]) => `const { ${names} } = require('${from}');\n`).join('') + BODY;

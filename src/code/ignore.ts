// The rules of `.gitignore` files: https://git-scm.com/docs/gitignore.
import { ANY, fits, nameTest, type NameTest, type Pattern, type Work } from './glob.js';

/** Maximum number of rules of one file. */
const MAX_RULES = 1000;
/** Maximum length of a rule. */
const MAX_RULE = 200;

/** Stands for any number of folders. */
const FOLDERS = /^\*{2,}$/;

/** One line of a file of rules. */
interface Rule {
  /** Tests of the folders and the name, in order; or of the name alone, in whatever folder it is. */
  readonly parts: Pattern<NameTest>;
  readonly isAnchored: boolean;
  /** Whether it applies to folders only. */
  readonly ofFolders: boolean;
  /** Whether it takes back an earlier rule. */
  readonly negates: boolean;
}

/** The rules of one file, in order. */
export type Rules = readonly Rule[];

/** Reads the rules of a file. */
export function rulesOf(text: string): Rules {
  const rules: Rule[] = [];
  for (const line of text.split('\n', MAX_RULES * 4)) {
    if (line.length > MAX_RULE) continue;
    const rule = ruleOf(line.replace(/\r$/, '').replace(/(?<!\\) +$/, ''));
    if (rule) rules.push(rule);
    if (rules.length === MAX_RULES) break;
  }
  return rules;
}

function ruleOf(line: string): Rule | undefined {
  if (line === '' || line.startsWith('#')) return undefined;
  const negates = line.startsWith('!');
  let pattern = negates ? line.slice(1) : line;
  if (/^\\[#!]/.test(pattern)) pattern = pattern.slice(1);
  const ofFolders = pattern.endsWith('/');
  if (ofFolders) pattern = pattern.slice(0, -1);
  // A rule without a slash applies in every folder below.
  const isAnchored = pattern.includes('/');
  const names = pattern.replace(/^\//, '').split('/');
  if (names.some((name) => name === '')) return undefined;
  if (!isAnchored) return { parts: [nameTest(pattern)], isAnchored, ofFolders, negates };
  // What is in a folder is not the folder itself.
  if (FOLDERS.test(names.at(-1)!)) names.push('*');
  return { parts: names.map((name) => (FOLDERS.test(name) ? ANY : nameTest(name))), isAnchored, ofFolders, negates };
}

/** What the rules say of a path below the folder of their file. Undefined: nothing. */
export function ignores(rules: Rules, path: string, isFolder: boolean, work: Work): boolean | undefined {
  const names = path.split('/');
  const own = names.slice(-1);
  const isSame = (test: NameTest, name: string): boolean => test(name, work);
  const last = rules.findLast(
    (rule) => (isFolder || !rule.ofFolders) && fits(rule.parts, rule.isAnchored ? names : own, isSame, work),
  );
  return last && !last.negates;
}

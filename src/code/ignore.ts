// The rules of `.gitignore` files: https://git-scm.com/docs/gitignore. They are somebody else's, so matching takes time
// linear in the path for each rule.

/** Maximum number of rules of one file. */
const MAX_RULES = 1000;
/** Maximum length of a rule. */
const MAX_RULE = 200;

/** One line of a file of rules. */
interface Rule {
  /** Folders and name, in order. `**` stands for any number of folders. */
  readonly parts: readonly string[];
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
  const parts = pattern.replace(/^\//, '').split('/');
  if (parts.some((part) => part === '')) return undefined;
  return { parts: isAnchored ? parts : ['**', ...parts], ofFolders, negates };
}

/** What the rules say of a path below the folder of their file. Undefined: nothing. */
export function ignores(rules: Rules, path: string, isFolder: boolean): boolean | undefined {
  const names = path.split('/');
  const last = rules.findLast((rule) => (isFolder || !rule.ofFolders) && fits(rule.parts, names, sameName));
  return last && !last.negates;
}

/**
 * Whether a list fits a pattern, in which one wildcard stands for any number of its elements. Only the last wildcard is
 * ever tried again, which is enough and takes no more than the product of both lengths.
 */
function fits<T>(
  pattern: ArrayLike<string>,
  list: ArrayLike<T>,
  same: (part: string, element: T) => boolean,
  wildcard = '**',
): boolean {
  let [at, part, retry, from] = [0, 0, -1, 0];
  while (at < list.length) {
    if (part < pattern.length && pattern[part] === wildcard) {
      retry = ++part;
      from = at;
    } else if (part < pattern.length && same(pattern[part]!, list[at]!)) {
      part++;
      at++;
    } else if (retry >= 0) {
      part = retry;
      at = ++from;
    } else return false;
  }
  while (part < pattern.length && pattern[part] === wildcard) part++;
  return part === pattern.length;
}

/** Whether a name fits a part of a rule. */
function sameName(part: string, name: string): boolean {
  return fits(signsOf(part), name, (sign, own) => sign === '?' || isOneOf(sign, own), '*');
}

/** The signs of a part: `*`, `?`, a set such as `[a-z]`, or a character. */
function signsOf(part: string): readonly string[] {
  return part.match(/\[[^\]]+\]|\\.|[\s\S]/g) ?? [];
}

function isOneOf(sign: string, own: string): boolean {
  if (sign.length === 2) return sign[1] === own;
  if (sign.length < 3) return sign === own;
  const negates = sign[1] === '!' || sign[1] === '^';
  const set = sign.slice(negates ? 2 : 1, -1);
  let isIn = false;
  for (let at = 0; at < set.length; at++) {
    const isRange = set[at + 1] === '-' && at + 2 < set.length;
    isIn ||= isRange ? set[at]! <= own && own <= set[at + 2]! : set[at] === own;
    if (isRange) at += 2;
  }
  return isIn !== negates;
}

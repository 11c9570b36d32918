// Random text of many scripts. Its characters have the same properties in every Unicode version that Node and
// tokenizers use.
import type { Random } from './random.js';

/**
 * Ranges by first and last code point. U+0085, U+FEFF and `ſ` are excluded, because JavaScript tokenizers and tiktoken
 * classify them differently.
 */
const RANGES: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0xa0, 0x17e],
  [0x180, 0x24f],
  [0x391, 0x3a1],
  [0x3a3, 0x3ff],
  [0x400, 0x52f],
  [0x531, 0x556],
  [0x5d0, 0x5ea],
  [0x620, 0x669],
  [0x904, 0x939],
  [0x93e, 0x94d],
  [0x966, 0x96f],
  [0xe01, 0xe3a],
  [0xe40, 0xe5b],
  [0x10d0, 0x10fa],
  [0x1100, 0x11ff],
  [0x1780, 0x17dd],
  [0x1820, 0x1878],
  [0x1e00, 0x1eff],
  [0x2000, 0x2064],
  [0x2070, 0x2071],
  [0x2074, 0x208e],
  [0x2150, 0x218b],
  [0x2190, 0x23ff],
  [0x2460, 0x27ff],
  [0x3000, 0x303f],
  [0x3041, 0x3096],
  [0x30a0, 0x30ff],
  [0x4e00, 0x9fa5],
  [0xac00, 0xd7a3],
  [0xe000, 0xe0ff],
  [0xfb00, 0xfb06],
  [0xfe00, 0xfe0f],
  [0xff01, 0xffbe],
  [0x300, 0x36f],
  [0x20d0, 0x20f0],
  [0x10400, 0x1049d],
  [0x1d400, 0x1d454],
  [0x1f1e6, 0x1f1ff],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6c5],
  [0x20000, 0x2a6d6],
  [0xe0100, 0xe01ef],
];

const BLANKS = [
  ' ',
  '  ',
  '    ',
  '\t',
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  '\n  ',
  ' \n',
  '\v',
  '\f',
  '\u00a0',
  '\u2003',
  '\u2028',
  '\u3000',
];
const CONTRACTIONS = ["'s", "'S", "'ll", "I'LL", "don't", "we'Ve", "'RE", "'m", "'d", "'", '’s', "'x", "l'été"];
const WORDS = [
  'the',
  'The',
  ' THE',
  'camelCase',
  'HTTPServer',
  'snake_case',
  'naïve',
  'ÉCOLE',
  'Straße',
  'привет',
  '你好世界',
  'こんにちは',
  '안녕',
  'สวัสดี',
  'नमस्ते',
  'مرحبا',
  '👩‍👩‍👧‍👦',
  '🇪🇺',
  '✅',
  '<|endoftext|>',
  '<|im_start|>',
  'https://',
  '=====',
  '────',
  '});',
  '":"',
  '//',
  '\\n',
  '</',
];
const KINDS: readonly ((random: Random) => string)[] = [
  (random) => random.pick(WORDS),
  (random) => random.pick(BLANKS),
  (random) => random.pick(CONTRACTIONS),
  (random) => String(random.below(10 ** (1 + random.below(9)))),
  (random) => random.pick('aeiouxyzAEIOU .=-_文'.split('')).repeat(1 + random.below(40)),
  (random) => random.many(1 + random.below(8), () => character(random, random.pick(RANGES))).join(''),
];

function character(random: Random, [first, last]: readonly [number, number]): string {
  return String.fromCodePoint(first + random.below(last - first + 1));
}

/** A random sequence of words, blanks, contractions, digits, runs and characters, of one script or of many. */
export function mixedText(random: Random): string {
  const range = random.pick(RANGES);
  if (random.onceIn(4))
    return random
      .many(1 + random.below(30), () => character(random, random.onceIn(5) ? random.pick(RANGES) : range))
      .join('');
  return random.many(1 + random.below(20), () => random.pick(KINDS)(random)).join('');
}

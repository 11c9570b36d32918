const WORDS: Readonly<Record<string, string>> = {
  'not-a-result': 'left: only what tools answer is rewritten',
  frozen: 'left: its message is to be kept',
  adopted: 'left: the model has read it as it is',
  short: 'left: too short to gain anything',
  'nothing-found': 'left: nothing in it can be said in less',
  'not-worth-it': 'left: too little would be saved',
  'already-compressed': 'left: compressed before',
  'looks-compressed': 'marked: it looks compressed and is not',
  malformed: 'left: not well formed',
  'too-deep': 'left: nested too deep',
  'too-large': 'left: too large',
  'lone-surrogate': 'left: holds half a surrogate pair',
  'not-text': 'left: not text in UTF-8',
  panicked: 'left: the compressor failed, which is a bug',
  cancelled: 'left: the work was stopped',
};

/** Why a block was left as it is, in words. */
export function why(left: string): string {
  return WORDS[left] ?? `left: ${left}`;
}

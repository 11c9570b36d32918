const WORDS: Readonly<Record<string, string>> = {
  'not-a-result': 'unchanged: only tool results are compressed',
  frozen: 'unchanged: inside `frozenMessageCount`',
  adopted: 'unchanged: the model has already read it in this form',
  short: 'unchanged: too short to save anything',
  'nothing-found': 'unchanged: no compressor found anything to shorten',
  'not-worth-it': 'unchanged: too little would be saved',
  'already-compressed': 'unchanged: already compressed',
  'looks-compressed': 'escaped: it looks like our notation, but is not',
  malformed: 'unchanged: malformed',
  'too-deep': 'unchanged: nested too deeply',
  'too-large': 'unchanged: too large',
  'lone-surrogate': 'unchanged: contains a lone surrogate',
  'not-text': 'unchanged: not UTF-8 text',
  panicked: 'unchanged: the compressor failed, which is a bug',
  cancelled: 'unchanged: the work was cancelled',
};

/** Says in words why a block was sent unchanged. */
export function why(skipped: string): string {
  return WORDS[skipped] ?? `unchanged: ${skipped}`;
}

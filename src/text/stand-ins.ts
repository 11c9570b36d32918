// Stand-ins for lone surrogates, which UTF-8 cannot hold: characters of a private plane, one for each. So a text with a
// few of them, as a tool that cuts output in the middle of a character leaves it, is compressed like any other.
const FIRST = 0x10e800;
const FIRST_SURROGATE = 0xd800;
/** The high surrogates with which the stand-ins are written in UTF-16. */
const HIGH = ['\udbfa', '\udbfb'] as const;

/** Whether a text has a stand-in. It must not be given to `withStandIns`, because it would not come back. */
export function hasStandIn(text: string): boolean {
  return HIGH.some((high) => text.includes(high)) && /[\u{10e800}-\u{10efff}]/u.test(text);
}

/** The text with a stand-in for each lone surrogate. */
export function withStandIns(text: string): string {
  if (text.isWellFormed()) return text;
  return text.replace(/\p{Surrogate}/gu, (lone) => String.fromCodePoint(lone.charCodeAt(0) - FIRST_SURROGATE + FIRST));
}

/** The text with the lone surrogates for which its stand-ins stand. */
export function withoutStandIns(text: string): string {
  if (!HIGH.some((high) => text.includes(high))) return text;
  return text.replace(/[\u{10e800}-\u{10efff}]/gu, (sign) =>
    String.fromCharCode(sign.codePointAt(0)! - FIRST + FIRST_SURROGATE),
  );
}

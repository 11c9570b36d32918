/** Credentials by their known forms: keys of providers and clouds, tokens of code hosts and chats, private keys, and the values of fields that are named like secrets. */
const CREDENTIALS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
  /\b(?:sk|pk|rk|gsk|xai|key)-[\w-]{8,}/g,
  /\bAIza[\w-]{20,}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\b(?:gh[pousr]_|github_pat_|glpat-|xox[abposr]-)[\w-]{10,}/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  /\b(?:Bearer|Basic) [\w.~+/=-]{8,}/g,
  /(?<=(?:password|passwd|secret|token|api[_-]?key)["']?[=:] {0,2}["']?)[^\s"',;]{6,}/gi,
];

/** The text with a placeholder for each credential. */
export function redacted(text: string): string {
  return CREDENTIALS.reduce((left, form) => left.replace(form, '[credential]'), text);
}

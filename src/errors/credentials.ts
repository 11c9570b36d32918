// Credentials in texts that are shown or logged: they are recognised by their form, or by the name in front of them.
// Each repetition is bounded or cannot fail after it has begun, so any text takes linear time.

/** Names of fields with a secret. `token` and keys end the name, because `max_tokens` and `token_count` are no secrets. */
const NAME =
  '(?:(?:passw(?:or)?d|passphrase|pwd|secret|credential)[\\w.-]{0,40}|token|(?:api|access|account|auth|private|secret|signing|encryption|master)[_-]?key)';
/** What stands between a name and its value: `=`, `":`, `\": `, ` := `, ` => `. */
const SEPARATOR = '\\\\{0,3}["\'`]?[ \\t]{0,8}[=:]{1,3}>?[ \\t]{0,8}';

const FORMS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
  // The password in a URL.
  /(?<=\b[a-z][a-z\d+.-]{0,20}:\/\/[^\s/@:"'`]{0,100}:)[^\s/"'`]{1,200}(?=@)/gi,
  // Keys of providers and clouds, tokens of code hosts and chats, JSON Web Tokens.
  /\b(?:sk|pk|rk|gsk|xai|key)-[\w-]{8,}/g,
  /\bAIza[\w-]{20,}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\b(?:gh[pousr]_|github_pat_|glpat-|xox[abposr]-)[\w-]{10,}/g,
  /\beyJ[\w-]{8,512}\.[\w-]{8,}\.[\w-]*/g,
  // HTTP authentication, with and without the name of the header.
  /\b(?:Bearer|Basic) [^\s"'`\\,;]{8,}/g,
  /(?<=\bauthorization\\{0,3}["'`]?[ \t]{0,8}[=:][ \t]{0,8}\\{0,3}["'`]?)(?:[\w-]{1,20} )?[^\s"'`\\,;]{6,}/gi,
  // Values of named fields: in quotes, in escaped quotes, and without quotes.
  new RegExp(`(?<=${NAME}${SEPARATOR}(["'\`]))(?:\\\\.|(?!\\1)[^\\\\\\r\\n])+`, 'gi'),
  new RegExp(`(?<=${NAME}${SEPARATOR}(\\\\{1,3}["'\`]))(?:(?!\\1)[^\\r\\n])+`, 'gi'),
  new RegExp(`(?<=${NAME}${SEPARATOR})[^\\s"'\`,;&<>\\\\]{6,}`, 'gi'),
];

/** The text with the placeholder for each credential. */
export function withoutCredentials(text: string, placeholder: string): string {
  return FORMS.reduce((left, form) => left.replace(form, placeholder), text);
}

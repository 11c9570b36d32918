// Reduces the many names of a model to one stem.

/** Maximum length of a name, in UTF-16 units. */
const MAX_LEN = 256;
/** The prefix of clouds, which has the region and the maker: `us.anthropic.claude-…`. */
const MAKER =
  /^(?:[a-z]{2,6}(?:-gov)?\.)?(?:anthropic|amazon|openai|google|meta|mistral|qwen|deepseek|moonshotai?|minimax|zai|xai)\./;
/** The version that Bedrock appends. */
const REVISION = /-v\d{1,2}(?::\d{1,2})?$/;
/** A suffix that only dates a model: `-20250929`, `-2025-08-07`, `-09-2025`, `-001`, `-latest`, `-preview`. */
const DATE = /-(?:20\d{6}|20\d\d-\d\d-\d\d|\d\d-\d\d|\d\d-20\d\d|00\d|latest|preview)$/;

/** The name in the form for exact look-ups; undefined if the value is not a name. */
export function plain(name: unknown): string | undefined {
  if (typeof name !== 'string' || name.length > MAX_LEN) return undefined;
  return name.trim().toLowerCase() || undefined;
}

/**
 * A plain name without the prefixes and suffixes of clouds, routers and agents, without dates, and with dashes in place
 * of dots: `claude-sonnet-4-5` for `anthropic/claude-sonnet-4.5:beta`,
 * `us.anthropic.claude-sonnet-4-5-20250929-v1:0`, `claude-sonnet-4-5@20250929` and `claude-sonnet-4-5[1m]`; `gpt-4o`
 * for `ft:gpt-4o:…`.
 */
export function stem(name: string): string {
  const last = name.slice(name.lastIndexOf('/') + 1).replace(/^ft:/, '');
  const made = last.replace(MAKER, '');
  const bare = (made === last ? last : made.replace(REVISION, '')).replace(/(?:[:@]|\[\d+[km]\]).*$/, '');
  return undated(bare.replace(/[._\s]/g, '-'));
}

function undated(name: string): string {
  const rest = name.replace(DATE, '');
  return rest === name || rest === '' ? name : undated(rest);
}

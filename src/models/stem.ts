// A model goes by many names; what is left of them here is the same for all.

/** Names are shorter than this; a longer one is none. In UTF-16 units. */
const MAX_LEN = 256;
/** Clouds name the maker in front, after the region: `us.anthropic.claude-…`. */
const MAKER =
  /^(?:[a-z]{2,6}(?:-gov)?\.)?(?:anthropic|amazon|openai|google|meta|mistral|qwen|deepseek|moonshotai?|minimax|zai|xai)\./;
/** The version that Bedrock puts behind. */
const REVISION = /-v\d{1,2}(?::\d{1,2})?$/;
/** What only says when: `-20250929`, `-2025-08-07`, `-09-2025`, `-001`, `-latest`, `-preview`. */
const WHEN = /-(?:20\d{6}|20\d\d-\d\d-\d\d|\d\d-\d\d|\d\d-20\d\d|00\d|latest|preview)$/;

/** The name as it is looked up exactly; undefined: it is none. */
export function plain(name: unknown): string | undefined {
  if (typeof name !== 'string' || name.length > MAX_LEN) return undefined;
  return name.trim().toLowerCase() || undefined;
}

/**
 * A plain name without what clouds, routers and agents put around it, without dates, and with dashes for dots: `claude-sonnet-4-5` for
 * `anthropic/claude-sonnet-4.5:beta`, `us.anthropic.claude-sonnet-4-5-20250929-v1:0`, `claude-sonnet-4-5@20250929` and `claude-sonnet-4-5[1m]`;
 * `gpt-4o` for `ft:gpt-4o:…`.
 */
export function stem(name: string): string {
  const last = name.slice(name.lastIndexOf('/') + 1).replace(/^ft:/, '');
  const made = last.replace(MAKER, '');
  const bare = (made === last ? last : made.replace(REVISION, '')).replace(/(?:[:@]|\[\d+[km]\]).*$/, '');
  return timeless(bare.replace(/[._\s]/g, '-'));
}

function timeless(name: string): string {
  const rest = name.replace(WHEN, '');
  return rest === name || rest === '' ? name : timeless(rest);
}

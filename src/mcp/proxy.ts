// Originals in the store of a proxy, which may run elsewhere and elide for the same agent.
import { serverToken } from '../config/index.js';
import { TOKEN_HEADER } from '../http/index.js';
import { isRecord } from '../providers/index.js';

/** The time limit for an answer, in milliseconds. */
const PATIENCE_MS = 5000;

/** Lets a proxy answer a call of `headroom_retrieve`. Undefined if it cannot be asked, or does not have it either. */
export async function askProxy(url: string, call: object, signal: AbortSignal): Promise<string | undefined> {
  const token = serverToken();
  try {
    const response = await fetch(`${url}/v1/retrieve/tool_call`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token !== undefined && { [TOKEN_HEADER]: token }) },
      body: JSON.stringify({ tool_call: call }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
    });
    const said: unknown = await response.json();
    const result = isRecord(said) && said['success'] === true ? said['tool_result'] : undefined;
    return isRecord(result) && typeof result['content'] === 'string' ? result['content'] : undefined;
  } catch {
    // The local store has said already that it does not have it.
    return undefined;
  }
}

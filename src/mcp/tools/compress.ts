import { ConfigurationError } from '../../errors/index.js';
import { count, plural } from '../../format/index.js';
import type { CompressTextSettings } from '../../headroom/index.js';
import type { Client } from '../client.js';
import { Refusal } from '../refusal.js';
import { optionalText, requiredText } from './input.js';
import type { Tool } from './tool.js';

const UNCHANGED = 'This text cannot be made shorter. Use it as you have it.';

/** `headroom_compress`: returns a shorter text, and the handle of the original. */
export const COMPRESS: Tool = {
  name: 'headroom_compress',
  description:
    'Makes a long text smaller: a log, JSON, search results, a diff, the output of a tool. Gives the short text and a handle. ' +
    'headroom_retrieve gives the original back by this handle, whole or in parts.',
  inputSchema: {
    type: 'object',
    properties: {
      text: { type: 'string', description: 'The text to make smaller.' },
      kind: {
        type: 'string',
        description: 'What the text is, such as json, log, diff, search or source. It is detected if you leave it out.',
      },
      query: { type: 'string', description: 'What the text is read for: passages about it are kept.' },
    },
    required: ['text'],
  },
  async call(client, input, signal) {
    const text = requiredText(input, 'text');
    const kind = optionalText(input, 'kind') as CompressTextSettings['kind'];
    const query = optionalText(input, 'query');
    const result = await compressed(client, text, {
      policy: 'oneshot',
      signal,
      ...(kind !== undefined && { kind }),
      ...(query !== undefined && { query }),
    });
    client.savings.add('compressions', result.tokensBefore, result.tokensAfter);
    if (!result.compressed) return { parts: [UNCHANGED] };
    const saved = `${count(result.tokensBefore)} → ${plural(result.tokensAfter, 'estimated token')}.`;
    return { parts: [result.text, `${saved} ${await retrieving(client, text)}`] };
  },
};

/** Checks the kind. @throws {@link Refusal} if it is unknown. */
async function compressed(
  { headroom }: Client,
  text: string,
  settings: CompressTextSettings,
): ReturnType<Client['headroom']['compressText']> {
  try {
    return await headroom.compressText(text, settings);
  } catch (error) {
    if (!ConfigurationError.isInstance(error) || settings.kind === undefined) throw error;
    throw new Refusal('This kind is not known. Call the tool again without kind: it is detected.');
  }
}

/** Stores the original. If that fails, the short text is still valid, because elided text is stored already. */
async function retrieving({ headroom }: Client, text: string): Promise<string> {
  try {
    const [handle] = await (await headroom.originals()).put([text]);
    return `headroom_retrieve ${handle} gives the original.`;
  } catch {
    return 'The original could not be stored: keep it if you need it.';
  }
}

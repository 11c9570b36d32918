// Sends a request whose model may retrieve elided text, and answers its calls of `headroom_retrieve`.
import type { Headroom } from '../../headroom/index.js';
import type { Fields } from '../../providers/index.js';
import { runWithRetrieval, streamWithRetrieval, type RetrievalOptions } from '../../retrieval/index.js';
import type { Handler, Result } from './stack.js';

/** A request, and how it is sent. */
interface Sending {
  readonly headroom: Headroom;
  readonly request: Fields;
  readonly next: Handler;
}

/** Returns the last response. Its usage is that of all rounds. */
export async function wholeRounds({ headroom, request, next }: Sending): Promise<Result> {
  let last: Result | undefined;
  const { usage, rounds } = await runWithRetrieval({
    ...retrieval(headroom),
    request,
    send: async (own) => (last = await next({ input: own })).output,
  });
  return rounds.length === 1 || !usage ? last! : { ...last!, output: { ...last!.output, usage } };
}

/** Returns the first response. Its stream has the events of all rounds. */
export async function streamedRounds({ headroom, request, next }: Sending): Promise<Result> {
  const first = await next({ input: request });
  const opened = streamOf(first);
  if (!opened) return first;
  const streams = [opened];
  const stream = streamWithRetrieval<Fields, object>({
    ...retrieval(headroom),
    request,
    send: async (own) => streams.pop() ?? streamOf(await next({ input: own })) ?? none(),
  });
  return { ...first, output: { ...first.output, stream } };
}

function retrieval(headroom: Headroom): Pick<RetrievalOptions<Fields>, 'headroom' | 'shape' | 'tools'> {
  return {
    // The added messages are the model's call and our answer, and are never compressed.
    headroom: {
      compress: async (messages) => ({ messages }) as never,
      handleToolCall: (call, options) => headroom.handleToolCall(call, options),
    },
    shape: 'bedrock',
    tools: false,
  };
}

function streamOf({ output }: Result): AsyncIterable<object> | undefined {
  return (output as { stream?: AsyncIterable<object> }).stream;
}

async function* none(): AsyncIterable<object> {}

import { check, pieces, type Json, type Protocol, type Turn } from './protocol.js';

const usage = (n: number): Json => ({
  promptTokenCount: 100 * n,
  candidatesTokenCount: 10 * n,
  cachedContentTokenCount: n,
  thoughtsTokenCount: 2 * n,
  totalTokenCount: 112 * n,
  promptTokensDetails: [{ modality: 'TEXT', tokenCount: 100 * n }],
});
const reason = ({ isCut }: Turn): string => (isCut ? 'MAX_TOKENS' : 'STOP');

function parts({ think, say, calls = [], after }: Turn): Json[] {
  return [
    ...(think === undefined ? [] : [{ text: think, thought: true }]),
    ...(say === undefined ? [] : [{ text: say }]),
    ...calls.map(({ id, name, input }, at) => ({
      functionCall: { id, name, args: input },
      ...(at === 0 ? { thoughtSignature: Buffer.from(`signed ${id}`).toString('base64') } : {}),
    })),
    ...(after === undefined ? [] : [{ text: after }]),
  ];
}

export const gemini: Protocol = {
  name: 'Gemini',
  provider: 'gemini',
  request: (prompt) => ({ contents: [{ role: 'user', parts: [{ text: prompt }] }] }),
  path: (isStream) => `/v1beta/models/gemini-x:${isStream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
  response: (turn, n) => ({
    responseId: `r${n}`,
    modelVersion: 'gemini-x',
    candidates: [{ index: 0, content: { role: 'model', parts: parts(turn) }, finishReason: reason(turn) }],
    usageMetadata: usage(n),
  }),

  events(turn, n) {
    const chunks = parts(turn).flatMap((part) =>
      typeof part['text'] === 'string' ? pieces(part['text']).map((text) => [{ ...part, text }]) : [[part]],
    );
    if (chunks.length === 0) chunks.push([{ text: '' }]);
    return chunks.map((own, at) => {
      const isLast = at === chunks.length - 1;
      return {
        responseId: `r${n}`,
        modelVersion: 'gemini-x',
        candidates: [
          { index: 0, content: { role: 'model', parts: own }, ...(isLast ? { finishReason: reason(turn) } : {}) },
        ],
        usageMetadata: isLast ? usage(n) : { promptTokenCount: 100 * n, totalTokenCount: 100 * n },
      };
    });
  },

  messages: ({ contents }) => contents,
  tools: ({ tools = [] }) =>
    tools.flatMap(({ functionDeclarations = [] }: Json) => functionDeclarations.map(({ name }: Json) => name)),
  results: (messages) =>
    messages.flatMap(({ parts: own }) =>
      own
        .filter((part: Json) => part['functionResponse'])
        .map(({ functionResponse: { response } }: Json) => response.output ?? response.error),
    ),

  heard: ({ candidates: [{ content }], usageMetadata: used }) => ({
    text: content.parts
      .filter(({ text, thought }: Json) => text !== undefined && !thought)
      .map(({ text }: Json) => text)
      .join(''),
    calls: content.parts.filter((part: Json) => part['functionCall']).map((part: Json) => part['functionCall'].name),
    usage: { input: used.promptTokenCount, output: used.candidatesTokenCount, cached: used.cachedContentTokenCount },
  }),

  assembled(events) {
    const all: Json[] = [];
    let finish: string | undefined;
    for (const {
      responseId,
      candidates: [{ content, finishReason }],
    } of events as Json[]) {
      check(responseId === events[0]!['responseId'], `a part of ${responseId} in ${events[0]!['responseId']}`);
      check(finish === undefined, 'a part after the finish reason');
      all.push(...content.parts);
      finish = finishReason;
    }
    check(finish !== undefined, 'it does not finish');
    return {
      candidates: [{ content: { role: 'model', parts: all }, finishReason: finish }],
      usageMetadata: events.at(-1)!['usageMetadata'],
    };
  },
};

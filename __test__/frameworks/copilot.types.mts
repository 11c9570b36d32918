// The Copilot SDK under strict types.
import { CopilotClient, CopilotRequestHandler } from '@github/copilot-sdk';
import { compressedRequestHandler } from '@headroom/native/copilot';

export const client: CopilotClient = new CopilotClient({
  requestHandler: compressedRequestHandler(new CopilotRequestHandler()),
});
// @ts-expect-error: there is no such option
compressedRequestHandler(new CopilotRequestHandler(), { nope: 1 });

// The last version of Anthropic's SDK under strict types.
import Anthropic from '@anthropic-ai/sdk';
import { withHeadroom } from '@headroom/native/anthropic';

export const client: Anthropic = withHeadroom(new Anthropic());
// @ts-expect-error: there is no such option
withHeadroom(client, { nope: 1 });

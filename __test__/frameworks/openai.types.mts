// Version 7 of OpenAI's SDK under strict types.
import OpenAI from 'openai';
import { withHeadroom } from '@headroom/native/openai';

export const client: OpenAI = withHeadroom(new OpenAI());
// @ts-expect-error: there is no such option
withHeadroom(client, { nope: 1 });

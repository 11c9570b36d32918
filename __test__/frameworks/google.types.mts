// Version 3 of Google's SDK under strict types.
import { GoogleGenAI } from '@google/genai';
import { createFetch } from '@headroom/native/fetch';
import { withHeadroom } from '@headroom/native/google';

const client: GoogleGenAI = withHeadroom(new GoogleGenAI({ apiKey: 'k' }));

export const values: readonly unknown[] = [client, new GoogleGenAI({ httpOptions: { fetch: createFetch() } })];
// @ts-expect-error: there is no such option
withHeadroom(client, { nope: 1 });

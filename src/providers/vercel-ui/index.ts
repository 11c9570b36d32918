// UI messages of the Vercel AI SDK.
import type { Provider } from '../provider.js';
import { messages } from './messages.js';

export const vercelUi: Provider = { name: 'vercel-ui', messages };

import { Headroom } from './src/headroom/index.js';
export { Headroom } from './src/headroom/index.js';
const shared = new Headroom();
export const expand = (messages: any): Promise<any> => shared.expand(messages);

export { compressedMcpClient } from './client.js';

export { bedrockPlugin, type BedrockPlugin } from './plugin.js';

export { Floor } from './floor.js';
export { ToolSavings } from './savings.js';

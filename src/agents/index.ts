export type { Agent, ConfigPart, HookPart, Launch, Machine, McpPart, Self, Variables } from './agent.js';
export { HOOK_READERS } from './hook.js';
export type { HookCall, HookReader } from './hook-call.js';
export { launchOf, libraryPath, lineOf } from './launch.js';
export { isInUse, programPath } from './program.js';
export { AGENTS, agentNamed } from './registry.js';
export { routeFor, WRAP, type Route } from './route.js';

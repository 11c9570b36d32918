export type { Agent, ConfigPart, HookPart, Launch, Machine, McpPart, Variables } from './agent.js';
export { HOOK_READERS, type HookCall, type HookReader } from './hook.js';
export { launchOf, lineOf } from './launch.js';
export { AGENTS, agentNamed } from './registry.js';
export { routeFor, upstreamsFor, type Route } from './route.js';

export type { Budget, OnBudget } from './budget.js';
export { credentialsOf, keyed } from './client.js';
export { Gate, type GateOptions, type Passage } from './gate.js';
export type { Turned } from './turned.js';

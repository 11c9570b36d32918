export { attempt, fieldsOf, isRecord } from './look.js';
export type { Fields, Message, Path, Piece, Text } from './message.js';
export type { Provider, Tool, ToolAnswer, ToolCall } from './provider.js';
export { isMessage, piecesOf, Reader, speakerOf, withAdded, withTexts, type Speaker } from './reader.js';
export { PROVIDERS, providersWith, type With } from './registry.js';
export { Draft } from './replace.js';
export { conversationIn, dropsHistory, providerOf, type Conversation } from './request.js';
export type { Counts, Report } from './usage.js';

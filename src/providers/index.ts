export { attempt, fieldsOf, isRecord } from './look.js';
export type { Fields, Message, Path, Text } from './provider.js';
export { isMessage, isModels, piecesOf, roleOf, withTexts } from './registry.js';
export { conversationIn, type Conversation } from './request.js';

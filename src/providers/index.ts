export { attempt, fieldsOf, holds, isRecord } from './look.js';
export type { Fields, Message, Path, Piece, Text } from './provider.js';
export { isMessage, isModels, piecesOf, Reader, roleOf, withTexts } from './registry.js';
export { Draft } from './replace.js';
export { conversationIn, type Conversation } from './request.js';

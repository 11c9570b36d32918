export { attempt, fieldsOf, holds, isRecord } from './look.js';
export type { Fields, Message, Path, Piece, Text } from './message.js';
export { isMessage, piecesOf, Reader, speakerOf, withAdded, withTexts, type Speaker } from './reader.js';
export { Draft } from './replace.js';
export { conversationIn, dropsHistory, type Conversation } from './request.js';

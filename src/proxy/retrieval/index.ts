export { withAnswers } from './answers.js';
export { beginningOf, LISTS, type Beginning } from './conversation.js';
export { follow, isReadable } from './follow.js';
export { Memory } from './memory.js';
export { isFollowed, offered } from './offer.js';
export type { Rounds } from './rounds.js';

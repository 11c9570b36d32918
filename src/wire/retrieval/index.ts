export { withAnswers } from './answers.js';
export { beginningIn, beginningOf, LISTS, type Beginning } from './conversation.js';
export { eventFormat, isAwsStream, type EventFormat } from './events/index.js';
export { Memory } from './memory.js';
export { isFollowed, offered } from './offer.js';
export { responseTo, retrievalOf, type Rounds } from './rounds.js';

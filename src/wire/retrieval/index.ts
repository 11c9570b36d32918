export { withAnswers } from './answers.js';
export { beginningIn, beginningOf, LISTS, type Beginning } from './conversation.js';
export { Events } from './events.js';
export { Memory } from './memory.js';
export { isFollowed, offered } from './offer.js';
export { responseTo, retrievalOf, type Rounds } from './rounds.js';

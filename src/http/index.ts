export { Guard, isLoopback, needToken, TOKEN_HEADER, type Access, type Refusal } from './guard.js';
export { valuesOf, type RawHeaders } from './headers.js';
export { listen } from './listen.js';
export { receive, type Received } from './receive.js';

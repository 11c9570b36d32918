export { FAILED, Failure, fileFailure, NOT_FOUND, reasonOf, USAGE } from './failure.js';

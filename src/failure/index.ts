export { FAILED, Failure, fileFailure, NOT_FOUND, USAGE } from './failure.js';

export { fit, type Fitted } from './fit.js';

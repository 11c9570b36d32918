export { fit, KEPT_TURNS, type Fitted } from './fit.js';

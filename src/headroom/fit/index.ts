export { fit, KEPT_TURNS } from './fit.js';

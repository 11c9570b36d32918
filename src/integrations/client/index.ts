export { withHeadroom, type HeadroomClient, type WithHeadroomOptions } from './with-headroom.js';

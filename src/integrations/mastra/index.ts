export { headroomProcessor, type HeadroomProcessor } from './processor.js';

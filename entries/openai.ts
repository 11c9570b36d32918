// `@headroom/native/openai`: the client of `openai`, compressing.
export { withHeadroom, type HeadroomClient, type WithHeadroomOptions } from '../src/integrations/client/index.js';

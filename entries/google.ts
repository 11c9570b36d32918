// `@headroom/native/google`: the client of `@google/genai`, compressing.
export { withHeadroom, type HeadroomClient, type WithHeadroomOptions } from '../src/integrations/client/index.js';

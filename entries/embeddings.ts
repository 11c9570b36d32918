// `@headroom/native/embeddings`: embeddings from a server, such as OpenAI's or Ollama.
export {
  endpointEmbedder,
  type EmbedOptions,
  type EndpointEmbedder,
  type EndpointEmbedderOptions,
} from '../src/embeddings/index.js';

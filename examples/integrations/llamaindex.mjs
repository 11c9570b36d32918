// Compresses the nodes that a LlamaIndex retriever found, for a question. Needs no key.
//   node examples/integrations/llamaindex.mjs
import { Headroom } from '@headroom/native';
import { nodePostprocessor } from '@headroom/native/llamaindex';
import { MetadataMode, TextNode } from '@llamaindex/core/schema';
import { readLog, printSavings } from './log.mjs';

// With a store, lines that are unrelated to the question are elided.
const headroom = new Headroom({ store: ':memory:' });
const postprocessor = nodePostprocessor({ headroom });

const found = [{ node: new TextNode({ text: readLog() }), score: 0.8 }];
const [shorter] = await postprocessor.postprocessNodes(found, 'Which worker lost its disk?');

console.log(shorter.node.getContent(MetadataMode.NONE));
printSavings(headroom);

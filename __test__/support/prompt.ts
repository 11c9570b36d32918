// A prompt as programs with a retriever write it: what to do, the passages that were found, the question.

export const TASK = 'Answer from the passages below. If they do not have the answer, say so.';
export const QUESTION = 'How long does the lease of a worker last?';
export const ANSWER = 'The lease of a worker lasts 45 seconds.';

/** Passages of a manual, one of which has the answer. */
const TEXTS = [
  'The scheduler is a small program that sits between the queue and the workers. It does not run anything itself, and it keeps no state that could be lost. What it decides can be seen in its log. Most installations never change how it is set up.',
  'Queues hold the work that nobody has begun yet. It is usual to have one for each kind of work, though a single one is often enough. They are emptied in the order in which they were filled. A full queue refuses new work until there is room again.',
  'Logs are written to the standard output of each process. Many people collect them with the tools of their platform, which is what we suggest. They are meant for people, so their wording may change. Programs should read the metrics in their place.',
  'An upgrade is usually a matter of minutes. Stop the scheduler first, because it would otherwise hand out work to programs that are about to end. Then replace the files and start everything again. It rarely happens that a queue has to be rebuilt.',
  'Backups are worth thinking about early. The queues are plain files, so any tool that copies files will do. Nobody has to stop anything for that. It is a good habit to try a restore now and then, and to write down how it went.',
  `A worker takes one piece of work at a time and reports when it is done. ${ANSWER} If it has not reported by then, the scheduler gives the work to somebody else. This is rarely a problem, since reporting twice does no harm.`,
  'Metrics can be read over a port of their own. There is one for everything that the scheduler decides, and some more for the queues. Dashboards for the usual tools are in the repository. They are a good start, and everybody changes them sooner or later.',
  'Access is granted by tokens that an administrator hands out. A token may be restricted to some queues, which is what most teams do. It can be taken back at any time. Whoever holds one should treat it like a password and keep it out of repositories.',
  'There are a few things that the scheduler does not do. It knows nothing about the contents of the work, and it never looks into it. It does not start machines, either. People who want that tend to write a small program around it.',
];
export const PASSAGES: string = TEXTS.map((text, at) => `Passage ${at + 1} (manual.md)\n${text}`).join('\n\n');

export const PROMPT = `${TASK}\n\n${PASSAGES}\n\n${QUESTION}`;

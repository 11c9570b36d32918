// Other ways to shorten a text.

const END_OF_SENTENCE = /(?<=[.?!])\s+|\n+/;
const END_OF_FIELD = /(?<=,)\s+|\n+/;
const sentencesOf = (text) => text.split(/^[[{]/.test(text) ? END_OF_FIELD : END_OF_SENTENCE).filter(Boolean);
const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

/** The head and the tail of a text, `room` characters in all. */
export function headAndTail(text, room) {
  const half = Math.floor(room / 2);
  return `${text.slice(0, half)}…${text.slice(text.length - half)}`;
}

/** The sentences that score best, `room` characters in all. Of JSON, fields are sentences. */
export function bm25(text, room, query) {
  const sentences = sentencesOf(text);
  const words = sentences.map(wordsOf);
  const average = words.reduce((sum, own) => sum + own.length, 0) / words.length;
  const terms = [...new Set(wordsOf(query))].map((term) => {
    const found = words.filter((own) => own.includes(term)).length;
    return { term, rarity: Math.log(1 + (words.length - found + 0.5) / (found + 0.5)) };
  });
  const score = (own) =>
    terms.reduce((sum, { term, rarity }) => {
      const times = own.filter((word) => word === term).length;
      return sum + (rarity * times * 2.2) / (times + 1.2 * (0.25 + (0.75 * own.length) / average));
    }, 0);
  const ranked = words.map((own, at) => [score(own), at]).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  let left = room;
  const kept = ranked.filter(([, at]) => (left -= sentences[at].length + 1) >= 0);
  return kept.map(([, at]) => sentences[at]).join(' ');
}

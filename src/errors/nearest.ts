/** Maximum length of a name that is compared, in UTF-16 units. */
const MAX_NAME_LEN = 64;

/** The name that is most similar to a wrong one, if the distance is at most half of its letters. */
export function nearestOf(wrong: string, names: readonly string[]): string | undefined {
  if (wrong.length > MAX_NAME_LEN) return undefined;
  const distances = names.map((name) => [distance(wrong.toLowerCase(), name.toLowerCase()), name] as const);
  const near = distances.filter(([far]) => far <= Math.max(wrong.length, 3) / 2);
  return near.sort(([a], [b]) => a - b)[0]?.[1];
}

/** The number of letters to change, add, remove or swap with the next one (optimal string alignment). */
function distance(a: string, b: string): number {
  let [before, last, row]: [number[], number[], number[]] = [
    [],
    [],
    Array.from({ length: b.length + 1 }, (_, at) => at),
  ];
  for (let i = 1; i <= a.length; i += 1) {
    [before, last, row] = [last, row, [i]];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j]!, before[j - 2]! + 1);
    }
  }
  return row[b.length]!;
}

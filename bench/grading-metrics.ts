/** Counts of hit/miss decisions against a person's. */
export interface Counts {
  both: number
  onlyGrader: number
  onlyPerson: number
  neither: number
}

/** Precision, recall and F1 of the hits, and the share of decisions that agree. */
export function pointMetrics({ both, onlyGrader, onlyPerson, neither }: Counts) {
  const precision = both / Math.max(1, both + onlyGrader)
  const recall = both / Math.max(1, both + onlyPerson)
  return {
    f1: (2 * both) / Math.max(1, 2 * both + onlyGrader + onlyPerson),
    precision,
    recall,
    accuracy: (both + neither) / Math.max(1, both + onlyGrader + onlyPerson + neither),
  }
}

/** Pearson's r of two lists of scores. */
export function pearson(a: number[], b: number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)]
  const product = mean(a.map((x, i) => (x - meanA) * ((b[i] ?? 0) - meanB)))
  const spread = (list: number[], m: number) => Math.sqrt(mean(list.map((x) => (x - m) ** 2)))
  return product / (spread(a, meanA) * spread(b, meanB))
}

/** Quadratic weighted kappa of scores 0–100 in `bins` equal levels (Cohen 1968). */
export function weightedKappa(a: number[], b: number[], bins = 5): number {
  const level = (score: number) => Math.min(bins - 1, Math.floor((score / 100) * bins))
  const [levelsA, levelsB] = [a.map(level), b.map(level)]
  const observed = mean(levelsA.map((x, i) => (x - (levelsB[i] ?? 0)) ** 2))
  const expected = mean(levelsA.flatMap((x) => levelsB.map((y) => (x - y) ** 2)))
  return 1 - observed / expected
}

/** The mean of a list; 0 of an empty one. */
export function mean(list: number[]): number {
  return list.reduce((sum, x) => sum + x, 0) / Math.max(1, list.length)
}

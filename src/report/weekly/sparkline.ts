const steps = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']

/** Rates of 0 to 1 as a line of blocks from the least to the most of them; a dot where there is none. Pure. */
export function sparkline(rates: (number | null)[]): string {
  const known = rates.filter((rate) => rate !== null)
  const [least, most] = [Math.min(...known), Math.max(...known)]
  const height = (rate: number) =>
    most === least ? 4 : Math.round(((rate - least) / (most - least)) * (steps.length - 1))
  return rates.map((rate) => (rate === null ? '·' : steps[height(rate)])).join('')
}

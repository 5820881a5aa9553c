import type { Place, Problem } from '../format.ts'

export interface Printed {
  number: number | null
  place: Place
}

/** More numbers missing in a row than anybody loses: the list was meant to jump. */
const jump = 50

/**
 * Remarks on the numbers that questions have in print, section by section: a number that is
 * missing between two others, and one that is there twice, so that a lost question is seen.
 */
export function numberGaps(sections: Printed[][]): Problem[] {
  return sections.flatMap((printed) => gapsWithin(printed))
}

function gapsWithin(printed: Printed[]): Problem[] {
  const problems: Problem[] = []
  let last: number | null = null
  for (const { number, place: where } of printed) {
    if (number === null) continue
    if (last !== null && number === last) {
      problems.push({ where, code: 'note-number-twice', args: { number: String(number) } })
    } else if (last !== null && number > last + 1 && number <= last + jump) {
      const args = { from: String(last), to: String(number) }
      problems.push({ where, code: 'note-number-gap', args })
    }
    last = number
  }
  return problems
}

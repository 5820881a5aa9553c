import type { FairNumbers } from '../../src/report/fair-numbers.ts'
import type { Summary } from '../../src/report/summarise-unit.ts'

/** A unit with these numbers of officers; `open` are some of `missed`. */
export function unitOf(
  name: string,
  counts: Partial<Record<'done' | 'madeUp' | 'missed' | 'open' | 'excused', number>> = {},
  unitId = 7,
): FairNumbers {
  const { done = 0, madeUp = 0, missed = 0, open = 0, excused = 0 } = counts
  const due = done + madeUp + missed
  return {
    unitId,
    unit: `市局/${name}`,
    name,
    level: 'STATION',
    own: false,
    due,
    done,
    madeUp,
    excused,
    missed,
    unbound: 0,
    rate: due === 0 ? null : (done + madeUp) / due,
    meanScore: done + madeUp === 0 ? null : 86.54,
    open,
    few: false,
  }
}

/** A county with these stations, on 2026-11-24. */
export function countyOf(children: FairNumbers[], fields: Partial<Summary> = {}): Summary {
  const total = (field: 'done' | 'madeUp' | 'missed' | 'open' | 'excused') =>
    children.reduce((sum, child) => sum + child[field], 0)
  return {
    ...unitOf('襄州分局', {
      done: total('done'),
      madeUp: total('madeUp'),
      missed: total('missed'),
      open: total('open'),
      excused: total('excused'),
    }),
    level: 'COUNTY',
    fromDay: '2026-11-24',
    day: '2026-11-24',
    children,
    missing: [],
    articles: [],
    articleDay: false,
    newLaws: [],
    ...fields,
  }
}

/** A station with its numbers, on 2026-11-24. */
export function stationOf(
  counts: Parameters<typeof unitOf>[1],
  fields: Partial<Summary> = {},
): Summary {
  return { ...countyOf([]), ...unitOf('肖湾派出所', counts), ...fields }
}

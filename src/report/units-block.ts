import type { Translate } from '../shared/locale.ts'
import { clip, escapeHtml } from '../shared/screen.ts'
import type { FairNumbers } from './fair-numbers.ts'
import {
  hidesMean,
  lackingOf,
  meanOf,
  nameOf,
  percentOf,
  placeOf,
  scoreOf,
  worstFirst,
} from './wording.ts'

/** Lists of this size keep the message below 4,096 characters. */
const shown = { units: 20, nameLength: 30, names: 12 }

/**
 * The units below as a list: each that needs help with its numbers, the lowest rate first; then in one
 * line each which have all finished and where nobody was due.
 */
export function unitsBlock(
  t: Translate,
  { units, ranked }: { units: FairNumbers[]; ranked: boolean },
): string {
  if (units.length === 0) return ''
  const lacking = worstFirst(units.filter(({ missed }) => missed > 0))
  const finished = units.filter(({ missed, due }) => missed === 0 && due > 0)
  const idle = units.filter(({ due }) => due === 0)
  const more = lacking.length - shown.units
  const place = (unit: FairNumbers) =>
    ranked ? `${t('report-place', { place: placeOf(unit, units) })} ` : ''
  return [
    `<b>${t('report-children')}</b>${ranked ? ` · ${t('report-ranked')}` : ''}`,
    ...lacking.slice(0, shown.units).map((unit) => `${place(unit)}${lineOf(t, unit)}`),
    more > 0 ? t('report-more-children', { count: more }) : '',
    finished[0] ? `${place(finished[0])}${gathered(t, 'report-children-done', finished)}` : '',
    idle.length > 0 ? gathered(t, 'report-children-none-due', idle) : '',
    lacking.slice(0, shown.units).some(hidesMean) ? t('report-few-note') : '',
  ]
    .filter(Boolean)
    .join('\n')
}

function lineOf(t: Translate, unit: FairNumbers): string {
  return t('report-child', {
    unit: shortName(t, unit),
    rate: percentOf(unit),
    finished: unit.done + unit.madeUp,
    due: unit.due,
    lacking: lackingOf(t, unit, t('report-comma')),
    madeUp: unit.madeUp,
    excused: unit.excused,
    mean: scoreOf(unit),
    scored: meanOf(unit) === null ? 'no' : 'yes',
  })
}

function gathered(t: Translate, key: string, units: FairNumbers[]): string {
  const names = units.slice(0, shown.names).map((unit) => shortName(t, unit))
  const rest = units.length - shown.names
  return t(key, {
    count: units.length,
    units: names.join(t('report-and')),
    rest: Math.max(0, rest),
  })
}

function shortName(t: Translate, unit: FairNumbers): string {
  return escapeHtml(clip(nameOf(t, unit), shown.nameLength))
}

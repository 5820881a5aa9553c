import { addDays, type Day } from '../shared/day.ts'
import type { Translate } from '../shared/locale.ts'
import { pagesButton } from '../shared/pages-button.ts'
import type { UnitRef } from '../shared/person.ts'
import { clip, type Button } from '../shared/screen.ts'
import type { Burden } from './burden.ts'
import { lengthOf, packPeriod, periodBefore, relativeCodes } from './period.ts'
import type { Summary } from './summarise-unit.ts'
import { weeklyButton } from './weekly/buttons.ts'
import { percentOf, worstFirst } from './wording.ts'

/** Show, with names, who needs help, picture, dark picture, Excel, nudge. */
export type ReportAct = 's' | 'm' | 'h' | 'p' | 'd' | 'x' | 'n'

export const buttonPattern = /^rp:([smhpdxn]):(\d{1,9}):(\w{1,9})$/
/** The bureau's choice whether units carry place numbers: shown, turned off, turned on. */
export const rankingPattern = /^rk:([s01])$/

/** Telegram takes 100 buttons; the rest of the rows need a few. */
const maxChildButtons = 84

export interface SummaryView {
  summary: Summary
  /** The unit above, where it is the person's to see as well. */
  up: UnitRef | null
  today: Day
  /** Units carry place numbers: off unless the bureau wants them. */
  ranked: boolean
  /** The person may turn place numbers on and off. */
  mayRank?: boolean
  /** There is a dashboard to go to. */
  hasPages?: boolean
  /** What training took of officers, beside the numbers of a week. */
  burden?: Burden | null
}

/** Below a summary: down a level, what else there is of it, other days, up. */
export function summaryButtons(t: Translate, view: SummaryView): Button[][] {
  const { summary } = view
  return [
    ...childButtons(t, summary),
    helpButtons(t, view),
    actButtons(t, summary),
    periodButtons(t, summary.unitId),
    ...[wayButtons(t, view)].filter((row) => row.length > 0),
  ]
}

/** The units a person can choose from, each a button to what they asked for. */
export function unitButtons(units: UnitRef[], act: ReportAct, code: string): Button[][] {
  return units
    .slice(0, maxChildButtons)
    .map((unit) => [{ label: clip(unit.name, 40), data: pack(act, unit.id, code) }])
}

/** The data of a button about a unit: at most 27 bytes. `code` as in period.ts. */
export function pack(act: ReportAct, unitId: number, code: string): string {
  return `rp:${act}:${unitId}:${code}`
}

/** The days of a summary as button data. */
export function periodCode({ fromDay, day }: Summary): string {
  return packPeriod({ fromDay, toDay: day })
}

function childButtons(t: Translate, summary: Summary): Button[][] {
  const buttons = worstFirst(summary.children)
    .filter((child) => !child.own)
    .slice(0, maxChildButtons)
    .map((child) => ({
      label: t('report-child-button', { unit: clip(child.name, 20), rate: percentOf(child) }),
      data: pack('s', child.unitId, periodCode(summary)),
    }))
  return Array.from({ length: Math.ceil(buttons.length / 2) }, (_, row) =>
    buttons.slice(row * 2, row * 2 + 2),
  )
}

/** Who needs help, and on the day itself a reminder. */
function helpButtons(t: Translate, { summary, today }: SummaryView): Button[] {
  const isToday = summary.fromDay === today && summary.day === today
  return [
    actButton(t, summary, { key: 'report-help', act: 'h' }),
    ...(isToday && summary.missed > 0
      ? [actButton(t, summary, { key: 'report-nudge', act: 'n' })]
      : []),
  ]
}

function actButtons(t: Translate, summary: Summary): Button[] {
  const hidesNames =
    summary.level === 'STATION' && summary.missed > 0 && summary.missing.length === 0
  return [
    ...(hidesNames ? [actButton(t, summary, { key: 'report-names', act: 'm' })] : []),
    ...(summary.children.length > 0
      ? [actButton(t, summary, { key: 'report-picture', act: 'p' })]
      : []),
    actButton(t, summary, { key: 'report-excel', act: 'x' }),
  ]
}

function actButton(
  t: Translate,
  summary: Summary,
  { key, act }: { key: string; act: ReportAct },
): Button {
  return { label: t(key), data: pack(act, summary.unitId, periodCode(summary)) }
}

function periodButtons(t: Translate, unitId: number): Button[] {
  return (['today', 'yesterday', 'week', 'month'] as const).map((name) => ({
    label: t(`report-${name}`),
    data: pack('s', unitId, relativeCodes[name]),
  }))
}

/** Up, back in time, and for those who decide about it, place numbers. */
function wayButtons(t: Translate, view: SummaryView): Button[] {
  const { summary, up, ranked, mayRank, hasPages } = view
  const period = { fromDay: summary.fromDay, toDay: summary.day }
  const length = lengthOf(period)
  return [
    ...(up ? [{ label: t('report-up'), data: pack('s', up.id, packPeriod(period)) }] : []),
    ...(length === 'day'
      ? []
      : [
          {
            label: t('report-before', { length }),
            data: pack('s', summary.unitId, packPeriod(periodBefore(period))),
          },
        ]),
    ...(length === 'week' && summary.level !== 'STATION' && isWeekOver(view)
      ? [weeklyButton(t, summary.unitId, summary.fromDay)]
      : []),
    ...(hasPages ? [pagesButton(t, summary.unitId)] : []),
    ...(mayRank
      ? [{ label: t('report-ranking-button', { state: ranked ? 'on' : 'off' }), data: 'rk:s' }]
      : []),
  ]
}

/** Of a week that is not over nobody knows yet who missed what. */
function isWeekOver({ summary, today }: SummaryView): boolean {
  return addDays(summary.fromDay, 6) < today
}

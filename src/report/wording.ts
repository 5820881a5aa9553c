import type { Numbers, UnitNumbers } from '../quiz/participation.ts'
import { lawTitle } from '../shared/law-title.ts'
import type { Translate } from '../shared/locale.ts'
import type { FairNumbers } from './fair-numbers.ts'
import type { MissedArticle, WrongOption } from './most-missed.ts'
import type { Summary } from './summarise-unit.ts'

/** Who needs help first: the lowest rate, then the most people missing; units where nobody was due last. */
export function worstFirst<Unit extends Numbers>(units: Unit[]): Unit[] {
  return units.toSorted(
    (one, other) => (one.rate ?? 2) - (other.rate ?? 2) || other.missed - one.missed,
  )
}

type Counted = Pick<Numbers, 'due' | 'done' | 'madeUp'>

/** `92.8%`, rounded down so that only a full house is 100%; `–` where nobody was due. */
export function percentOf(unit: Counted): string {
  const share = shareOf(unit)
  return share === null ? '–' : `${share / 10}%`
}

/** The rate in thousandths, rounded down; null where nobody was due. */
export function shareOf({ due, done, madeUp }: Counted): number | null {
  return due === 0 ? null : Math.floor((1000 * (done + madeUp)) / due)
}

/** A mean score with at most one decimal; null where nobody has finished, and where so few were due that it would tell of one of them. */
export function meanOf({ meanScore, few }: FairNumbers): number | null {
  return meanScore === null || few ? null : Math.round(meanScore * 10) / 10
}

/** Whether there is a mean that nobody is shown, so that it has to be said why. */
export function hidesMean({ meanScore, few }: FairNumbers): boolean {
  return meanScore !== null && few
}

/** A mean score in words; `–` for none. */
export function scoreOf(unit: FairNumbers): string {
  const mean = meanOf(unit)
  return mean === null ? '–' : `${mean}`
}

/** The place of a unit among others, 1 the highest rate; units of the same rate share a place. */
export function placeOf(unit: Numbers, among: Numbers[]): number {
  return 1 + among.filter(({ rate }) => (rate ?? -1) > (unit.rate ?? -1)).length
}

/** The name of a unit; the office's own officers have a word of their own. */
export function nameOf(t: Translate, unit: UnitNumbers): string {
  return unit.own ? t('report-own') : unit.name
}

/** `2026-11-24`, or both ends of a range. */
export function daysOf(t: Translate, { fromDay, day }: Summary): string {
  return fromDay === day ? day : t('report-days', { from: fromDay, to: day })
}

/** What the numbers mean, in one sentence. */
export function sentenceOf(t: Translate, summary: Summary): string {
  const { due, done, madeUp, excused } = summary
  const span = spanOf(summary)
  if (due === 0)
    return t(summary.articleDay ? 'report-article-day' : 'report-none-due', { excused })
  const head =
    summary.missed === 0
      ? t('report-all-done', { due, madeUp, span })
      : t('report-some-missed', { due, done, madeUp, span, lacking: lackingPeople(t, summary) })
  const [first] = summary.articles
  // One wrong answer is nobody's weak point.
  const worst = first && first.wrong > 1 ? first : null
  return t('report-sentence', {
    head,
    worst: worst ? 'article' : 'none',
    article: worst ? articleOf(t, worst) : '',
  })
}

function lackingPeople(t: Translate, summary: Summary): string {
  const span = spanOf(summary)
  const missed = summary.missed - summary.open
  return [
    missed > 0 ? t('report-people-missed', { span, count: missed }) : '',
    summary.open > 0 ? t('report-people-open', { span, count: summary.open }) : '',
  ]
    .filter(Boolean)
    .join(t('report-comma'))
}

function spanOf({ fromDay, day }: Summary): 'day' | 'days' {
  return fromDay === day ? 'day' : 'days'
}

/** `未训 3`; while the last day is open `尚未完成 3`, or both. */
export function lackingOf(t: Translate, unit: FairNumbers, between: string): string {
  const missed = unit.missed - unit.open
  return [
    missed > 0 || unit.open === 0 ? t('report-count-missed', { count: missed }) : '',
    unit.open > 0 ? t('report-count-open', { count: unit.open }) : '',
  ]
    .filter(Boolean)
    .join(between)
}

/** A law and its article as people write them. */
export function articleOf(t: Translate, { law, article }: MissedArticle): string {
  return t('report-article-name', { law: lawTitle(law), article })
}

/** The words of a wrong choice. */
export function optionOf(t: Translate, { text, truth }: WrongOption): string {
  if (truth === undefined) return text
  return t(truth ? 'report-true' : 'report-false')
}

import type { Numbers, UnitNumbers } from '../quiz/participation.ts'
import { lawTitle } from '../shared/law-title.ts'
import type { Translate } from '../shared/locale.ts'
import type { MissedArticle, WrongOption } from './most-missed.ts'
import type { Summary } from './summarise-unit.ts'

/** Worst first: the lowest rate, then the most people missing; units where nobody was due last. */
export function worstFirst(units: UnitNumbers[]): UnitNumbers[] {
  return units.toSorted(
    (one, other) => (one.rate ?? 2) - (other.rate ?? 2) || other.missed - one.missed,
  )
}

/** `92.8%`, rounded down so that only a full house is 100%; `–` where nobody was due. */
export function percentOf({ due, done, madeUp }: Numbers): string {
  return due === 0 ? '–' : `${Math.floor((1000 * (done + madeUp)) / due) / 10}%`
}

/** A mean score with at most one decimal; `–` where nobody has finished. */
export function scoreOf({ meanScore }: Numbers): string {
  return meanScore === null ? '–' : `${Math.round(meanScore * 10) / 10}`
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
  const { due, done, madeUp, missed, excused } = summary
  const span = summary.fromDay === summary.day ? 'day' : 'days'
  if (due === 0)
    return t(summary.articleDay ? 'report-article-day' : 'report-none-due', { excused })
  const head =
    missed === 0
      ? t('report-all-done', { due, madeUp, span })
      : t('report-some-missed', { due, done, madeUp, missed, span })
  const [first] = summary.articles
  // One wrong answer is nobody's weak point.
  const worst = first && first.wrong > 1 ? first : null
  return t('report-sentence', {
    head,
    worst: worst ? 'article' : 'none',
    article: worst ? articleOf(t, worst) : '',
  })
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

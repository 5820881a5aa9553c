import type { Missing } from '../quiz/participation.ts'
import type { LawMastery } from '../quiz/retest/mastery.ts'
import { excessText } from '../shared/excess-text.ts'
import { lawTitle } from '../shared/law-title.ts'
import type { Translate } from '../shared/locale.ts'
import type { UnitRef } from '../shared/person.ts'
import { clip, escapeHtml, type Screen } from '../shared/screen.ts'
import { burdenLine } from './burden-screen.ts'
import type { Theme } from './chart-theme.ts'
import type { MissedArticle } from './most-missed.ts'
import { signsBlock } from './signs-screen.ts'
import type { HelpSigns } from './signs.ts'
import type { Summary } from './summarise-unit.ts'
import {
  pack,
  periodCode,
  summaryButtons,
  unitButtons,
  type ReportAct,
  type SummaryView,
} from './summary-buttons.ts'
import { unitsBlock } from './units-block.ts'
import type { NudgeOutcome } from './view-unit.ts'
import {
  articleOf,
  daysOf,
  hidesMean,
  lackingOf,
  nameOf,
  optionOf,
  percentOf,
  scoreOf,
  sentenceOf,
} from './wording.ts'

/** Texts of this length and lists of this size keep the message below 4,096 characters. */
const shown = { names: 60, nameLength: 30, lawLength: 40, optionLength: 80, laws: 5 }
/** What a leader sees of a unit: the meaning in one sentence, the numbers, where to look next. */
export function summaryScreen(t: Translate, view: SummaryView): Screen {
  const { summary, ranked } = view
  const blocks = [
    titleOf(t, summary),
    sentenceOf(t, escaped(summary)),
    summary.due + summary.excused + summary.unbound > 0 ? numbersBlock(t, summary) : '',
    unitsBlock(t, { units: summary.children, ranked }),
    missingBlock(t, summary),
    articlesBlock(t, summary.articles),
    newLawsBlock(t, summary.newLaws),
    (view.burden && burdenLine(t, view.burden)) ?? '',
  ]
  return {
    text: blocks.filter(Boolean).join('\n\n'),
    buttons: summaryButtons(t, view),
  }
}

/** The choice for a person with several units. */
export function pickScreen(
  t: Translate,
  { act, units, code }: { act: ReportAct; units: UnitRef[]; code: string },
): Screen {
  return {
    text: t('report-pick'),
    buttons: unitButtons(units, act, code),
  }
}

/** The picture with the sentence below it, and a way to the other colours. */
export function pictureScreen(
  t: Translate,
  { summary, theme, png }: { summary: Summary; theme: Theme; png: Uint8Array },
): Screen {
  const [act, other] = theme === 'light' ? (['d', 'dark'] as const) : (['p', 'light'] as const)
  const data = pack(act, summary.unitId, periodCode(summary))
  return {
    text: captionOf(t, summary),
    attachment: { kind: 'photo', name: 'summary.png', bytes: png },
    buttons: [[{ label: t(`report-theme-${other}`), data }]],
  }
}

/** The workbook with the sentence below it. */
export function workbookScreen(t: Translate, summary: Summary, xlsx: Uint8Array): Screen {
  const name = t('report-file', { unit: nameOf(t, summary), days: daysOf(t, summary) })
  return {
    text: captionOf(t, summary),
    attachment: { kind: 'document', name: `${name}.xlsx`, bytes: xlsx },
  }
}

/** What became of the wish to remind. */
export function nudgeScreen(t: Translate, outcome: NudgeOutcome | { kind: 'refused' }): Screen {
  switch (outcome.kind) {
    case 'queued':
      return {
        text: [
          t('report-nudge-queued', { count: outcome.count }),
          ...(outcome.excess && outcome.count > 0
            ? [excessText(t, outcome.excess), t('burden-go-nudge')]
            : []),
        ].join('\n'),
      }
    case 'already':
      return { text: t('report-nudge-already') }
    case 'not-a-training-day':
      return { text: t('report-nudge-no-training') }
    case 'closed':
      return { text: t('report-nudge-closed') }
    case 'refused':
      return refusedScreen(t)
  }
}

/** What place numbers mean, and the button to turn them on or off. */
export function rankingScreen(t: Translate, ranked: boolean): Screen {
  const [key, data] = ranked
    ? (['report-ranking-turn-off', 'rk:0'] as const)
    : (['report-ranking-turn-on', 'rk:1'] as const)
  return {
    text: t('report-ranking', { state: ranked ? 'on' : 'off' }),
    buttons: [[{ label: t(key), data }]],
  }
}

/** Who and what needs help, with the rules that say so. */
export function signsScreen(t: Translate, signs: HelpSigns): Screen {
  const rules = t('report-help-rules', { day: signs.day })
  return {
    text: `${signsBlock(t, signs) || t('report-help-nobody', { day: signs.day })}\n\n${rules}`,
  }
}

/** The polite refusal of a unit out of the person's reach. */
export function refusedScreen(t: Translate): Screen {
  return { text: t('report-refused') }
}

function captionOf(t: Translate, summary: Summary): string {
  return `${titleOf(t, summary)}\n${sentenceOf(t, escaped(summary))}`
}

function titleOf(t: Translate, summary: Summary): string {
  return `<b>${short(nameOf(t, summary))}</b> ${daysOf(t, summary)}`
}

/** The summary with its law names made safe and short for a screen. */
function escaped(summary: Summary): Summary {
  return { ...summary, articles: summary.articles.map(escapedArticle) }
}

function escapedArticle(article: MissedArticle): MissedArticle {
  return {
    ...article,
    law: escapeHtml(clip(article.law, shown.lawLength)),
    article: escapeHtml(clip(article.article, shown.nameLength)),
  }
}

function numbersBlock(t: Translate, summary: Summary): string {
  const { done, madeUp, excused, unbound } = summary
  const numbers = t('report-numbers', {
    rate: percentOf(summary),
    state: summary.open > 0 ? 'open' : 'closed',
    mean: scoreOf(summary),
    done,
    madeUp,
    lacking: lackingOf(t, summary, ' · '),
    excused,
    unbound,
  })
  return hidesMean(summary) ? `${numbers}\n${t('report-few-note')}` : numbers
}

function missingBlock(t: Translate, summary: Summary): string {
  const { missing, fromDay, day } = summary
  if (missing.length === 0) return ''
  const line = ({ name, badge, days }: Missing) =>
    t('report-missing-row', {
      name: short(name),
      badge: short(badge),
      span: fromDay === day ? 'day' : 'days',
      days,
    })
  const lines = missing.slice(0, shown.names).map(line)
  const more = missing.length - shown.names
  if (more > 0) lines.push(t('report-more-missing', { count: more }))
  const title = t('report-missing', { state: stateOf(summary), count: missing.length })
  return [`<b>${title}</b>`, ...lines].join('\n')
}

/** Whether all of `missed` may still finish today, some may, or none. */
function stateOf({ missed, open }: Summary): 'open' | 'mixed' | 'closed' {
  if (open === 0) return 'closed'
  return open === missed ? 'open' : 'mixed'
}

function articlesBlock(t: Translate, articles: MissedArticle[]): string {
  // One wrong answer is nobody's weak point; the workbook has them all.
  const weak = articles.filter(({ wrong }) => wrong > 1)
  if (weak.length === 0) return ''
  const lines = weak.map((article, index) => {
    const { answered, wrong, option } = article
    const name = articleOf(t, escapedArticle(article))
    const line = t('report-article', { number: index + 1, name, answered, wrong })
    if (!option || option.count < 2) return line
    const text = escapeHtml(clip(optionOf(t, option), shown.optionLength))
    return `${line}\n${t('report-option', { text, count: option.count })}`
  })
  return [`<b>${t('report-articles')}</b>`, ...lines].join('\n')
}

function newLawsBlock(t: Translate, laws: LawMastery[]): string {
  if (laws.length === 0) return ''
  const lines = laws.slice(0, shown.laws).map(({ law, inForce, officers, mastered }) =>
    t('report-new-law', {
      law: escapeHtml(clip(lawTitle(law), shown.lawLength)),
      day: inForce,
      officers,
      mastered,
    }),
  )
  return [`<b>${t('report-new-laws')}</b>`, ...lines].join('\n')
}

function short(text: string): string {
  return escapeHtml(clip(text, shown.nameLength))
}

import { lawTitle } from '../../shared/law-title.ts'
import type { Translate } from '../../shared/locale.ts'
import { clip, escapeHtml, type Screen } from '../../shared/screen.ts'
import type { FairNumbers } from '../fair-numbers.ts'
import type { Mastery } from '../mastery.ts'
import { packPeriod } from '../period.ts'
import { signsBlock, wholePercent } from '../signs-screen.ts'
import { pack } from '../summary-buttons.ts'
import { articleOf, nameOf, optionOf, percentOf, worstFirst } from '../wording.ts'
import { actionBlock } from './action-screen.ts'
import { sparkline } from './sparkline.ts'
import type { RevealedArticle, Weekly } from './weekly-of.ts'

const shown = { children: 6, mastery: 4, sure: 5, name: 24, option: 60, right: 60 }
/** Telegram takes 4,096 characters; what is nearer to the end of this list gives way first. */
const longest = 3900

/** The week of a county or the city on one screen: what it means, who and what needs help, what to do next. */
export function weeklyScreen(t: Translate, weekly: Weekly): Screen {
  const { unit, fromDay, toDay } = weekly
  const blocks = [
    titleBlock(t, weekly),
    actionBlock(t, weekly),
    articlesBlock(t, weekly.articles),
    sureBlock(t, weekly),
    childrenBlock(t, weekly.children),
    masteryBlock(t, 'topics', weekly.topics),
    signsBlock(t, weekly.signs),
    masteryBlock(t, 'laws', weekly.laws),
  ]
  const summary = {
    label: t('weekly-summary-button'),
    data: pack('s', unit.unitId, packPeriod({ fromDay, toDay })),
  }
  return { text: inOrder(fitting(blocks)).join('\n\n'), buttons: [[summary]] }
}

/** Blocks as long as there is room for them; the most telling come first in the list. */
function fitting(blocks: string[]): string[] {
  let room = longest
  return blocks.map((block) => {
    if (block.length + 2 > room) return ''
    room -= block.length + 2
    return block
  })
}

/** As one reads: numbers first, what to do last. */
function inOrder([title = '', action = '', articles = '', sure = '', ...rest]: string[]): string[] {
  const [children = '', topics = '', signs = '', laws = ''] = rest
  return [title, children, signs, topics, laws, articles, sure, action].filter(Boolean)
}

function titleBlock(t: Translate, weekly: Weekly): string {
  const { unit, fromDay, toDay, trend } = weekly
  const before = trend.at(-2)
  const title = t('weekly-title', { unit: short(nameOf(t, unit)), from: fromDay, to: toDay })
  const coverage = t('weekly-coverage', {
    due: unit.due,
    finished: unit.done + unit.madeUp,
    madeUp: unit.madeUp,
    excused: unit.excused,
    rate: percentOf(unit),
    before: before ? percentOf(before) : '–',
    unbound: unit.unbound,
  })
  const rates = trend.map(({ rate }) => rate)
  const known = rates.filter((rate) => rate !== null)
  const line = t('weekly-trend', {
    line: sparkline(rates),
    least: wholePercent(Math.min(...known)),
    most: wholePercent(Math.max(...known)),
  })
  return [`<b>${title}</b>`, coverage, ...(known.length > 1 ? [line] : [])].join('\n')
}

function childrenBlock(t: Translate, children: FairNumbers[]): string {
  const trained = worstFirst(children.filter(({ due }) => due > 0))
  if (trained.length === 0) return ''
  const lines = trained.slice(0, shown.children).map((child) =>
    t('weekly-child', {
      unit: short(nameOf(t, child)),
      rate: percentOf(child),
      missed: child.missed,
    }),
  )
  const more = trained.length - shown.children
  if (more > 0) lines.push(t('weekly-more-children', { count: more }))
  return [`<b>${t('weekly-children')}</b>`, ...lines].join('\n')
}

function masteryBlock(t: Translate, of: 'laws' | 'topics', rows: Mastery[]): string {
  if (rows.length === 0) return ''
  const lines = rows
    .slice(0, shown.mastery)
    .map(({ name, rate }) =>
      t('weekly-mastery', { name: short(lawTitle(name)), rate: wholePercent(rate) }),
    )
  return [`<b>${t(`weekly-${of}`)}</b>`, ...lines].join('\n')
}

function articlesBlock(t: Translate, articles: RevealedArticle[]): string {
  // One wrong answer is nobody's weak point.
  const weak = articles.filter(({ wrong }) => wrong > 1)
  if (weak.length === 0) return ''
  const lines = weak.map((article, index) => {
    const { answered, wrong, option } = article
    const name = escapeHtml(clip(articleOf(t, article), 40))
    const head = t('weekly-article', { number: index + 1, name, answered, wrong })
    if (!option || option.count < 2) return head
    const chosen = escapeHtml(clip(optionOf(t, option), shown.option))
    const choice = t('weekly-option', { text: chosen, count: option.count })
    return [head, choice, revealLine(t, article)].filter(Boolean).join('\n')
  })
  return [`<b>${t('weekly-articles')}</b>`, ...lines].join('\n')
}

function revealLine(t: Translate, { reveal, sentence }: RevealedArticle): string {
  if (!reveal) return ''
  const right = clip(reveal.right, shown.right)
  return escapeHtml(`→ ${sentence ?? t(`weekly-reveal-${reveal.kind}`, { right })}`)
}

function sureBlock(t: Translate, { sure: { articles, merged } }: Weekly): string {
  if (articles.length === 0) return ''
  const lines = articles.slice(0, shown.sure).map(({ law, article, sure, sureWrong }) =>
    t('weekly-sure-article', {
      name: escapeHtml(clip(t('report-article-name', { law: lawTitle(law), article }), 40)),
      sure,
      sureWrong,
    }),
  )
  if (merged) lines.push(t('weekly-sure-merged', { ...merged }))
  return [`<b>${t('weekly-sure')}</b>`, ...lines].join('\n')
}

function short(text: string): string {
  return escapeHtml(clip(text, shown.name))
}

import { articleData } from '../shared/article-button.ts'
import type { Day } from '../shared/day.ts'
import { draftArticleButton } from '../shared/draft-button.ts'
import type { Translate } from '../shared/locale.ts'
import { clip, escapeHtml, type Button, type Screen } from '../shared/screen.ts'
import { articleName } from './article-number.ts'
import { lawData } from './buttons.ts'
import { byBeginning, lastDayOf, versionInForce, type VersionDates } from './rules.ts'
import type { LawHit } from './search-law.ts'
import type { ArticleLine, Law, Version } from './store.ts'

const lawsOnPage = 8
const headingsOnPage = 10
export const articlesOnPage = 12
/** Telegram's limit is 4,096 characters; the heading over an article has the rest. */
const roomForArticle = 3_500

/** The laws of the library, a page of them. */
export function lawsScreen(
  t: Translate,
  laws: Law[],
  { page, isAdmin }: { page: number; isAdmin: boolean },
): Screen {
  const hint = isAdmin ? `\n\n${t('law-list-hint-admin')}` : ''
  if (laws.length === 0) return { text: `${t('law-library-empty')}${hint}` }
  const { shown, nav } = pageOf(laws, { page, size: lawsOnPage }, (to) => lawData('list', 0, to))
  const buttons = shown.map(({ id, name }) => [{ label: clip(name, 40), data: lawData('law', id) }])
  const text = `<b>${t('law-list-title', { count: laws.length })}</b>\n${t('law-list-hint')}${hint}`
  return { text, buttons: filled([...buttons, nav]) }
}

/** What a person sees of a text of a law. */
export interface TextView {
  law: Law
  version: Version
  today: Day
  isAdmin: boolean
}

/** A text of a law: its dates and its headings; without headings its articles at once. */
export function textScreen(
  t: Translate,
  view: TextView,
  articles: ArticleLine[],
  page: number,
): Screen {
  const groups = groupByHeading(articles)
  if (groups.length === 1) return partScreen(t, view, articles, articles[0]?.position ?? 1)
  const { id } = view.version
  const { shown, nav } = pageOf(groups, { page, size: headingsOnPage }, (to) =>
    lawData('text', id, to),
  )
  const buttons = shown.map((group): Button[] => [
    { label: clip(headingLabel(t, group), 60), data: lawData('part', id, group[0]?.position ?? 1) },
  ])
  const text = `${headText(t, view)}\n${t('law-articles-count', { count: articles.length })}`
  return { text, buttons: filled([...buttons, nav, ...otherButtons(t, view)]) }
}

/** Articles of one heading from a position on, by number and first words. */
export function partScreen(
  t: Translate,
  view: TextView,
  articles: ArticleLine[],
  position: number,
): Screen {
  const group = groupByHeading(articles).find((one) =>
    one.some((article) => article.position === position),
  )
  if (!group) return { text: t('law-gone') }
  const first = group.findIndex((article) => article.position === position)
  const shown = group.slice(first, first + articlesOnPage)
  const lines = shown.map(
    ({ number, beginning }) => `${articleName(number)}　${escapeHtml(clip(beginning, 36))}`,
  )
  const { id } = view.version
  const nav: Button[] = []
  const before = group[Math.max(0, first - articlesOnPage)]
  const after = group[first + articlesOnPage]
  if (first > 0 && before) {
    nav.push({ label: t('law-button-before'), data: lawData('part', id, before.position) })
  }
  if (after) nav.push({ label: t('law-button-after'), data: lawData('part', id, after.position) })
  const buttons = inRows(
    shown.map(({ id: articleId, number }) => ({
      label: articleName(number),
      data: articleData(articleId),
    })),
    3,
  )
  const heading = group[0]?.chapters.join(' › ') ?? ''
  const parts = [headText(t, view), ...(heading ? [escapeHtml(heading)] : []), lines.join('\n')]
  const up = { label: t('law-button-contents'), data: lawData('text', id) }
  const isWhole = group.length === articles.length
  const below = isWhole ? otherButtons(t, view) : [[up]]
  return { text: parts.join('\n\n'), buttons: filled([...buttons, nav, ...below]) }
}

/** All texts of a law, newest first. */
export function textsScreen(t: Translate, law: Law, today: Day): Screen {
  const versions = [...law.versions].sort(byBeginning).reverse()
  const lines = versions.map((version) => `• ${versionText(t, version, { law, today })}`)
  const buttons = versions.map(({ id, date }) => [
    { label: t('law-button-version', { date }), data: lawData('text', id) },
  ])
  return { text: [`<b>${escapeHtml(law.name)}</b>`, ...lines].join('\n'), buttons }
}

/**
 * An article word for word, in as many messages as it takes; the buttons are under the last.
 * `canDraft` offers to draft questions from it while its text is in force.
 */
export function articleScreens(
  t: Translate,
  view: Omit<TextView, 'isAdmin'> & { canDraft: boolean },
  article: {
    id: number
    number: string
    chapters: string[]
    text: string
    before: number | null
    after: number | null
    /** The article of the same number in other texts of the law. */
    elsewhere: { id: number; date: Day }[]
  },
): Screen[] {
  const { law, version, today, canDraft } = view
  const name = t('law-article-title', {
    law: escapeHtml(law.name),
    article: articleName(article.number),
  })
  const head = [
    `<b>${name}</b>`,
    ...(article.chapters.length > 0 ? [escapeHtml(article.chapters.join(' › '))] : []),
    versionText(t, version, { law, today }),
  ].join('\n')
  const pieces = cut(article.text, roomForArticle)
  const screens = pieces.map((piece, index): Screen => ({
    text: index === 0 ? `${head}\n\n${escapeHtml(piece)}` : escapeHtml(piece),
  }))
  const last = screens.at(-1)
  if (last) {
    last.text += `\n\n<i>${t('law-official-text')}</i>`
    const isInForce = versionInForce(law.versions, today)?.id === version.id
    const draft = canDraft && isInForce ? [[draftArticleButton(t, article.id)]] : []
    last.buttons = [...articleButtons(t, article), ...draft]
  }
  return screens
}

function articleButtons(
  t: Translate,
  { before, after, elsewhere }: Parameters<typeof articleScreens>[2],
): Button[][] {
  const nav: Button[] = []
  if (before !== null) nav.push({ label: t('law-button-before-one'), data: articleData(before) })
  if (after !== null) nav.push({ label: t('law-button-after-one'), data: articleData(after) })
  const others = elsewhere
    .slice(0, 3)
    .map(({ id, date }) => [
      { label: t('law-button-same-number', { date }), data: articleData(id) },
    ])
  return filled([nav, ...others])
}

/** The articles found for words. */
export function foundScreen(t: Translate, hits: LawHit[]): Screen {
  if (hits.length === 0) return { text: t('law-nothing-found') }
  const lines = hits.map(({ law, article, version, text }, index) => {
    const source = t('law-hit', { law: escapeHtml(law), article, version })
    return `${index + 1}. <b>${source}</b>\n${escapeHtml(clip(text.replace(/\n/g, ' '), 160))}`
  })
  const buttons = hits.map(({ law, article, articleId }) => [
    { label: clip(`${article} ${law}`, 40), data: articleData(articleId) },
  ])
  return { text: [t('law-found'), ...lines].join('\n\n'), buttons }
}

/** `2025-06-27 版本，2026-01-01 起生效，现行有效`. */
export function versionText(
  t: Translate,
  version: VersionDates,
  { law, today }: { law: Law; today: Day },
): string {
  const { date, inForce, repealedOn } = version
  const until = lastDayOf(version, law.versions)
  const isCurrent = versionInForce(law.versions, today)?.id === version.id
  const state = isCurrent
    ? t('law-state-current')
    : inForce > today
      ? t('law-state-future')
      : repealedOn !== null && repealedOn <= today
        ? t('law-state-repealed', { date: repealedOn })
        : t('law-state-past', { date: until ?? '' })
  return `${t('law-version', { date, inForce })}，${state}`
}

function headText(t: Translate, { law, version, today }: TextView): string {
  return `<b>${escapeHtml(law.name)}</b>\n${versionText(t, version, { law, today })}`
}

function otherButtons(t: Translate, { law, version, isAdmin }: TextView): Button[][] {
  const rows: Button[][] = []
  if (law.versions.length > 1) {
    const label = t('law-button-versions', { count: law.versions.length })
    rows.push([{ label, data: lawData('texts', law.id) }])
  }
  if (isAdmin) {
    rows.push([{ label: t('law-button-manage'), data: lawData('manage', version.id) }])
  }
  return [...rows, [{ label: t('law-button-list'), data: lawData('list', 0) }]]
}

/** Neighbours under the same headings. */
function groupByHeading(articles: ArticleLine[]): ArticleLine[][] {
  const groups: ArticleLine[][] = []
  for (const article of articles) {
    const group = groups.at(-1)
    if (group && String(group[0]?.chapters) === String(article.chapters)) group.push(article)
    else groups.push([article])
  }
  return groups
}

/** `第三章 第一节 扰乱公共秩序的行为和处罚（26—35）`. */
function headingLabel(t: Translate, group: ArticleLine[]): string {
  const chapters = group[0]?.chapters ?? []
  const above = chapters.slice(0, -1).map((chapter) => chapter.replace(/\s.*$/, ''))
  const heading = [...above, chapters.at(-1) ?? t('law-no-heading')].join(' ')
  const from = group[0]?.number ?? ''
  const to = group.at(-1)?.number ?? ''
  return `${heading}（${from === to ? from : `${from}—${to}`}）`
}

function pageOf<Item>(
  items: Item[],
  { page, size }: { page: number; size: number },
  data: (page: number) => string,
): { shown: Item[]; nav: Button[] } {
  const last = Math.max(0, Math.ceil(items.length / size) - 1)
  const at = Math.min(page, last)
  const nav: Button[] = []
  if (at > 0) nav.push({ label: `‹ ${at}`, data: data(at - 1) })
  if (at < last) nav.push({ label: `${at + 2} ›`, data: data(at + 1) })
  return { shown: items.slice(at * size, (at + 1) * size), nav }
}

function filled(rows: Button[][]): Button[][] {
  return rows.filter((row) => row.length > 0)
}

function inRows(buttons: Button[], size: number): Button[][] {
  const rows: Button[][] = []
  for (let at = 0; at < buttons.length; at += size) rows.push(buttons.slice(at, at + size))
  return rows
}

/** A text in pieces of at most `limit` characters, parted at line ends where there are any. */
function cut(text: string, limit: number): string[] {
  const pieces: string[] = []
  let rest = text
  while (rest.length > limit) {
    const end = rest.lastIndexOf('\n', limit)
    const at = end > limit / 2 ? end : limit
    pieces.push(rest.slice(0, at))
    rest = rest.slice(at).replace(/^\n/, '')
  }
  return [...pieces, rest]
}

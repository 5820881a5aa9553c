import type { ArticleChange } from '../../shared/article-change.ts'
import { lawTitle } from '../../shared/law-title.ts'
import type { Translate } from '../../shared/locale.ts'
import { clip, escapeHtml, type Screen } from '../../shared/screen.ts'
import { questionScreen } from '../screens.ts'
import type { Item } from '../store.ts'
import { compareClauses, type Clause } from './compare-clauses.ts'
import type { Retest } from './store.ts'

/** Both texts of an article may take so many characters; the question needs the rest of 4,096. */
const room = { texts: 1_400, question: 2_300 }
/** More articles than these are named only. */
const shownChanges = 2
/** Kept on both sides of what differs where a text has to be cut. */
const contextLength = 24

/** The old and the new text of the article, and the question that rests on it. */
export function retestScreen(
  t: Translate,
  { law, inForce, changes }: Pick<Retest, 'law' | 'inForce' | 'changes'>,
  item: Item,
): Screen {
  const { text, buttons } = questionScreen(t, item, room.question)
  const title = t('quiz-retest-title', { law: escapeHtml(clip(lawTitle(law), 60)), day: inForce })
  const shown = changes.slice(0, shownChanges)
  const each = Math.floor(room.texts / Math.max(1, shown.length) / 2)
  const blocks = shown.map((change) => changeBlock(t, change, each))
  const rest = changes.length - shown.length
  return {
    text: [
      `<b>${title}</b>`,
      ...blocks,
      ...(rest > 0 ? [t('quiz-retest-more', { count: rest })] : []),
      t('quiz-retest-why'),
      text,
    ].join('\n\n'),
    buttons: buttons ?? [],
  }
}

function changeBlock(t: Translate, change: ArticleChange, limit: number): string {
  const { kind, from, to, before, after = '' } = change
  const isMoved = to !== undefined && to !== from
  const head = isMoved
    ? t('quiz-retest-moved', { from: articleOf(t, from), to: articleOf(t, to) })
    : articleOf(t, from)
  const old = quoteOf(compareClauses(before, after), limit)
  const now =
    kind === 'removed'
      ? t('quiz-retest-removed')
      : `${t('quiz-retest-new')}\n<blockquote>${quoteOf(compareClauses(after, before), limit)}</blockquote>`
  return `${head}\n${t('quiz-retest-old')}\n<blockquote>${old}</blockquote>\n${now}`
}

function articleOf(t: Translate, number: string): string {
  const [article = '', insertion] = number.split('-')
  return t('quiz-retest-article', { article, insertion: insertion ?? 'none' })
}

/** What differs is bold; where the whole does not fit, what is the same in both goes first. */
function quoteOf(clauses: Clause[], limit: number): string {
  const length = clauses.reduce((sum, { text }) => sum + text.length, 0)
  const kept = length <= limit ? clauses : clauses.map((clause) => shorten(clause))
  let left = limit
  const parts = kept.map(({ text, isNew }) => {
    const shown = clip(text, left)
    left = Math.max(0, left - shown.length)
    const safe = escapeHtml(shown)
    return isNew && safe !== '' ? `<b>${safe}</b>` : safe
  })
  return parts.join('').trim()
}

function shorten({ text, isNew }: Clause): Clause {
  if (isNew || text.length <= 2 * contextLength + 1) return { text, isNew }
  return { text: `${text.slice(0, contextLength)}…${text.slice(-contextLength)}`, isNew }
}

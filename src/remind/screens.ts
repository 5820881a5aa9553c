import { articleData } from '../shared/article-button.ts'
import type { Day } from '../shared/day.ts'
import { lawTitle } from '../shared/law-title.ts'
import type { Translate } from '../shared/locale.ts'
import { openSetData } from '../shared/open-set.ts'
import { clip, escapeHtml, type Screen } from '../shared/screen.ts'

/** The one nudge: what is left and until when; no reproach. */
export function nudgeScreen(
  t: Translate,
  { day, answered, size }: { day: Day; answered: number; size: number | null },
): Screen {
  const text =
    answered > 0 && size !== null
      ? t('remind-nudge-rest', { rest: size - answered })
      : t('remind-nudge')
  return { text, buttons: [[{ label: t('remind-start'), data: openSetData(day) }]] }
}

/** Whole articles are seldom longer; the rest is behind the button. */
const longestArticle = 1500

/** An article to read, without a question. */
export function articleScreen(
  t: Translate,
  { day, article }: { day: Day; article: ArticleToRead },
): Screen {
  const law = escapeHtml(lawTitle(article.law))
  const text = [
    `<b>${t('remind-article-title', { month: Number(day.slice(5, 7)), date: Number(day.slice(8)) })}</b>`,
    `<b>${t('remind-article-name', { law, article: article.article })}</b>`,
    escapeHtml(clip(article.text, longestArticle)),
    t('remind-article-no-question'),
  ].join('\n\n')
  const whole = { label: t('law-button-article'), data: articleData(article.articleId) }
  return { text, buttons: [[whole]] }
}

export interface ArticleToRead {
  articleId: number
  law: string
  /** `第八十三条` */
  article: string
  text: string
}

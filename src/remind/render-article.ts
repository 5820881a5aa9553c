import { dayMode } from '../platform/calendar.ts'
import type { Deps } from '../platform/deps.ts'
import type { Day } from '../shared/day.ts'
import type { Translate } from '../shared/locale.ts'
import type { Screen } from '../shared/screen.ts'
import { articleScreen, type ArticleToRead } from './screens.ts'

/** The article of an article day; null when the day has become another since, or the text is gone. */
export async function renderArticle(
  deps: Pick<Deps, 'db' | 'settings'> & {
    readArticle: (articleId: number) => Promise<ArticleToRead | null>
  },
  t: Translate,
  { day, articleId }: { day: Day; articleId: number },
): Promise<{ screen: Screen } | null> {
  if ((await dayMode(deps, day)) !== 'ARTICLE') return null
  const article = await deps.readArticle(articleId)
  return article && { screen: articleScreen(t, { day, article }) }
}

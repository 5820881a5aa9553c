import type { Db } from '../platform/db.ts'
import type { Day } from '../shared/day.ts'
import { articleName } from './article-number.ts'

/** An article with what it is cited by. */
export interface ArticleSource {
  articleId: number
  /** The law's full title. */
  law: string
  /** The day its text was made. */
  version: Day
  article: string
  text: string
}

/** Articles by their ids, in this order; those that are gone are left out. */
export async function findArticleSources(db: Db, ids: number[]): Promise<ArticleSource[]> {
  const found = await db.article.findMany({
    where: { id: { in: ids } },
    include: { version: { select: { date: true, law: { select: { name: true } } } } },
  })
  return ids.flatMap((id) => {
    const one = found.find((article) => article.id === id)
    if (!one) return []
    const { version, number, text } = one
    return [
      {
        articleId: id,
        law: version.law.name,
        version: version.date,
        article: articleName(number),
        text,
      },
    ]
  })
}

/** A text of the library with the ids of its articles in order; null where it is gone. */
export async function findLawArticles(
  db: Db,
  versionId: number,
): Promise<{ law: string; articleIds: number[] } | null> {
  const version = await db.lawVersion.findUnique({
    where: { id: versionId },
    select: {
      law: { select: { name: true } },
      articles: { select: { id: true }, orderBy: { position: 'asc' } },
    },
  })
  if (!version) return null
  return { law: version.law.name, articleIds: version.articles.map(({ id }) => id) }
}

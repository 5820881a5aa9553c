import type { Db } from '../../platform/db.ts'
import type { Embedder } from '../../platform/llm-embed.ts'
import { countEmbeddings, loadEmbeddings } from './embedding-store.ts'
import type { IndexedArticle } from './law-index.ts'

interface Vectors {
  /** How many the table had: more of them, and they are read again. */
  count: number
  byArticle: Map<number, Float32Array>
}

/** Vectors in memory beside the articles that the index holds. */
const kept = new WeakMap<IndexedArticle[], Map<string, Vectors>>()
/** A person waits, and without it there is an answer too. */
const deadlineMs = 1_500
/** Beyond these a likeness means nothing. */
const most = 100

/**
 * The articles whose meaning is nearest to the question's, nearest first. Null where not every article
 * has a vector yet, or the endpoint gives none for the question in a short time.
 */
export async function nearestArticles(
  { db, embedder }: { db: Db; embedder: Embedder },
  articles: IndexedArticle[],
  question: string,
): Promise<IndexedArticle[] | null> {
  const { byArticle } = await vectorsFor(db, articles, embedder.model)
  if (byArticle.size === 0 || byArticle.size < articles.length) return null
  const wanted = { purpose: 'embed-question' as const, deadlineMs }
  const embedded = await embedder.embed([question], wanted)
  const asked = embedded.ok ? embedded.vectors[0] : undefined
  if (!asked) return null
  return articles
    .flatMap((article) => {
      const vector = byArticle.get(article.id)
      // An endpoint that now gives vectors of another size has another model behind the same name.
      return vector?.length === asked.length ? [{ article, likeness: dot(vector, asked) }] : []
    })
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, most)
    .map(({ article }) => article)
}

async function vectorsFor(db: Db, articles: IndexedArticle[], model: string): Promise<Vectors> {
  const byModel = kept.get(articles) ?? new Map<string, Vectors>()
  kept.set(articles, byModel)
  const count = await countEmbeddings(db, model)
  const known = byModel.get(model)
  if (known?.count === count || count < articles.length) {
    return known ?? { count, byArticle: new Map() }
  }
  const articleIds = articles.map(({ id }) => id)
  const vectors = { count, byArticle: await loadEmbeddings(db, { model, articleIds }) }
  byModel.set(model, vectors)
  return vectors
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let index = 0; index < one.length; index += 1) sum += (one[index] ?? 0) * (other[index] ?? 0)
  return sum
}

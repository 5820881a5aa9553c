import type { Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { enqueue } from '../../platform/jobs.ts'
import { mostTexts, type Embedder } from '../../platform/llm-embed.ts'
import { clip } from '../../shared/screen.ts'
import { articleName } from '../article-number.ts'
import {
  countMissing,
  isEmbedding,
  listMissing,
  saveEmbeddings,
  type MissingArticle,
} from './embedding-store.ts'

type EmbedDeps = Pick<Deps, 'db' | 'now'> & { embedder: Embedder }

/** Other jobs wait for this one, so it is short and asks for another like it. */
const requestsPerJob = 5
const deadlineMs = 20_000
/** Small models read 512 tokens; what a long article is about stands at its beginning. */
const longestText = 1_500
/** What failed is tried again after this time. */
const retryMs = 5 * 60_000

/**
 * Asks for vectors where articles lack them: after a law came in, and after a start. While they are
 * being made it asks for nothing; where the last try failed, only after five minutes.
 */
export async function queueEmbedding(deps: EmbedDeps): Promise<void> {
  if (!(await isEmbedding(deps.db))) await queueNext(deps)
}

async function queueNext({ db, now, embedder: { model } }: EmbedDeps): Promise<void> {
  const missing = await countMissing(db, model)
  if (missing === 0) return
  const at = now()
  const key = `embed-articles:${model}:${missing}:${Math.floor(at.getTime() / retryMs)}`
  await enqueue(db, { name: 'embed-articles', key, data: {}, now: at })
}

/**
 * Makes vectors for some articles that lack them and asks for the next job while it gets on. Each
 * request is kept at once: what a crash or an endpoint that went away leaves undone is all there is to do.
 */
export async function embedArticles(deps: EmbedDeps): Promise<void> {
  const { db, embedder } = deps
  const { model } = embedder
  const missing = await listMissing(db, { model, limit: requestsPerJob * mostTexts })
  for (let from = 0; from < missing.length; from += mostTexts) {
    if (!(await embedSome(db, embedder, missing.slice(from, from + mostTexts)))) return
  }
  await queueNext(deps)
}

/** False where the endpoint gives nothing now. An article that it declines for what it says stays without. */
async function embedSome(db: Db, embedder: Embedder, some: MissingArticle[]): Promise<boolean> {
  const wanted = { purpose: 'embed-articles' as const, deadlineMs }
  const embedded = await embedder.embed(some.map(textOf), wanted)
  if (embedded.ok) {
    const rows = some.map(({ id }, index) => {
      return { articleId: id, vector: embedded.vectors[index] ?? null }
    })
    await saveEmbeddings(db, embedder.model, rows)
    return true
  }
  if (embedded.reason !== 'declined') return false
  const [only, ...others] = some
  if (only && others.length === 0) {
    await saveEmbeddings(db, embedder.model, [{ articleId: only.id, vector: null }])
    return true
  }
  for (const one of some) if (!(await embedSome(db, embedder, [one]))) return false
  return true
}

function textOf({ law, number, chapters, text }: MissingArticle): string {
  return clip(`${law}${articleName(number)} ${chapters.join(' ')}\n${text}`, longestText)
}

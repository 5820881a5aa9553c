/** Other ways to search the same articles. Each takes the texts that our index holds in that moment. */
import MiniSearch from 'minisearch'

import { articleName } from '../../src/law/article-number.ts'
import type { IndexedArticle } from '../../src/law/search/law-index.ts'
import { countPieces } from '../../src/law/search/tokens.ts'
import type { Db } from '../../src/platform/db.ts'
import { keyOf } from './law-questions.ts'

/** Gives the keys of the first ten articles for a question. */
export type Search = (question: string) => Promise<string[]>

export interface Peer {
  search: Search
  /** Bytes of a database; null for an index in memory. */
  bytes: number | null
}

/** PostgreSQL: a tsvector over characters and pairs parted by spaces, any of them, ranked by ts_rank. */
export async function fullTextPeer(db: Db, articles: IndexedArticle[]): Promise<Peer> {
  await db.$executeRawUnsafe('create table peer (key text, words tsvector)')
  for (let from = 0; from < articles.length; from += 500) {
    const rows = articles
      .slice(from, from + 500)
      .map((article) => ({ key: keyOfArticle(article), words: pieces(wholeOf(article)).join(' ') }))
    await db.$executeRaw`
      insert into peer select key, to_tsvector('simple', words)
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (key text, words text)`
  }
  await db.$executeRawUnsafe('create index on peer using gin (words)')
  const [size] = await db.$queryRaw<{ bytes: bigint }[]>`
    select pg_total_relation_size('peer') as bytes`
  return {
    bytes: Number(size?.bytes ?? 0),
    async search(question) {
      const query = [...countPieces(question).keys()].join(' | ')
      const rows = await db.$queryRaw<{ key: string }[]>`
        select key from peer where words @@ to_tsquery('simple', ${query})
        order by ts_rank(words, to_tsquery('simple', ${query}), 1) desc limit 10`
      return rows.map(({ key }) => key)
    },
  }
}

/** MiniSearch as it comes, or with our characters and pairs as its terms. */
export function miniSearchPeer(articles: IndexedArticle[], terms: 'its own' | 'ours'): Peer {
  const index = new MiniSearch<{ id: string; whole: string }>({
    fields: ['whole'],
    ...(terms === 'ours' && { tokenize: pieces }),
  })
  const once = new Map(articles.map((article) => [keyOfArticle(article), wholeOf(article)]))
  index.addAll([...once].map(([id, whole]) => ({ id, whole })))
  return {
    bytes: null,
    search: (question) => {
      const found = index.search(question).slice(0, 10)
      return Promise.resolve(found.map(({ id }) => String(id)))
    },
  }
}

function keyOfArticle({ law, number }: IndexedArticle): string {
  return keyOf(law.name, articleName(number))
}

function wholeOf({ law, number, chapters, text }: IndexedArticle): string {
  return `${law.name} ${articleName(number)} ${chapters.join(' ')} ${text}`
}

function pieces(text: string): string[] {
  return [...countPieces(text)].flatMap(([piece, count]) => Array<string>(count).fill(piece))
}

/** This slice's queries about articles as vectors. */
import type { Sql } from '../../platform/db.ts'
import type { JobName } from '../../shared/jobs.ts'

/** An article that has no vector of a model yet. */
export interface MissingArticle {
  id: number
  law: string
  number: string
  chapters: string[]
  text: string
}

/** How many articles have no vector of this model. */
export async function countMissing(sql: Sql, model: string): Promise<number> {
  const [row] = await sql.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from "Article" a where not exists (
      select from "ArticleEmbedding" e where e."articleId" = a.id and e.model = ${model})`
  return row?.count ?? 0
}

/** Whether a job that makes vectors waits or runs. */
export async function isEmbedding(sql: Sql): Promise<boolean> {
  const job = { kind: 'embed-articles' satisfies JobName, state: 'QUEUED' as const }
  return (await sql.job.count({ where: job })) > 0
}

/** Articles without a vector of this model, those of the newest texts first. */
export async function listMissing(
  sql: Sql,
  { model, limit }: { model: string; limit: number },
): Promise<MissingArticle[]> {
  return await sql.$queryRaw<MissingArticle[]>`
    select a.id, l.name as law, a.number, a.chapters, a.text
    from "Article" a join "LawVersion" v on v.id = a."versionId" join "Law" l on l.id = v."lawId"
    where not exists (
      select from "ArticleEmbedding" e where e."articleId" = a.id and e.model = ${model})
    order by v."inForce" desc, a.id limit ${limit}`
}

/** Keeps vectors; null for an article of which the model makes none. */
export async function saveEmbeddings(
  sql: Sql,
  model: string,
  rows: { articleId: number; vector: Float32Array | null }[],
): Promise<void> {
  const data = rows.map(({ articleId, vector }) => {
    return { articleId, model, vector: vector ? toBytes(vector) : new Uint8Array() }
  })
  await sql.articleEmbedding.createMany({ data, skipDuplicates: true })
}

/** How many vectors of this model there are, the empty ones among them. */
export async function countEmbeddings(sql: Sql, model: string): Promise<number> {
  return await sql.articleEmbedding.count({ where: { model } })
}

/** The vectors of these articles by article; an empty one where the model makes none. */
export async function loadEmbeddings(
  sql: Sql,
  { model, articleIds }: { model: string; articleIds: number[] },
): Promise<Map<number, Float32Array>> {
  const rows = await sql.articleEmbedding.findMany({
    where: { model, articleId: { in: articleIds } },
    select: { articleId: true, vector: true },
  })
  return new Map(rows.map(({ articleId, vector }) => [articleId, fromBytes(vector)]))
}

function toBytes(vector: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(vector.length * 4)
  const view = new DataView(bytes.buffer)
  for (const [index, value] of vector.entries()) view.setFloat32(index * 4, value, true)
  return bytes
}

function fromBytes(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Float32Array.from({ length: bytes.byteLength / 4 }, (_, index) =>
    view.getFloat32(index * 4, true),
  )
}

/** This slice's queries about laws, their texts and articles. Imports: import-store.ts. */

import type { Sql } from '../platform/db.ts'
import type { Day } from '../shared/day.ts'
import type { Basis } from '../shared/question.ts'
import type { ArticleText } from './formats/law-text.ts'
import { lawKey } from './law-name.ts'
import type { VersionDates } from './rules.ts'

export interface Version extends VersionDates {
  lawId: number
}

/** A law with all its texts, oldest first. */
export interface Law {
  id: number
  name: string
  aliases: string[]
  versions: Version[]
}

/** An article with the text it belongs to. */
export interface StoredArticle {
  id: number
  versionId: number
  position: number
  number: string
  chapters: string[]
  text: string
}

/** Every law with the dates of its texts, by name. A bureau has hundreds: one query holds them all. */
export async function loadLaws(sql: Sql): Promise<Law[]> {
  return await sql.$queryRaw<Law[]>`
    select l.id, l.name, l.aliases, jsonb_agg(jsonb_build_object(
      'id', v.id, 'lawId', l.id, 'date', v.date, 'inForce', v."inForce",
      'repealedOn', v."repealedOn") order by v."inForce", v.date) as versions
    from "Law" l join "LawVersion" v on v."lawId" = l.id
    group by l.id order by l.name`
}

/** How many articles each of the texts has. */
export async function countArticles(sql: Sql, versionIds: number[]): Promise<Map<number, number>> {
  const rows = await sql.article.groupBy({
    by: ['versionId'],
    where: { versionId: { in: versionIds } },
    _count: true,
  })
  return new Map(rows.map(({ versionId, _count: count }) => [versionId, count]))
}

/** Finds a law by any of its names; the law whose title it is goes before one that only has it as an alias. */
export function lawFinder<Named extends { name: string; aliases: string[] }>(
  laws: Named[],
): (name: string) => Named | null {
  const byKey = new Map<string, Named>()
  for (const law of laws) for (const alias of law.aliases) byKey.set(lawKey(alias), law)
  for (const law of laws) byKey.set(lawKey(law.name), law)
  return (name) => byKey.get(lawKey(name)) ?? null
}

/** One article of a text; null where it has none of this number. */
export async function findStoredArticle(
  sql: Sql,
  { versionId, number }: { versionId: number; number: string },
): Promise<StoredArticle | null> {
  return await sql.article.findUnique({ where: { versionId_number: { versionId, number } } })
}

/** An article without the whole of its words, for lists. */
export interface ArticleLine {
  id: number
  position: number
  number: string
  chapters: string[]
  /** Its first words. */
  beginning: string
}

/** The articles of a text in its order. */
export async function listArticles(sql: Sql, versionId: number): Promise<ArticleLine[]> {
  return await sql.$queryRaw<ArticleLine[]>`
    select id, position, number, chapters, left(split_part(text, E'\n', 1), 60) as beginning
    from "Article" where "versionId" = ${versionId} order by position`
}

/** The articles beside one in its text, and those of its number in the other texts of its law. */
export async function findNeighbours(
  sql: Sql,
  article: Pick<StoredArticle, 'versionId' | 'position' | 'number'> & { lawId: number },
): Promise<{
  before: number | null
  after: number | null
  elsewhere: { id: number; date: Day }[]
}> {
  const { versionId, position, number, lawId } = article
  const beside = await sql.article.findMany({
    where: { versionId, position: { in: [position - 1, position + 1] } },
    select: { id: true, position: true },
  })
  const same = await sql.article.findMany({
    where: { number, version: { lawId }, versionId: { not: versionId } },
    select: { id: true, version: { select: { date: true } } },
    orderBy: { version: { date: 'desc' } },
  })
  const at = (place: number) => beside.find((one) => one.position === place)?.id ?? null
  const elsewhere = same.map(({ id, version: { date } }) => ({ id, date }))
  return { before: at(position - 1), after: at(position + 1), elsewhere }
}

/** An article by its id. */
export async function findArticleById(sql: Sql, id: number): Promise<StoredArticle | null> {
  return await sql.article.findUnique({ where: { id } })
}

/** Which texts have which articles: for each `law:number` asked for, the ids of the texts that have it. */
export async function findArticleVersions(
  sql: Sql,
  wanted: { lawId: number; number: string }[],
): Promise<Map<string, number[]>> {
  const rows = await sql.$queryRaw<{ lawId: number; number: string; versions: number[] }[]>`
    select v."lawId", a.number, array_agg(v.id) as versions
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w ("lawId" int, number text)
      join "LawVersion" v on v."lawId" = w."lawId"
      join "Article" a on a."versionId" = v.id and a.number = w.number
    group by v."lawId", a.number`
  return new Map(rows.map(({ lawId, number, versions }) => [`${lawId}:${number}`, versions]))
}

/** All articles of the texts, in the order of each. */
export async function loadArticles(sql: Sql, versionIds: number[]): Promise<StoredArticle[]> {
  return await sql.article.findMany({
    where: { versionId: { in: versionIds } },
    orderBy: [{ versionId: 'asc' }, { position: 'asc' }],
  })
}

/** Lets one change of the library happen at a time, until the transaction ends. */
export async function lockLaws(sql: Sql): Promise<void> {
  await sql.$executeRaw`select pg_advisory_xact_lock(hashtext('law-library'))`
}

/** The law of this title, made where there is none. Returns its id. */
export async function ensureLaw(
  sql: Sql,
  law: { name: string; aliases: string[]; now: Date },
): Promise<number> {
  const { name, aliases, now } = law
  const saved = await sql.law.upsert({
    where: { name },
    create: { name, aliases, createdAt: now },
    update: {},
    select: { id: true },
  })
  return saved.id
}

/** Adds a text with its articles, in two statements. Returns its id. */
export async function insertVersion(
  sql: Sql,
  version: {
    lawId: number
    date: Day
    inForce: Day
    fileName: string
    createdBy: number | null
    now: Date
    articles: ArticleText[]
  },
): Promise<number> {
  const { lawId, date, inForce, fileName, createdBy, now, articles } = version
  const { id } = await sql.lawVersion.create({
    data: { lawId, date, inForce, fileName, createdBy, createdAt: now },
    select: { id: true },
  })
  const rows = articles.map((article, index) => ({ ...article, position: index + 1 }))
  await sql.$executeRaw`
    insert into "Article" ("versionId", position, number, chapters, text)
    select ${id}, position, number,
      array(select jsonb_array_elements_text(chapters)), text
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as rows (position int, number text, chapters jsonb, text text)`
  return id
}

/** Sets the day a text was repealed, null to take that back. False where there is no such text. */
export async function saveRepeal(sql: Sql, id: number, repealedOn: Day | null): Promise<boolean> {
  const { count } = await sql.lawVersion.updateMany({ where: { id }, data: { repealedOn } })
  return count > 0
}

/** Sets a text's first day in force. False where there is no such text. */
export async function saveInForce(sql: Sql, id: number, inForce: Day): Promise<boolean> {
  const { count } = await sql.lawVersion.updateMany({ where: { id }, data: { inForce } })
  return count > 0
}

/** Takes texts out with their articles, and laws that have no text left. Returns how many texts went. */
export async function deleteVersions(sql: Sql, ids: number[]): Promise<number> {
  const { count } = await sql.lawVersion.deleteMany({ where: { id: { in: ids } } })
  await sql.law.deleteMany({ where: { versions: { none: {} } } })
  return count
}

/** A text with its law; null where there is none. */
export async function findVersion(
  sql: Sql,
  id: number,
): Promise<{ id: number; lawId: number; date: Day; inForce: Day; law: { name: string } } | null> {
  return await sql.lawVersion.findUnique({
    where: { id },
    select: { id: true, lawId: true, date: true, inForce: true, law: { select: { name: true } } },
  })
}

/** The legal basis of the question that an officer answered; null where it names none. */
export async function findBasis(sql: Sql, answerId: number): Promise<Basis | null> {
  const [row] = await sql.$queryRaw<{ basis: Basis | null }[]>`
    select v.content -> 'basis' as basis
    from "Answer" a join "QuestionVersion" v on v.id = a."versionId" where a.id = ${answerId}`
  return row?.basis ?? null
}

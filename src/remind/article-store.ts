import { Prisma, type Sql } from '../platform/db.ts'
import type { Day } from '../shared/day.ts'

/** An article as questions cite it. */
export interface CitedArticle {
  law: string
  article: string
}

/** The articles whose questions were answered wrongly most often from `from` to `to`, most first. */
export async function listMissedArticles(
  sql: Sql,
  { from, to }: { from: Day; to: Day },
): Promise<CitedArticle[]> {
  return await sql.$queryRaw<CitedArticle[]>`
    select v.law, v.article
    from (
      select "versionId", count(*) as missed from "Answer"
      where day between ${from} and ${to} and outcome in ('WRONG', 'PARTIAL')
      group by "versionId") a
    join "QuestionVersion" v on v.id = a."versionId"
    where v.law is not null and v.article is not null
    group by v.law, v.article order by sum(a.missed) desc, v.law, v.article limit 40`
}

/** The articles that live questions of a topic cite, or of all topics, always in the same order. */
export async function listCitedArticles(sql: Sql, topic: string | null): Promise<CitedArticle[]> {
  const ofTopic = topic === null ? Prisma.sql`true` : Prisma.sql`q.topic = ${topic}`
  return await sql.$queryRaw<CitedArticle[]>`
    select distinct v.law, v.article
    from "Question" q join "QuestionVersion" v on v."questionId" = q.id and v.number = q.version
    where q.state = 'LIVE' and v.law is not null and v.article is not null and ${ofTopic}
    order by v.law, v.article`
}

/** Is another one when laws or the questions that may cite them have changed. */
export async function librarySeal(sql: Sql): Promise<string> {
  const [row] = await sql.$queryRaw<{ seal: string }[]>`
    select concat_ws(' ',
      (select md5(string_agg(concat_ws(' ', id, "inForce", "repealedOn"), ',' order by id))
        from "LawVersion"),
      (select max(id) from "QuestionVersion"),
      (select count(*) from "Question" where state = 'LIVE')) as seal`
  return row?.seal ?? ''
}

/** The articles that article days since `from` have sent. */
export async function listSentArticles(sql: Sql, from: Day): Promise<Set<number>> {
  const runs = await sql.run.findMany({ where: { kind: 'article-day', day: { gte: from } } })
  return new Set(runs.map(({ data }) => Number((data as { articleId?: number }).articleId)))
}

/** Queries of dealing a set: what there is to ask, what the officer knows of it, and the set as it was dealt. */

import { Prisma, type Sql } from '../platform/db.ts'
import type { Day } from '../shared/day.ts'
import type { Question } from '../shared/question.ts'
import type { Candidate } from './pick.ts'
import type { SittingKind } from './store.ts'

export async function findSitting(db: Sql, officerId: number, day: Day, kind: SittingKind) {
  return await db.sitting.findFirst({
    where: { officerId, day, kind },
    orderBy: { number: 'desc' },
  })
}

/** Topics of live questions with how many each has. */
export async function countTopics(db: Sql): Promise<{ topic: string; questions: number }[]> {
  return await db.$queryRaw`
    select topic, count(*)::int as questions from "Question"
    where state = 'LIVE' and topic is not null group by topic`
}

export async function countLive(db: Sql): Promise<number> {
  return await db.question.count({ where: { state: 'LIVE' } })
}

interface PickInput {
  officerId: number
  day: Day
  limit: number
}

const candidateColumns = Prisma.sql`
  q.id as "questionId", v.id as "versionId", v.kind, q.family`
const liveVersion = Prisma.sql`
  "Question" q join "QuestionVersion" v on v."questionId" = q.id and v.number = q.version`

/** Questions whose review is due for this officer, longest overdue first. */
export async function listDueReviews(
  db: Sql,
  { officerId, day, limit }: PickInput,
): Promise<Candidate[]> {
  return await db.$queryRaw`
    select ${candidateColumns} from ${liveVersion}
    join "ReviewCard" c on c."questionId" = q.id
    where c."officerId" = ${officerId} and c."dueDay" <= ${day} and q.state = 'LIVE'
    order by c."dueDay", q.id limit ${limit}`
}

/**
 * Live questions this officer was never dealt, of one topic or of all. The walk starts at a place
 * that differs per officer and day and goes on in order of id: as good as random here, and as cheap
 * for 100,000 questions as for ten.
 */
export async function listUnseen(
  db: Sql,
  { officerId, limit }: PickInput,
  { topic, start }: { topic: string | null; start: number },
): Promise<Candidate[]> {
  const page = (range: Prisma.Sql) => db.$queryRaw<Candidate[]>`
    select ${candidateColumns} from ${liveVersion}
    where q.state = 'LIVE' and ${range}
      and ${topic === null ? Prisma.sql`true` : Prisma.sql`q.topic = ${topic}`}
      and not exists (
        select 1 from "Answer" a where a."officerId" = ${officerId} and a."questionId" = q.id)
    order by q.id limit ${limit}`
  const first = await page(Prisma.sql`q.id >= ${start}`)
  if (first.length >= limit) return first
  return [...first, ...(await page(Prisma.sql`q.id < ${start}`))].slice(0, limit)
}

/** The ids of live questions lie between these. */
export async function findIdRange(db: Sql): Promise<{ low: number; high: number }> {
  const [row] = await db.$queryRaw<{ low: number | null; high: number | null }[]>`
    select min(id) as low, max(id) as high from "Question" where state = 'LIVE'`
  return { low: row?.low ?? 0, high: row?.high ?? 0 }
}

/** Live questions this officer has seen, least often first, then longest ago; `before` bars recent ones. */
export async function listLeastShown(
  db: Sql,
  { officerId, limit }: PickInput,
  before: Day,
): Promise<Candidate[]> {
  return await db.$queryRaw`
    select ${candidateColumns} from ${liveVersion}
    join (select "questionId", count(*) as times, max(day) as last from "Answer"
          where "officerId" = ${officerId} group by "questionId") a on a."questionId" = q.id
    where q.state = 'LIVE' and a.last < ${before}
    order by a.times, a.last, q.id limit ${limit}`
}

/** Live questions whose latest answer of this officer was not right, latest first. */
export async function listMistakes(
  db: Sql,
  { officerId, limit }: Omit<PickInput, 'day'>,
): Promise<(Candidate & { question: Question; day: Day })[]> {
  return await db.$queryRaw`
    select ${candidateColumns}, v.content as question, a.day from ${liveVersion}
    join (select distinct on ("questionId") "questionId", outcome, day, "answeredAt" from "Answer"
          where "officerId" = ${officerId} and "answeredAt" is not null
          order by "questionId", "answeredAt" desc) a on a."questionId" = q.id
    where q.state = 'LIVE' and a.outcome in ('WRONG', 'PARTIAL')
    order by a."answeredAt" desc limit ${limit}`
}

export async function listContents(db: Sql, versionIds: number[]): Promise<Map<number, Question>> {
  const rows = await db.questionVersion.findMany({
    where: { id: { in: versionIds } },
    select: { id: true, content: true },
  })
  return new Map(rows.map((row) => [row.id, row.content as unknown as Question]))
}

export interface NewSitting {
  officerId: number
  day: Day
  kind: SittingKind
  number: number
  theme: string | null
  dealtAt: Date
  /** `sure` is false where the officer is asked, null elsewhere. */
  items: { questionId: number; versionId: number; order: number[]; sure: boolean | null }[]
}

/** Saves a dealt set in one statement. Null when this set was dealt already, by whoever came first. */
export async function saveSitting(db: Sql, sitting: NewSitting): Promise<number | null> {
  const items = sitting.items.map((item, index) => ({ ...item, position: index + 1 }))
  const rows = await db.$queryRaw<{ id: number }[]>`
    with sitting as (
      insert into "Sitting" ("officerId", day, kind, number, theme, size, "dealtAt")
      values (${sitting.officerId}, ${sitting.day}, ${sitting.kind}::"SittingKind",
              ${sitting.number}, ${sitting.theme}, ${items.length}, ${sitting.dealtAt})
      on conflict ("officerId", day, kind, number) do nothing returning id),
    dealt as (
      insert into "Answer"
        ("sittingId", position, "officerId", "questionId", "versionId", day, "order", draft, sure)
      select sitting.id, item.position, ${sitting.officerId}, item."questionId", item."versionId",
             ${sitting.day}, item."order", '{}', item.sure
      from sitting, jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as item
        (position int, "questionId" int, "versionId" int, "order" int[], sure boolean)
      returning 1)
    select id from sitting`
  return rows[0]?.id ?? null
}

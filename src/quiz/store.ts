import { Prisma, type Sql } from '../platform/db.ts'
import type { Day } from '../shared/day.ts'
import type { Question } from '../shared/question.ts'
import type { Given, MultipleRule } from './judge.ts'
import type { Candidate } from './pick.ts'
import type { StoredCard } from './review.ts'

export type SittingKind = 'DAILY' | 'PRACTICE' | 'MISTAKES' | 'RETEST'
export type OutcomeName = 'RIGHT' | 'PARTIAL' | 'WRONG' | 'PENDING'

/** A dealt question with everything that is needed to show or judge it. */
export interface Item {
  answerId: number
  sittingId: number
  position: number
  officerId: number
  questionId: number
  versionId: number
  day: Day
  question: Question
  rule: MultipleRule
  order: number[]
  draft: number[]
  given: Given | null
  outcome: OutcomeName | null
  score: number | null
  /** Whether the officer says to be sure; null where nobody asks. */
  sure: boolean | null
  messageId: number | null
  shown: boolean
  sitting: { kind: SittingKind; size: number; theme: string | null }
  /** The officer's review card of this question. */
  card: StoredCard | null
}

// One statement instead of an include, which asks every table in turn: this runs on every tap.
const selectItem = Prisma.sql`
  select a.id as "answerId", a."sittingId", a.position, a."officerId", a."questionId", a."versionId", a.day,
    v.content as question, b.multiple::text as rule, a."order", a.draft, a.given,
    a.outcome::text as outcome, a.score, a.sure, a."messageId", a."shownAt" is not null as shown,
    jsonb_build_object('kind', s.kind, 'size', s.size, 'theme', s.theme) as sitting, c.card
  from "Answer" a
  join "Sitting" s on s.id = a."sittingId"
  join "QuestionVersion" v on v.id = a."versionId"
  join "Question" q on q.id = a."questionId"
  join "Bank" b on b.id = q."bankId"
  left join "ReviewCard" c on c."officerId" = a."officerId" and c."questionId" = a."questionId"`

export async function findItem(db: Sql, answerId: number): Promise<Item | null> {
  const [item] = await db.$queryRaw<Item[]>`${selectItem} where a.id = ${answerId}`
  return item ?? null
}

/** The first question of a sitting that has no answer yet. */
export async function findNextItem(db: Sql, sittingId: number): Promise<Item | null> {
  const [item] = await db.$queryRaw<Item[]>`
    ${selectItem} where a."sittingId" = ${sittingId} and a."answeredAt" is null
    order by a.position limit 1`
  return item ?? null
}

/** Every question of a sitting, in order. */
export async function listItems(db: Sql, sittingId: number): Promise<Item[]> {
  return await db.$queryRaw`${selectItem} where a."sittingId" = ${sittingId} order by a.position`
}

/** The latest question this officer was shown before message `before`; `open`: of those not answered. */
export async function findShown(
  db: Sql,
  shown: { officerId: number; since: Day; before: number; open?: boolean },
): Promise<Item | null> {
  const { officerId, since, before, open = false } = shown
  const [item] = await db.$queryRaw<Item[]>`
    ${selectItem} where a."officerId" = ${officerId} and a.day >= ${since}
      and a."messageId" < ${before} and (a."answeredAt" is null or not ${open})
    order by a."messageId" desc limit 1`
  return item ?? null
}

// ---------------------------------------------------------------- dealing

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

// ---------------------------------------------------------------- answering

export async function saveShown(
  db: Sql,
  answerId: number,
  shown: { messageId: number; now: Date },
): Promise<void> {
  await db.$executeRaw`
    update "Answer" set "messageId" = ${shown.messageId}, "shownAt" = ${shown.now}
    where id = ${answerId}`
}

/** Saves the options toggled so far; nothing changes once the question is answered. */
export async function saveDraft(db: Sql, answerId: number, draft: number[]): Promise<void> {
  await db.$executeRaw`
    update "Answer" set draft = ${draft}::int[]
    where id = ${answerId} and "answeredAt" is null`
}

/** Saves whether the officer is sure, where they are asked; nothing changes once the question is answered. */
export async function saveSure(db: Sql, answerId: number, sure: boolean): Promise<void> {
  await db.$executeRaw`
    update "Answer" set sure = ${sure}
    where id = ${answerId} and sure is not null and "answeredAt" is null`
}

export interface NewAnswer {
  answerId: number
  officerId: number
  questionId: number
  /** The version by which it was judged. */
  versionId: number
  given: Given
  outcome: OutcomeName
  score: number | null
  /** As the review card takes it; null where nobody asks. */
  sure: boolean | null
  now: Date
  /** Null while the outcome is pending. */
  review: { card: StoredCard; dueDay: Day } | null
}

/**
 * Saves the first answer to a question, and its review card, in one statement. Gives how many
 * questions of the set are left; null when this one was answered before (a second tap, a repeated
 * update, another replica) or is asked as another version now.
 */
export async function saveAnswer(db: Sql, answer: NewAnswer): Promise<number | null> {
  const { card, dueDay } = answer.review ?? { card: null, dueDay: '' }
  const [row] = await db.$queryRaw<{ left: number }[]>`
    with answered as (
      update "Answer" set given = ${JSON.stringify(answer.given)}::jsonb,
        outcome = ${answer.outcome}::"Outcome", score = ${answer.score}, sure = ${answer.sure},
        "answeredAt" = ${answer.now}
      where id = ${answer.answerId} and "versionId" = ${answer.versionId} and "answeredAt" is null
      returning id, "sittingId"),
    card as (
      insert into "ReviewCard" ("officerId", "questionId", "dueDay", card)
      select ${answer.officerId}, ${answer.questionId}, ${dueDay}, ${JSON.stringify(card)}::jsonb
      from answered where ${card !== null}
      on conflict ("officerId", "questionId")
        do update set "dueDay" = excluded."dueDay", card = excluded.card
      returning 1)
    select (select count(*)::int from "Answer" other
            where other."sittingId" = answered."sittingId" and other.id <> answered.id
              and other."answeredAt" is null) as left
    from answered`
  return row?.left ?? null
}

export async function saveCard(
  db: Sql,
  { officerId, questionId }: { officerId: number; questionId: number },
  review: { card: StoredCard; dueDay: Day },
): Promise<void> {
  const key = { officerId, questionId }
  const card = review.card as Prisma.InputJsonObject
  await db.reviewCard.upsert({
    where: { officerId_questionId: key },
    create: { ...key, dueDay: review.dueDay, card },
    update: { dueDay: review.dueDay, card },
  })
}

/** Saves the mark of a short answer. False when it had one. */
export async function saveMark(
  db: Sql,
  answerId: number,
  { outcome, score }: { outcome: OutcomeName; score: number },
): Promise<boolean> {
  const changed = await db.$executeRaw`
    update "Answer" set outcome = ${outcome}::"Outcome", score = ${score}
    where id = ${answerId} and outcome = 'PENDING'`
  return changed > 0
}

/** Gives a short answer another mark. */
export async function replaceMark(
  db: Sql,
  answerId: number,
  { outcome, score }: { outcome: OutcomeName; score: number },
): Promise<void> {
  await db.answer.update({ where: { id: answerId }, data: { outcome, score } })
}

/** How the latest mark of a short answer came about, and whether its officer asked for a person. */
export async function findMark(db: Sql, answerId: number) {
  const record = await db.gradeRecord.findFirst({ where: { answerId }, orderBy: { id: 'desc' } })
  const appeals = await db.markTask.count({ where: { answerId, reason: 'APPEAL' } })
  return record && { ...record, isAppealed: appeals > 0 }
}

/**
 * Closes a sitting once every question is answered, at the time of the last answer: a crash or a
 * slow line after it makes nobody late. Gives that time, also of a sitting closed before; null while
 * a question is open.
 */
export async function finishSitting(db: Sql, sittingId: number): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ finishedAt: Date }[]>`
    with closed as (
      update "Sitting" set "finishedAt" = (
        select max("answeredAt") from "Answer" where "sittingId" = ${sittingId})
      where id = ${sittingId} and "finishedAt" is null and not exists (
        select 1 from "Answer" where "sittingId" = ${sittingId} and "answeredAt" is null)
      returning "finishedAt")
    select "finishedAt" from closed
    union all
    select "finishedAt" from "Sitting" where id = ${sittingId} and "finishedAt" is not null`
  return row?.finishedAt ?? null
}

export async function saveResultMessage(
  db: Sql,
  sittingId: number,
  messageId: number,
): Promise<void> {
  await db.sitting.update({ where: { id: sittingId }, data: { resultMessageId: messageId } })
}

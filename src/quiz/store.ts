import { Prisma, type Sql } from '../platform/db.ts'
import { inBatches, perClient } from '../platform/in-batches.ts'
import type { Day } from '../shared/day.ts'
import type { Question } from '../shared/question.ts'
import type { Given, MultipleRule } from './judge.ts'
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
  sitting: {
    kind: SittingKind
    size: number
    theme: string | null
    /** The chat message that shows the result; null until there is one. */
    resultMessageId: number | null
  }
  /** The officer's review card of this question. */
  card: StoredCard | null
}

// One statement instead of an include, which asks every table in turn: this runs on every tap. What comes in a rush is
// read and saved together (inBatches); no two of one batch are of one person, because each is served in turn.
const selectItem = Prisma.sql`
  select a.id as "answerId", a."sittingId", a.position, a."officerId", a."questionId", a."versionId", a.day,
    v.content as question, b.multiple::text as rule, a."order", a.draft, a.given,
    a.outcome::text as outcome, a.score, a.sure, a."messageId", a."shownAt" is not null as shown,
    jsonb_build_object('kind', s.kind, 'size', s.size, 'theme', s.theme,
      'resultMessageId', s."resultMessageId") as sitting, c.card
  from "Answer" a
  join "Sitting" s on s.id = a."sittingId"
  join "QuestionVersion" v on v.id = a."versionId"
  join "Question" q on q.id = a."questionId"
  join "Bank" b on b.id = q."bankId"
  left join "ReviewCard" c on c."officerId" = a."officerId" and c."questionId" = a."questionId"`

/** One column each: Prisma takes far longer over twenty columns than over one. */
async function readItems(db: Sql, selected: Prisma.Sql): Promise<Item[]> {
  const rows = await db.$queryRaw<{ item: Item }[]>`select to_json(item) as item from ${selected}`
  return rows.map(({ item }) => item)
}

const itemsById = perClient((db: Sql) =>
  inBatches(async (answerIds: number[]) => {
    const items = await readItems(
      db,
      Prisma.sql`(${selectItem} where a.id = any(${answerIds}::int[])) item`,
    )
    const byId = new Map(items.map((item) => [item.answerId, item]))
    return answerIds.map((answerId) => byId.get(answerId) ?? null)
  }),
)

export async function findItem(db: Sql, answerId: number): Promise<Item | null> {
  return await itemsById(db)(answerId)
}

const nextItems = perClient((db: Sql) =>
  inBatches(async (sittingIds: number[]) => {
    const items = await readItems(
      db,
      // Not an array: of that the planner counts the elements, and plans anew each time.
      Prisma.sql`jsonb_array_elements_text(${JSON.stringify(sittingIds)}::jsonb) as asked(id)
      cross join lateral (
        ${selectItem} where a."sittingId" = asked.id::int and a."answeredAt" is null
        order by a.position limit 1) item`,
    )
    const bySitting = new Map(items.map((item) => [item.sittingId, item]))
    return sittingIds.map((sittingId) => bySitting.get(sittingId) ?? null)
  }),
)

/** The first question of a sitting that has no answer yet. */
export async function findNextItem(db: Sql, sittingId: number): Promise<Item | null> {
  return await nextItems(db)(sittingId)
}

/** Every question of a sitting, in order. */
export async function listItems(db: Sql, sittingId: number): Promise<Item[]> {
  const all = Prisma.sql`(${selectItem} where a."sittingId" = ${sittingId}) item`
  return await readItems(db, Prisma.sql`${all} order by item.position`)
}

/** The latest question this officer was shown before message `before`; `open`: of those not answered. */
export async function findShown(
  db: Sql,
  shown: { officerId: number; since: Day; before: number; open?: boolean },
): Promise<Item | null> {
  const { officerId, since, before, open = false } = shown
  const [item] = await readItems(
    db,
    Prisma.sql`(${selectItem} where a."officerId" = ${officerId} and a.day >= ${since}
      and a."messageId" < ${before} and (a."answeredAt" is null or not ${open})
    order by a."messageId" desc limit 1) item`,
  )
  return item ?? null
}

/** The open question shown first after message `after`. */
export async function findShownAfter(
  db: Sql,
  { officerId, since, after }: { officerId: number; since: Day; after: number },
): Promise<Item | null> {
  const [item] = await readItems(
    db,
    Prisma.sql`(${selectItem} where a."officerId" = ${officerId} and a.day >= ${since}
      and a."messageId" > ${after} and a."answeredAt" is null
    order by a."messageId" limit 1) item`,
  )
  return item ?? null
}

const shownItems = perClient((db: Sql) =>
  inBatches(async (items: { answerId: number; messageId: number; now: Date }[]) => {
    await db.$executeRaw`
      update "Answer" set "messageId" = shown."messageId", "shownAt" = shown.now
      from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as shown
        ("answerId" int, "messageId" int, now timestamptz)
      where id = shown."answerId"`
    return items.map(() => {})
  }),
)

export async function saveShown(
  db: Sql,
  answerId: number,
  shown: { messageId: number; now: Date },
): Promise<void> {
  await shownItems(db)({ answerId, ...shown })
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

const answers = perClient((db: Sql) =>
  inBatches(async (given: NewAnswer[]) => {
    const firsts = new Map(given.map((answer) => [answer.answerId, answer] as const).toReversed())
    const rows = await db.$queryRaw<{ answerId: number; left: number }[]>`
      with given as materialized (
        select * from jsonb_to_recordset(${JSON.stringify([...firsts.values()])}::jsonb) as given
          ("answerId" int, "officerId" int, "questionId" int, "versionId" int, given jsonb,
           outcome "Outcome", score float8, sure boolean, now timestamptz, review jsonb)),
      answered as (
        update "Answer" a set given = given.given, outcome = given.outcome, score = given.score,
          sure = given.sure, "answeredAt" = given.now
        from given where a.id = given."answerId" and a."versionId" = given."versionId"
          and a."answeredAt" is null
        returning a.id, a."sittingId"),
      card as (
        insert into "ReviewCard" ("officerId", "questionId", "dueDay", card)
        select "officerId", "questionId", review ->> 'dueDay', review -> 'card'
        from given join answered on answered.id = given."answerId"
        where jsonb_typeof(review) = 'object'
        on conflict ("officerId", "questionId")
          do update set "dueDay" = excluded."dueDay", card = excluded.card
        returning 1)
      select answered.id as "answerId", (
        select count(*)::int from "Answer" other
        where other."sittingId" = answered."sittingId" and other.id <> answered.id
          and other."answeredAt" is null) as left
      from answered`
    const left = new Map(rows.map((row) => [row.answerId, row.left]))
    return given.map((answer) =>
      firsts.get(answer.answerId) === answer ? (left.get(answer.answerId) ?? null) : null,
    )
  }),
)

/**
 * Saves the first answer to a question, and its review card, in one statement. Gives how many
 * questions of the set are left; null when this one was answered before (a second tap, a repeated
 * update, another replica) or is asked as another version now.
 */
export async function saveAnswer(db: Sql, answer: NewAnswer): Promise<number | null> {
  return await answers(db)(answer)
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
  await db.$executeRaw`
    update "Sitting" set "resultMessageId" = ${messageId} where id = ${sittingId}`
}

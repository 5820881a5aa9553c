/** This slice's queries about questions that people ask about the law. */
import type { Sql } from '../../platform/db.ts'
import type { Day } from '../../shared/day.ts'
import type { Jobs } from '../../shared/jobs.ts'

/** What was answered, as it was shown. */
export interface KeptAnswer {
  answered: boolean
  text: string
  citations: { law: string; version: Day; article: string; quote: string }[]
}

export interface LawQuestion {
  id: number
  askedBy: number
  officerId: number | null
  text: string
  askedAt: Date
  /** Null while it is being looked for. */
  answer: KeptAnswer | null
  forwardedAt: Date | null
  reply: string | null
  repliedAt: Date | null
}

/** A question that comes twice within this time is one that was handled twice. */
const sameForMs = 60_000

/** Keeps a question with its answer; the same one again at once is kept once. Returns its id. */
export async function saveQuestion(
  sql: Sql,
  asked: { askedBy: number; officerId: number | null; text: string; answer: KeptAnswer; now: Date },
): Promise<number> {
  const { askedBy, officerId, text, answer, now } = asked
  const since = new Date(now.getTime() - sameForMs)
  const known = await sql.lawQuestion.findFirst({
    where: { askedBy, text, askedAt: { gte: since }, forwardedAt: null },
    select: { id: true },
  })
  const data = { answer: toJson(answer) }
  if (known) {
    await sql.lawQuestion.update({ where: { id: known.id }, data })
    return known.id
  }
  const { id } = await sql.lawQuestion.create({
    data: { askedBy, officerId, text, askedAt: now, ...data },
    select: { id: true },
  })
  return id
}

/** Keeps a question whose answer has yet to be found. Returns its id. */
export async function saveOpenQuestion(
  sql: Sql,
  asked: { askedBy: number; officerId: number | null; text: string; now: Date },
): Promise<number> {
  const { askedBy, officerId, text, now } = asked
  const { id } = await sql.lawQuestion.create({
    data: { askedBy, officerId, text, askedAt: now },
    select: { id: true },
  })
  return id
}

/** The question that the job with this key looks into; null where there is no such job. */
export async function findQueued(sql: Sql, key: string): Promise<number | null> {
  const job = await sql.job.findUnique({ where: { key }, select: { data: true } })
  return job ? (job.data as unknown as Jobs['ask-law']).questionId : null
}

/** The newest message of a chat that shows, or will show, the answer to a question. */
export async function findAnswerMessage(
  sql: Sql,
  { chatId, questionId, purpose }: { chatId: number; questionId: number; purpose: string },
): Promise<number | null> {
  const found = await sql.asked.findFirst({
    where: { chatId, purpose, data: { path: ['questionId'], equals: questionId } },
    orderBy: { messageId: 'desc' },
    select: { messageId: true },
  })
  return found?.messageId ?? null
}

/** Keeps what was found for a question. */
export async function saveAnswer(sql: Sql, id: number, answer: KeptAnswer): Promise<void> {
  await sql.lawQuestion.update({ where: { id }, data: { answer: toJson(answer) } })
}

/** A question by its id; null where there is none. */
export async function findLawQuestion(sql: Sql, id: number): Promise<LawQuestion | null> {
  const row = await sql.lawQuestion.findUnique({ where: { id } })
  if (!row) return null
  const answer = row.answer as unknown as KeptAnswer | null
  return { ...row, askedBy: Number(row.askedBy), answer }
}

/** Marks a question as handed on. False when it was before. */
export async function markForwarded(sql: Sql, id: number, now: Date): Promise<boolean> {
  const { count } = await sql.lawQuestion.updateMany({
    where: { id, forwardedAt: null },
    data: { forwardedAt: now },
  })
  return count > 0
}

/** Keeps the reply to a question. False when it had one. */
export async function saveReply(
  sql: Sql,
  { id, reply, by, now }: { id: number; reply: string; by: number; now: Date },
): Promise<boolean> {
  const { count } = await sql.lawQuestion.updateMany({
    where: { id, repliedAt: null },
    data: { reply, repliedBy: by, repliedAt: now },
  })
  return count > 0
}

/** Everybody who answers for the legal office on `day`: Telegram id, and officer where it is one's. */
export async function listLegalOffice(
  sql: Sql,
  { day, adminIds }: { day: Day; adminIds: number[] },
): Promise<{ chatId: number; officerId: number | null }[]> {
  const officers = await sql.officer.findMany({
    where: {
      active: true,
      telegramId: { not: null },
      OR: [
        { telegramId: { in: adminIds } },
        {
          roles: {
            some: {
              kind: { in: ['ADMIN', 'REVIEWER'] },
              OR: [{ until: null }, { until: { gte: day } }],
            },
          },
        },
      ],
    },
    select: { id: true, telegramId: true },
  })
  const bound = officers.map(({ id, telegramId }) => ({
    chatId: Number(telegramId),
    officerId: id,
  }))
  const others = adminIds.filter((id) => !bound.some(({ chatId }) => chatId === id))
  return [...bound, ...others.map((chatId) => ({ chatId, officerId: null }))]
}

function toJson(answer: KeptAnswer) {
  return { ...answer, citations: answer.citations.map((one) => ({ ...one })) }
}

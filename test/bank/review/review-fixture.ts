import { questionKey } from '../../../src/bank/rules.ts'
import type { Db, Prisma } from '../../../src/platform/db.ts'
import type { Question } from '../../../src/shared/question.ts'

export const author = 501
export const reviewer = 502
export const other = 503
export const now = new Date('2026-11-30T02:00:00Z')
export const settings = { adminIds: [900], timeZone: 'Asia/Shanghai' }

/** A unit with officers of the Telegram ids 1 to 5. Gives their ids. */
export async function seedOfficers(db: Db): Promise<number[]> {
  const unit = await db.unit.create({ data: { name: '所', level: 'STATION', path: '所' } })
  const ids = [1, 2, 3, 4, 5].map(async (telegramId) => {
    const data = { badge: `B${telegramId}`, name: `警员${telegramId}`, unitId: unit.id, telegramId }
    return (await db.officer.create({ data: { ...data, createdAt: now } })).id
  })
  return await Promise.all(ids)
}

export function trueFalse(stem: string, key = false): Question {
  return { kind: 'true-false', stem, key }
}

/** A question of the one bank, written by `author`. Gives its id. */
export async function addQuestion(
  db: Db,
  content: Question,
  state: 'LIVE' | 'WAITING' = 'LIVE',
): Promise<number> {
  const bank = await db.bank.upsert({
    where: { name: '题库' },
    create: { name: '题库', createdAt: now },
    update: {},
  })
  const version = {
    number: 1,
    kind: content.kind,
    law: content.basis?.law ?? null,
    article: content.basis?.article ?? null,
    content: content as unknown as Prisma.InputJsonObject,
    createdAt: now,
    authorId: author,
  }
  const question = await db.question.create({
    data: {
      bankId: bank.id,
      state,
      stemKey: questionKey(content),
      createdAt: now,
      versions: { create: version },
    },
  })
  return question.id
}

/** An answer of an officer to the current version of a question. Gives its id. */
export async function addAnswer(db: Db, officerId: number, questionId: number): Promise<number> {
  const version = await db.questionVersion.findFirstOrThrow({
    where: { questionId },
    orderBy: { number: 'desc' },
  })
  const count = await db.sitting.count({ where: { officerId } })
  const day = '2026-11-30'
  const sitting = await db.sitting.create({
    data: { officerId, day, kind: 'PRACTICE', number: count + 1, size: 1, dealtAt: now },
  })
  const answer = await db.answer.create({
    data: {
      sittingId: sitting.id,
      position: 1,
      officerId,
      questionId,
      versionId: version.id,
      day,
      given: true,
      outcome: 'WRONG',
      score: 0,
      answeredAt: now,
    },
  })
  return answer.id
}

/** The texts that wait in the outbox for a chat, by key. */
export async function noticesFor(db: Db, chatId: number): Promise<string[]> {
  const rows = await db.delivery.findMany({ where: { chatId }, orderBy: { id: 'asc' } })
  return rows.map(({ data }) => (data as { key: string }).key)
}

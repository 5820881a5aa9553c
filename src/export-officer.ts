import { listAccounts } from './people/erase-person.ts'
import { listAudit } from './platform/audit.ts'
import type { Deps } from './platform/deps.ts'
import type { Question } from './shared/question.ts'

/**
 * Everything that is held about one person, as one readable value; null where nobody has this badge. What others
 * decided is in it, who they are is not.
 */
export async function exportOfficer(
  { db }: Pick<Deps, 'db'>,
  badge: string,
): Promise<Record<string, unknown> | null> {
  const found = await db.officer.findUnique({ where: { badge }, include: everything })
  if (!found) return null
  const { answers, telegramId, unit, ...officer } = found
  const accounts = await listAccounts(db, officer.id)
  const chats = { in: accounts }
  return {
    ...officer,
    unit: unit.path,
    telegramId: telegramId === null ? null : Number(telegramId),
    accounts,
    answers: answers.map(({ version, ...answer }) => {
      const { stem } = version.content as unknown as Question
      return { question: stem, ...answer }
    }),
    modelCalls: await db.modelCall.findMany({ where: { officerId: officer.id } }),
    messages: await db.delivery.findMany({
      where: { OR: [{ officerId: officer.id }, { chatId: chats }] },
      // What a message to a leader says of others is theirs.
      select: { kind: true, campaign: true, state: true, dueAt: true, sentAt: true },
    }),
    received: await db.inbox.findMany({
      where: { personId: chats },
      select: { receivedAt: true, body: true },
    }),
    asked: await db.asked.findMany({ where: { chatId: chats }, omit: { chatId: true } }),
    audit: (await Promise.all(accounts.map((actor) => listAudit(db, { since, actor })))).flat(),
  }
}

const since = new Date(0)

const everything = {
  unit: { select: { path: true } },
  roles: { include: { unit: { select: { path: true } } } },
  codes: { select: { createdAt: true, expiresAt: true, usedAt: true } },
  absences: true,
  shifts: true,
  duties: true,
  sittings: true,
  cards: true,
  reports: true,
  retests: true,
  lawQuestions: { omit: { askedBy: true, repliedBy: true } },
  answers: {
    include: {
      version: { select: { content: true } },
      grades: true,
      changes: true,
      markTasks: { omit: { decidedBy: true } },
    },
  },
} as const

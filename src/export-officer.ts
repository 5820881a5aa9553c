import { listAccounts } from './people/erase-person.ts'
import { listAudit, type AuditEntry } from './platform/audit.ts'
import type { Db } from './platform/db.ts'
import { deliveriesTo } from './platform/delivery.ts'
import type { Deps } from './platform/deps.ts'
import { within, type AccountSpan } from './shared/account-span.ts'
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
  return {
    ...officer,
    unit: unit.path,
    telegramId: telegramId === null ? null : Number(telegramId),
    accounts: [...new Set(accounts.map(({ account }) => account))],
    answers: answers.map(({ version, ...answer }) => {
      const { stem } = version.content as unknown as Question
      return { question: stem, ...answer }
    }),
    modelCalls: await db.modelCall.findMany({ where: { officerId: officer.id } }),
    messages: await db.delivery.findMany({
      where: { OR: deliveriesTo({ officerId: officer.id, accounts }) },
      // What a message to a leader says of others is theirs.
      select: { kind: true, campaign: true, state: true, dueAt: true, sentAt: true },
    }),
    received: await db.inbox.findMany({
      where: {
        OR: accounts.map((span) => ({ personId: span.account, receivedAt: within(span) })),
      },
      select: { receivedAt: true, body: true },
    }),
    asked: await db.asked.findMany({
      where: { OR: accounts.map((span) => ({ chatId: span.account, createdAt: within(span) })) },
      omit: { chatId: true },
    }),
    audit: (await Promise.all(accounts.map((span) => listDone(db, span)))).flat(),
  }
}

async function listDone(db: Db, { account, from, until }: AccountSpan): Promise<AuditEntry[]> {
  const done = await listAudit(db, { since: from, actor: account })
  return done.filter(({ at }) => until === null || at < until)
}

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

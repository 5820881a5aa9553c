import type { Db } from '../../src/platform/db.ts'
import type { Day } from '../../src/shared/day.ts'
import type { Question } from '../../src/shared/question.ts'

const seededAt = new Date('2026-11-24T00:00:00Z')

export type Level = 'CITY' | 'COUNTY' | 'STATION'

/** Creates a unit with its closure rows. Returns its id. */
export async function addUnit(db: Db, path: string, level: Level): Promise<number> {
  const parts = path.split('/')
  const parent =
    parts.length > 1
      ? await db.unit.findUniqueOrThrow({ where: { path: parts.slice(0, -1).join('/') } })
      : null
  const unit = await db.unit.create({
    data: { path, name: parts.at(-1) ?? path, level, parentId: parent?.id ?? null },
  })
  await db.$executeRaw`
    insert into "UnitClosure" ("ancestorId", "unitId", depth)
    select "ancestorId", ${unit.id}::int, depth + 1 from "UnitClosure" where "unitId" = ${parent?.id ?? 0}
    union all select ${unit.id}::int, ${unit.id}::int, 0`
  return unit.id
}

/** Creates a city with one county and one station below it. Returns their ids. */
export async function addLineage(
  db: Db,
): Promise<{ city: number; county: number; station: number }> {
  return {
    city: await addUnit(db, '市局', 'CITY'),
    county: await addUnit(db, '市局/襄州分局', 'COUNTY'),
    station: await addUnit(db, '市局/襄州分局/肖湾派出所', 'STATION'),
  }
}

/** Creates many units at once, parents before children. Returns their paths and ids. */
export async function addUnits(db: Db, paths: string[]): Promise<[string, number][]> {
  const units = paths.map((path, index): [string, number] => [path, index + 1])
  const ids = new Map(units)
  const levels: Level[] = ['CITY', 'COUNTY', 'STATION']
  await db.unit.createMany({
    data: units.map(([path, id]) => ({
      id,
      path,
      name: path.split('/').at(-1) ?? path,
      level: levels[path.split('/').length - 1] ?? 'STATION',
      parentId: ids.get(path.split('/').slice(0, -1).join('/')) ?? null,
    })),
  })
  await db.unitClosure.createMany({
    data: units.flatMap(([path, unitId]) =>
      path.split('/').map((_, depth, names) => ({
        unitId,
        ancestorId: ids.get(names.slice(0, names.length - depth).join('/')) ?? 0,
        depth,
      })),
    ),
  })
  return units
}

let badges = 100_000

/** Creates an officer. Returns the id. */
export async function addOfficer(
  db: Db,
  unitId: number,
  fields: { name?: string; telegramId?: number | null; active?: boolean; locale?: string } = {},
): Promise<number> {
  badges += 1
  const officer = await db.officer.create({
    data: {
      badge: `${badges}`,
      name: `警员${badges}`,
      telegramId: badges,
      unitId,
      createdAt: seededAt,
      ...fields,
    },
  })
  return officer.id
}

export type DutyState = 'DUE' | 'DONE' | 'MADE_UP' | 'EXCUSED' | 'MISSED'

/** Writes an officer's day; finished ones with their marks. */
export async function addDuty(
  db: Db,
  duty: {
    officerId: number
    unitId: number
    day: Day
    state: DutyState
    score?: number
    max?: number
  },
): Promise<void> {
  await db.duty.create({ data: duty })
}

/** Adds a question with one version. Returns the ids. */
export async function addQuestion(
  db: Db,
  question: Question,
): Promise<{ questionId: number; versionId: number }> {
  const bank = await db.bank.upsert({
    where: { name: '测试题库' },
    create: { name: '测试题库', createdAt: seededAt },
    update: {},
  })
  const row = await db.question.create({
    data: {
      bankId: bank.id,
      stemKey: question.stem,
      createdAt: seededAt,
      versions: {
        create: {
          number: 1,
          kind: question.kind,
          law: question.basis?.law ?? null,
          article: question.basis?.article ?? null,
          content: JSON.parse(JSON.stringify(question)),
          createdAt: seededAt,
        },
      },
    },
    include: { versions: true },
  })
  return { questionId: row.id, versionId: row.versions[0]?.id ?? 0 }
}

export interface SeededAnswer {
  question: { questionId: number; versionId: number }
  given: number[] | boolean | string
  outcome: 'RIGHT' | 'PARTIAL' | 'WRONG' | 'PENDING'
}

/** Deals a set to an officer with its answers. */
export async function addSitting(
  db: Db,
  sitting: { officerId: number; day: Day; kind?: 'DAILY' | 'PRACTICE' },
  answers: SeededAnswer[],
): Promise<void> {
  await db.sitting.create({
    data: {
      ...sitting,
      size: answers.length,
      dealtAt: seededAt,
      answers: {
        create: answers.map(({ question, ...answer }, index) => ({
          ...answer,
          ...question,
          position: index + 1,
          officerId: sitting.officerId,
          day: sitting.day,
          order: [],
          draft: [],
          answeredAt: seededAt,
        })),
      },
    },
  })
}

let messages = 0

/** Writes down a message that the bot sent to an officer. */
export async function addSent(
  db: Db,
  { officerId, kind, at }: { officerId: number; kind: string; at: Date },
): Promise<void> {
  messages += 1
  const row = { kind, officerId, chatId: BigInt(officerId), data: {}, state: 'SENT' as const }
  await db.delivery.create({
    data: { ...row, dueAt: at, sentAt: at, campaign: `sent-${messages}` },
  })
}

/** Empties every table that these helpers fill. */
export async function clear(db: Db): Promise<void> {
  await db.$executeRaw`
    truncate "Answer", "Sitting", "Duty", "QuestionVersion", "Question", "Bank", "Role",
      "Delivery", "Audit", "Officer", "UnitClosure", "Unit" restart identity cascade`
}

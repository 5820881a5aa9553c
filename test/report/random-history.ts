import type { Db } from '../../src/platform/db.ts'
import { addDays, type Day } from '../../src/shared/day.ts'
import type { Dice } from '../support/dice.ts'
import { addQuestion, addUnits, type DutyState } from './seed.ts'

export interface RandomHistory {
  units: [path: string, id: number][]
  fromDay: Day
  toDay: Day
}

const states: DutyState[] = ['DUE', 'DONE', 'DONE', 'DONE', 'MADE_UP', 'EXCUSED', 'MISSED']
const outcomes = ['RIGHT', 'RIGHT', 'PARTIAL', 'WRONG', 'PENDING'] as const
const shares = { RIGHT: 1, PARTIAL: 0.5, WRONG: 0, PENDING: null }

/**
 * A bureau with up to three counties and a month of random days: leave, transfers (an officer's days in several
 * units), sets made up late, half-finished sets, practice that counts nowhere, answers given as sure.
 */
export async function addRandomHistory(db: Db, dice: Dice): Promise<RandomHistory> {
  const [fromDay, days] = ['2026-10-12', 20]
  const units = await addUnits(db, randomPaths(dice))
  const questions = await addPool(db)
  const officers = await addOfficers(db, dice, units)
  const drawn = officers.flatMap((officerId) =>
    Array.from({ length: days }, (_, ahead) =>
      drawDay(dice, { officerId, day: addDays(fromDay, ahead), units, questions }),
    ).filter(() => dice.roll() < 0.7),
  )
  await db.duty.createMany({ data: drawn.map(({ duty }) => duty) })
  const sets = drawn.flatMap(({ sittings }) => sittings)
  const rows = await db.sitting.createManyAndReturn({ data: sets.map(({ sitting }) => sitting) })
  await db.answer.createMany({
    data: sets.flatMap(({ answers }, index) =>
      answers.map((answer) => ({ ...answer, sittingId: rows[index]?.id ?? 0 })),
    ),
  })
  return { units, fromDay, toDay: addDays(fromDay, days - 1) }
}

function randomPaths(dice: Dice): string[] {
  const counties = Array.from({ length: dice.between(1, 3) }, (_, index) => `市局/县局${index}`)
  const stations = counties.flatMap((county) =>
    Array.from({ length: dice.between(0, 3) }, (_, index) => `${county}/所${index}`),
  )
  return ['市局', ...counties, ...stations]
}

interface Pooled {
  questionId: number
  versionId: number
}

async function addPool(db: Db): Promise<Pooled[]> {
  const pool: Pooled[] = []
  for (let number = 0; number < 8; number += 1) {
    const basis = { law: number < 4 ? '甲法' : '乙法', article: `第${number % 3}条` }
    pool.push(
      await addQuestion(db, {
        kind: 'single',
        stem: `题${number}`,
        options: ['一', '二', '三'],
        key: [0],
        ...(number < 7 && { basis }),
      }),
    )
  }
  for (const [index, { questionId }] of pool.entries()) {
    const topic = index < 6 ? `类${index % 2}` : null
    await db.question.update({ where: { id: questionId }, data: { topic } })
  }
  return pool
}

async function addOfficers(db: Db, dice: Dice, units: RandomHistory['units']): Promise<number[]> {
  const ids: number[] = []
  for (const [, unitId] of units) {
    for (let count = dice.between(0, 5); count > 0; count -= 1) ids.push(unitId)
  }
  const officers = await db.officer.createManyAndReturn({
    data: ids.map((unitId, index) => ({
      badge: `${700_000 + index}`,
      name: `警员${index}`,
      telegramId: dice.roll() < 0.1 ? null : 700_000 + index,
      unitId,
      createdAt: new Date('2026-10-01T00:00:00Z'),
    })),
  })
  return officers.map(({ id }) => id)
}

interface RandomDay {
  officerId: number
  day: Day
  units: RandomHistory['units']
  questions: Pooled[]
}

function drawDay(dice: Dice, { officerId, day, units, questions }: RandomDay) {
  const state = states[dice.between(0, states.length - 1)] ?? 'DUE'
  const unitId = units[dice.between(0, units.length - 1)]?.[1] ?? 0
  const hasScore = state === 'DONE' || state === 'MADE_UP'
  const duty = {
    officerId,
    day,
    unitId,
    state,
    ...(hasScore && { score: dice.between(0, 6) / 2, max: 3 }),
  }
  // A missed day may have a set that was begun; what is practised counts nowhere.
  const kinds = dice.roll() < 0.8 ? (['DAILY', 'PRACTICE'] as const) : []
  const sittings = kinds.slice(0, dice.between(1, 2)).map((kind) => {
    const first = dice.between(0, questions.length - 1)
    const dealt = [0, 1, 2].flatMap((step) => questions[(first + step) % questions.length] ?? [])
    const dealtAt = new Date(`${day}T00:00:00Z`)
    return {
      sitting: { officerId, day, kind, size: dealt.length, dealtAt },
      answers: dealt.map((item, at) => randomAnswer(dice, { item, at, officerId, day })),
    }
  })
  return { duty, sittings }
}

function randomAnswer(
  dice: Dice,
  { item, at, officerId, day }: { item: Pooled; at: number; officerId: number; day: Day },
) {
  const outcome = outcomes[dice.between(0, outcomes.length - 1)] ?? 'RIGHT'
  const given = outcome === 'RIGHT' ? [0] : [dice.between(1, 2)]
  const sure = [null, false, true][dice.between(0, 2)] ?? null
  const where = { ...item, officerId, day, position: at + 1, order: [], draft: [] }
  return { ...where, given, outcome, score: shares[outcome], sure }
}

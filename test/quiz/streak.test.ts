import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { countStreak, type Duty } from '../../src/quiz/duty-store.ts'
import { addDays } from '../../src/shared/day.ts'
import { addOfficer, addUnit } from '../report/seed.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'

let database: FreshDatabase
let unitId: number
beforeAll(async () => {
  database = await freshDatabase()
  unitId = await addUnit(database.db, '一所', 'STATION')
})
afterAll(() => database.destroy())

/** The streak of an officer whose latest day is the first of `states`. */
async function streakAfter(...states: Duty['state'][]): Promise<number> {
  const { db } = database
  const officerId = await addOfficer(db, unitId)
  const duties = states.map((state, back) => ({
    officerId,
    unitId,
    state,
    day: addDays('2026-11-30', -back),
  }))
  await db.duty.createMany({ data: duties })
  return await countStreak(db, officerId, '2026-11-30')
}

describe('an officer’s streak', () => {
  it('counts finished days back to the last one missed', async () => {
    expect(await streakAfter('DONE', 'MADE_UP', 'DONE', 'MISSED', 'DONE')).toBe(3)
    expect(await streakAfter('MISSED', 'DONE')).toBe(0)
  })

  it('is neither broken nor lengthened by a day excused', async () => {
    expect(await streakAfter('DONE', 'EXCUSED', 'DONE')).toBe(2)
  })

  it('is not broken by the day that is still open', async () => {
    expect(await streakAfter('DUE', 'DONE', 'DONE')).toBe(2)
  })

  it('is nothing on the first day', async () => {
    expect(await streakAfter('DUE')).toBe(0)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { isTrainingDay, nextTrainingDay } from '../../src/platform/calendar.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'

describe('training days', () => {
  let database: FreshDatabase
  const on = (trainingDays: 'workdays' | 'all') => ({ db: database.db, settings: { trainingDays } })
  beforeAll(async () => {
    database = await freshDatabase()
  })
  afterAll(() => database.destroy())

  it('are workdays, without public holidays and with swapped workdays', async () => {
    expect(await isTrainingDay(on('workdays'), '2026-11-30')).toBe(true)
    expect(await isTrainingDay(on('workdays'), '2026-11-29')).toBe(false)
    expect(await isTrainingDay(on('workdays'), '2026-10-01')).toBe(false)
    // Worked in exchange for the National Day holiday.
    expect(await isTrainingDay(on('workdays'), '2026-10-10')).toBe(true)
  })

  it('are all days where the bureau says so', async () => {
    expect(await isTrainingDay(on('all'), '2026-10-01')).toBe(true)
  })

  it('follow the bureau’s own calendar before any rule', async () => {
    await database.db.calendarDay.create({ data: { day: '2026-12-07', mode: 'STOPPED' } })
    await database.db.calendarDay.create({ data: { day: '2026-12-05', mode: 'NORMAL' } })
    expect(await isTrainingDay(on('all'), '2026-12-07')).toBe(false)
    expect(await nextTrainingDay(on('workdays'), '2026-12-04')).toBe('2026-12-05')
    expect(await nextTrainingDay(on('workdays'), '2026-12-05')).toBe('2026-12-08')
  })
})

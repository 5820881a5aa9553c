import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { readConfig } from '../../src/config.ts'
import { createLog } from '../../src/platform/log.ts'
import { dueRuns } from '../../src/remind/rules.ts'
import { planDay } from '../../src/schedule.ts'
import { addDays, clockIn, dayIn, instantOf } from '../../src/shared/day.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'
import { seedStation } from '../support/station.ts'

/** Whole, half and quarter hours, both hemispheres, with and without daylight saving, at night and at noon. */
const zones = [
  'Asia/Shanghai',
  'Asia/Urumqi',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Tehran',
  'Asia/Jerusalem',
  'Africa/Cairo',
  'Africa/Casablanca',
  'America/New_York',
  'America/Santiago',
  'America/Havana',
  'America/St_Johns',
  'America/Asuncion',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Europe/London',
  'Europe/Dublin',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
]
const times = ['00:00', '00:30', '02:30', '06:40', '23:30']
const minute = 60_000

const aZone = fc.constantFrom(...zones)
const aDay = fc.integer({ min: 0, max: 2555 }).map((days) => addDays('2024-01-01', days))
/** What the clock does between two looks: it ticks, the program pauses, or somebody sets the clock. */
const aStep = fc.oneof(
  { weight: 8, arbitrary: fc.constant(minute) },
  { weight: 2, arbitrary: fc.integer({ min: 2, max: 600 }).map((minutes) => minutes * minute) },
  { weight: 2, arbitrary: fc.integer({ min: -180, max: 180 }).map((minutes) => minutes * minute) },
)
const someSteps = fc.array(aStep, { minLength: 20, maxLength: 120 })

const settingsOf = (timeZone: string, morningAt: string) => ({
  timeZone,
  morningAt,
  nudgeAt: '19:30',
  summaryAt: '20:30',
})

describe('a day, whatever the clock does', () => {
  it('is opened once if anybody looked within its hours, and never outside of them', () => {
    const walk = fc.tuple(aZone, fc.constantFrom(...times), aDay, someSteps)
    fc.assert(
      fc.property(walk, ([timeZone, morningAt, day, steps]) => {
        const settings = settingsOf(timeZone, morningAt)
        const last = morningAt < '19:30' ? '19:30' : '24:00'
        const opened: string[] = []
        const seen = new Set<string>()
        let now = instantOf(timeZone, day, '00:00').getTime()
        for (const step of [0, ...steps]) {
          now += step
          const at = new Date(now)
          const today = dayIn(timeZone, at)
          const clock = clockIn(timeZone, at)
          if (clock >= morningAt && clock < last) seen.add(today)
          // The ledger of runs, as the database keeps it.
          const isDue = dueRuns(settings, at).includes('open-day')
          if (isDue && !opened.includes(today)) opened.push(today)
        }
        expect([...opened].sort()).toEqual([...seen].sort())
      }),
      { numRuns: 400 },
    )
  })

  it('comes on every day of every zone, also when clocks skip its hour', () => {
    const anywhere = fc.tuple(aZone, fc.constantFrom(...times), aDay)
    fc.assert(
      fc.property(anywhere, ([timeZone, morningAt, day]) => {
        const settings = settingsOf(timeZone, morningAt)
        const start = instantOf(timeZone, day, '00:00').getTime()
        const opened = new Set<string>()
        for (let now = start; now < start + 50 * 60 * minute; now += 10 * minute) {
          const at = new Date(now)
          if (dueRuns(settings, at).includes('open-day')) opened.add(dayIn(timeZone, at))
        }
        expect(opened).toContain(dayIn(timeZone, new Date(start)))
        expect(opened).toContain(addDays(dayIn(timeZone, new Date(start)), 1))
      }),
      { numRuns: 300 },
    )
  })
})

describe('cards, whatever the clock does', () => {
  let database: FreshDatabase
  const start = new Date('2026-03-01T00:00:00Z')
  beforeAll(async () => {
    database = await freshDatabase()
    await seedStation({ db: database.db, now: () => start }, 3)
  })
  afterAll(() => database.destroy())

  it('go out once to each officer on each day that is opened', async () => {
    const { db } = database
    const walk = fc.tuple(aZone, aDay, fc.array(aStep, { minLength: 3, maxLength: 6 }))
    await fc.assert(
      fc.asyncProperty(walk, async ([timeZone, day, steps]) => {
        await db.$executeRaw`truncate "Run", "Duty", "Delivery" restart identity cascade`
        let now = instantOf(timeZone, day, '06:30').getTime()
        const settings = readConfig({
          BOT_TOKEN: '1:token-of-a-test',
          TIME_ZONE: timeZone,
          TRAINING_DAYS: 'all',
        })
        const deps = { db, settings, now: () => new Date(now), log: createLog('fatal') }
        for (const step of [0, ...steps]) {
          now += step
          await planDay(deps)
          // Another look at the same moment, as a second program takes it.
          await planDay(deps)
        }
        const days = await db.run.findMany({ where: { kind: 'open-day' } })
        const cards = await db.delivery.count({ where: { kind: 'morning-card' } })
        expect(cards).toBe(3 * days.length)
        expect(await db.duty.count()).toBe(3 * days.length)
        expect(new Set(days.map((run) => run.day)).size).toBe(days.length)
      }),
      { numRuns: 6 },
    )
  })
})

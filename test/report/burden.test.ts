import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { makeChoice } from '../../src/platform/choices.ts'
import { loadTexts } from '../../src/platform/texts.ts'
import { burdenLine } from '../../src/report/burden-screen.ts'
import { burdenBeside, burdenOf, firstKeptMonday, lastWeeks } from '../../src/report/burden.ts'
import { addDays, instantOf, type Day } from '../../src/shared/day.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'
import { addDuty, addOfficer, addQuestion, addUnit, clear } from './seed.ts'

const t = loadTexts()('zh-CN')
const timeZone = 'Asia/Shanghai'
const monday = '2026-11-16'
const sunday = '2026-11-22'
const at = (day: Day, clock: string) => instantOf(timeZone, day, clock)

describe('what training takes of an officer in a week', () => {
  let database: FreshDatabase
  let station: number
  let other: number
  let question: { questionId: number; versionId: number }

  beforeAll(async () => {
    database = await freshDatabase()
  })
  afterAll(() => database.destroy())
  beforeEach(async () => {
    await clear(database.db)
    await database.db.$executeRaw`truncate "Shift", "Absence", "Choice"`
    await addUnit(database.db, '市局', 'CITY')
    station = await addUnit(database.db, '市局/青石所', 'STATION')
    other = await addUnit(database.db, '市局/桥头所', 'STATION')
    const key = { kind: 'true-false' as const, stem: '题', key: true }
    question = await addQuestion(database.db, key)
  })

  const settings = { timeZone, trainingDays: 'workdays' as const }
  const burden = (unitId: number | null = null) =>
    burdenOf({ db: database.db, settings }, { unitId, fromDay: monday, toDay: sunday })

  /** An officer who is due on Monday. */
  async function officer(unitId = station): Promise<number> {
    const officerId = await addOfficer(database.db, unitId)
    await addDuty(database.db, { officerId, unitId, day: monday, state: 'DUE' })
    return officerId
  }

  /** A set of Monday whose questions are answered so many seconds after they were shown. */
  async function set(officerId: number, seconds: number[], kind: 'DAILY' | 'PRACTICE' = 'DAILY') {
    const shownAt = at(monday, '08:00')
    await database.db.sitting.create({
      data: {
        officerId,
        day: monday,
        kind,
        size: seconds.length,
        dealtAt: shownAt,
        answers: {
          create: seconds.map((taken, index) => ({
            ...question,
            position: index + 1,
            officerId,
            day: monday,
            shownAt,
            answeredAt: new Date(shownAt.getTime() + taken * 1000),
          })),
        },
      },
    })
  }

  let messages = 0
  async function message(officerId: number, kind: string, day: Day, clock = '06:40') {
    messages += 1
    const when = at(day, clock)
    const row = { kind, officerId, chatId: BigInt(officerId), data: {}, state: 'SENT' as const }
    const times = { dueAt: when, sentAt: when }
    await database.db.delivery.create({ data: { ...row, ...times, campaign: `c${messages}` } })
  }

  it('counts the time at questions, no lunch break, and no card that only lay in the chat', async () => {
    for (let count = 0; count < 5; count++) {
      // The first lay for an hour and counts as the others on average: 60, 60, 300 of 1,200.
      await set(await officer(), [3600, 60, 60, 1200])
    }
    // 140 + 60 + 60 + 300 seconds.
    expect((await burden()).minutes).toMatchObject({ median: expect.closeTo(560 / 60, 3) })
  })

  it('leaves out what officers practise for themselves, and weeks in which nobody asked for anything', async () => {
    for (let count = 0; count < 5; count++) await set(await officer(), [100, 100], 'PRACTICE')
    const away = await addOfficer(database.db, station)
    const excused = { officerId: away, unitId: station, state: 'EXCUSED' as const }
    await addDuty(database.db, { ...excused, day: monday })
    expect(await burden()).toMatchObject({ people: 5, minutes: { median: 0, above: 0 } })
  })

  it('counts messages that nobody asked for, not answers, nor what leaders get', async () => {
    const ids: number[] = []
    for (let count = 0; count < 5; count++) ids.push(await officer())
    for (const id of ids) {
      await message(id, 'morning-card', monday)
      await message(id, 'nudge', monday, '19:30')
      await message(id, 'law-reply', monday, '10:00')
    }
    const [leader = 0] = ids
    for (let count = 0; count < 6; count++)
      await message(leader, 'retest', addDays(monday, count % 5))
    await message(leader, 'summary', monday, '20:30')
    await message(leader, 'morning-card', addDays(monday, -1))
    const { messages: figure, office, officerWeeks } = await burden()
    expect(figure).toEqual({ median: 2, ninety: 8, above: 0.2 })
    expect(office).toBe(1)
    expect(officerWeeks).toBe(5)
  })

  it('tells messages that found somebody off duty: early, late, on leave, on a day of rest or a weekend', async () => {
    const ids: number[] = []
    for (let count = 0; count < 6; count++) ids.push(await officer())
    const [early = 0, late = 0, rests = 0, onLeave = 0, weekend = 0, works = 0] = ids
    const tuesday = addDays(monday, 1)
    await message(early, 'morning-card', monday, '06:29')
    await message(early, 'morning-card', tuesday, '06:30')
    await message(late, 'nudge', monday, '21:00')
    await message(rests, 'article', tuesday)
    await message(onLeave, 'article', tuesday)
    await message(weekend, 'article', sunday)
    await message(works, 'article', sunday)
    await database.db.shift.createMany({
      data: [
        { officerId: rests, day: tuesday, kind: 'REST' },
        { officerId: works, day: sunday, kind: 'EARLY' },
      ],
    })
    const leave = { officerId: onLeave, kind: 'LEAVE' as const, fromDay: tuesday, toDay: tuesday }
    await database.db.absence.create({ data: { ...leave, createdAt: at(monday, '08:00') } })
    expect((await burden()).outside).toEqual({ messages: 5, people: 5 })
  })

  it('is that of a unit and everything below it, against what the bureau chose', async () => {
    for (let count = 0; count < 5; count++) {
      await set(await officer(station), [1, 120, 120])
      await set(await officer(other), [1, 30, 30])
    }
    const deps = { db: database.db, now: () => at(sunday, '12:00') }
    await makeChoice(deps, { name: 'minutes-a-week', value: 2, by: 1 })
    expect((await burden(station)).minutes?.above).toBe(1)
    expect((await burden(other)).minutes?.above).toBe(0)
    expect(await burden()).toMatchObject({ people: 10, minutes: { above: 0.5 } })
  })

  it('is not told of fewer than five officers', async () => {
    for (let count = 0; count < 4; count++) await set(await officer(), [60, 60])
    expect(await burden()).toMatchObject({ people: 4, minutes: null, messages: null })
  })

  it('stands beside a week, of the week before while it goes on, and beside nothing else', async () => {
    for (let count = 0; count < 5; count++) await set(await officer(), [60, 60, 60])
    const deps = { db: database.db, settings }
    const unit = { unitId: station, due: 5 }
    const beside = (fromDay: Day, day: Day, due = 5) =>
      burdenBeside(deps, { ...unit, due, fromDay, day }, '2026-11-25')
    const line = '训练负担（11月16日—11月22日，每人每周）：中位 3 分钟、0 条消息'
    const over = await beside(monday, sunday)
    const going = await beside('2026-11-23', '2026-11-25')
    for (const shown of [over, going]) expect(shown && burdenLine(t, shown)).toContain(line)
    expect(await beside(monday, monday)).toBeNull()
    expect(await beside('2026-11-01', '2026-11-25')).toBeNull()
    expect(await beside('2026-09-21', '2026-09-27')).toBeNull()
    expect(await beside(monday, sunday, 50_000)).toBeNull()
  })

  it('is told for whole weeks only, as long as their messages are kept', () => {
    expect(lastWeeks('2026-11-24', 1)).toEqual({ fromDay: monday, toDay: sunday })
    expect(lastWeeks('2026-11-22', 1)).toEqual({ fromDay: '2026-11-09', toDay: '2026-11-15' })
    // 60 days back is Friday 2026-09-25.
    expect(firstKeptMonday('2026-11-24')).toBe('2026-09-28')
    expect(lastWeeks('2026-11-24', 20)).toEqual({ fromDay: '2026-09-28', toDay: sunday })
  })
})

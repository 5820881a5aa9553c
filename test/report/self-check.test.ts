import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { readConfig } from '../../src/config.ts'
import { checkMonthly, renderSelfCheck } from '../../src/monthly-check.ts'
import { saveChoice } from '../../src/platform/choices.ts'
import { loadTexts } from '../../src/platform/texts.ts'
import { selfCheck } from '../../src/report/self-check.ts'
import { addDays, instantOf, type Day } from '../../src/shared/day.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'
import { addDuty, addOfficer, addSent, addUnit, clear } from './seed.ts'

const t = loadTexts()('zh-CN')
const settings = readConfig({ BOT_TOKEN: '1:token-of-a-test', ADMIN_IDS: '9,10' })
const at = (day: Day, clock: string) => instantOf('Asia/Shanghai', day, clock)
/** The first day of December, a Tuesday, looks back at November. */
const first = '2026-12-01'

describe('the monthly self-check', () => {
  let database: FreshDatabase
  let station: number
  let officers: number[]
  let now: () => Date

  beforeAll(async () => {
    database = await freshDatabase()
  })
  afterAll(() => database.destroy())
  beforeEach(async () => {
    now = () => at(first, '09:00')
    await clear(database.db)
    await database.db.$executeRaw`truncate "Run", "Shift", "Absence", "CalendarDay", "Choice"`
    station = await addUnit(database.db, '青石所', 'STATION')
    officers = []
    for (let count = 0; count < 5; count++) {
      const officerId = await addOfficer(database.db, station)
      officers.push(officerId)
      await addDuty(database.db, { officerId, unitId: station, day: '2026-11-02', state: 'DONE' })
      await message(officerId, 'morning-card', '2026-11-02')
    }
  })

  const deps = () => ({ db: database.db, now, settings })

  async function message(officerId: number, kind: string, day: Day, clock = '06:40') {
    await addSent(database.db, { officerId, kind, at: at(day, clock) })
  }

  async function verdicts(): Promise<Record<string, string>> {
    const { lines } = await selfCheck(deps(), { day: '2026-11-30', today: first })
    return Object.fromEntries(lines.map(({ name, verdict }) => [name, verdict]))
  }

  it('passes what was counted and within bounds, and says what the program has no means for', async () => {
    expect(await verdicts()).toEqual({
      'people-ranking': 'absent',
      'online-time': 'absent',
      'check-in': 'absent',
      'unit-ranking': 'kept',
      reminders: 'kept',
      leave: 'kept',
      burden: 'kept',
      'off-duty': 'kept',
      names: 'told',
    })
  })

  it('fails what is not: a second nudge on a day, a day of rest missed, messages by night, ranked units', async () => {
    const { db } = database
    const [one = 0, two = 0] = officers
    await message(one, 'nudge', '2026-11-03', '19:00')
    await message(one, 'nudge', '2026-11-03', '22:10')
    const rest = { officerId: two, day: '2026-11-03' }
    await addDuty(db, { ...rest, unitId: station, state: 'MISSED' })
    await db.shift.create({ data: { ...rest, kind: 'REST' } })
    await saveChoice(db, 'rank-units', true)
    await saveChoice(db, 'messages-a-week', 0)
    expect(await verdicts()).toMatchObject({
      'unit-ranking': 'broken',
      reminders: 'broken',
      leave: 'broken',
      burden: 'broken',
      'off-duty': 'broken',
    })
  })

  it('counts the nudges of one day by the clock of the bureau, and those of two days apart', async () => {
    const [one = 0] = officers
    await message(one, 'nudge', '2026-11-03', '00:30')
    await message(one, 'nudge', '2026-11-04', '00:10')
    expect(await verdicts()).toMatchObject({ reminders: 'kept' })
  })

  it('goes to every admin once, on the first training day of a month', async () => {
    const { db } = database
    const day = { day: first, mode: 'STOPPED' as const }
    await db.calendarDay.create({ data: day })
    await checkMonthly(deps(), first)
    expect(await db.run.count()).toBe(0)
    const second = addDays(first, 1)
    now = () => at(second, '08:59')
    await checkMonthly(deps(), second)
    expect(await db.run.count()).toBe(0)
    now = () => at(second, '09:00')
    await Promise.all([checkMonthly(deps(), second), checkMonthly(deps(), second)])
    now = () => at(addDays(second, 1), '09:00')
    await checkMonthly(deps(), addDays(second, 1))
    const sent = await db.delivery.findMany({ where: { kind: 'self-check' } })
    expect(sent.map(({ chatId }) => Number(chatId)).sort((a, b) => a - b)).toEqual([9, 10])
    const page = await renderSelfCheck(deps(), t, second)
    expect(page?.screen.text).toContain('减负自查（2026年11月）')
    expect(page?.screen.text).toContain('✅ 每人每天最多收到卡片 1 条、提醒 0 条')
    expect(page?.screen.text).toContain(
      '✅ 九成人员每周不超过 0 分钟、1 条消息（预算 20 分钟、7 条）',
    )
  })

  it('is not sent about a month in which nobody was trained', async () => {
    await database.db.duty.deleteMany()
    await checkMonthly(deps(), first)
    expect(await database.db.delivery.count({ where: { kind: 'self-check' } })).toBe(0)
    expect(await database.db.run.count({ where: { kind: 'self-check' } })).toBe(1)
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { readConfig } from '../../src/config.ts'
import { loadTexts } from '../../src/platform/texts.ts'
import { previewCalendar } from '../../src/remind/calendar/preview-calendar.ts'
import { previewScreen } from '../../src/remind/calendar/screens.ts'
import { nudgeUnit } from '../../src/remind/nudge-missing.ts'
import { nudgeScreen } from '../../src/report/screens.ts'
import { wouldExceed } from '../../src/report/would-exceed.ts'
import { planWeighedRetest } from '../../src/retest-burden.ts'
import { addDays, instantOf, type Day } from '../../src/shared/day.ts'
import type { Addition } from '../../src/shared/excess.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'
import { addDuty, addOfficer, addSent, addUnit, clear } from './seed.ts'

const t = loadTexts()('zh-CN')
const settings = readConfig({ BOT_TOKEN: '1:token-of-a-test', ADMIN_IDS: '9' })
const at = (day: Day, clock: string) => instantOf('Asia/Shanghai', day, clock)
/** A week of five training days, and its Thursday. */
const monday = '2026-11-23'
const thursday = '2026-11-26'

describe('more than an officer’s week may hold', () => {
  let database: FreshDatabase
  let station: number
  let officers: number[]

  beforeAll(async () => {
    database = await freshDatabase()
  })
  afterAll(() => database.destroy())
  beforeEach(async () => {
    await clear(database.db)
    await database.db.$executeRaw`truncate "Run", "Shift", "Absence", "CalendarDay", "Choice"`
    station = await addUnit(database.db, '青石所', 'STATION')
    officers = []
    for (let count = 0; count < 3; count++) {
      const officerId = await addOfficer(database.db, station)
      officers.push(officerId)
      await addDuty(database.db, { officerId, unitId: station, day: thursday, state: 'DUE' })
      for (const day of [0, 1, 2, 3]) await message(officerId, 'morning-card', addDays(monday, day))
    }
    for (const day of [0, 1, 2, 3]) await run('open-day', addDays(monday, day))
  })

  const deps = () => {
    const base = { db: database.db, now: () => at(thursday, '10:00'), settings }
    return { ...base, wouldExceed: (addition: Addition) => wouldExceed(base, addition) }
  }

  async function run(kind: string, day: Day) {
    await database.db.run.create({ data: { kind, day, plannedAt: at(day, '06:40'), data: {} } })
  }

  async function message(officerId: number, kind: string, day: Day) {
    await addSent(database.db, { officerId, kind, at: at(day, '09:00') })
  }

  const nudge = () => nudgeUnit(deps(), { unitId: station, day: thursday, by: 1 })

  it('is not reached by an ordinary nudge', async () => {
    expect(await nudge()).toEqual({ kind: 'queued', count: 3, excess: null })
  })

  it('is told to a leader whose nudge is the eighth message of somebody', async () => {
    const [busy = 0] = officers
    for (const day of [0, 1]) await message(busy, 'nudge', addDays(monday, day))
    const outcome = await nudge()
    // Four cards, two nudges, Friday's card to come, and this one.
    expect(outcome).toMatchObject({
      kind: 'queued',
      count: 3,
      excess: { people: 1, of: 3, most: { messages: 8, cards: 5, nudges: 2, others: 0 } },
    })
    const { text } = nudgeScreen(t, outcome)
    expect(text).toContain('3 人中有 1 人将收到超过 7 条消息，最多 8 条（卡片 5、提醒 2、其他 0）')
    expect(text).toContain('建议改为当面提醒')
    expect(await nudge()).toEqual({ kind: 'already' })
  })

  it('does not count a card of a day on which the officer is away', async () => {
    const [busy = 0] = officers
    for (const day of [0, 1]) await message(busy, 'nudge', addDays(monday, day))
    await database.db.shift.create({
      data: { officerId: busy, day: addDays(thursday, 1), kind: 'REST' },
    })
    expect(await nudge()).toMatchObject({ count: 3, excess: null })
  })

  it('is told to an admin who adds days, with what has to go for them', async () => {
    const preview = async (days: Day[], mode: 'NORMAL' | 'ARTICLE') => {
      const changes = days.map((day) => ({ day, mode, note: null }))
      const about = { plan: { changes, problems: [] }, source: '一句话', by: 9 }
      return await previewCalendar(deps(), about)
    }
    expect((await preview(['2026-12-05'], 'ARTICLE')).excesses).toEqual([])
    // Seven sets of three minutes, and in the week before nobody has more than seven messages.
    const weekend = await preview(['2026-12-05', '2026-12-06'], 'NORMAL')
    expect(weekend.excesses).toMatchObject([{ monday: '2026-11-30', people: 0, minutes: 21 }])
    expect(previewScreen(t, weekend).text).toMatch(
      /11月30日起的一周，预计每人 21 分钟（预算 20 分钟）。\n要增加这些日子，请在同一周减去一天/,
    )
    for (const officerId of officers) await message(officerId, 'retest', '2026-12-01')
    const article = await preview(['2026-11-28', '2026-12-05', '2026-12-06'], 'ARTICLE')
    expect(article.excesses).toMatchObject([{ people: 3, most: { messages: 8, others: 1 } }])
  })

  it('is told to the admins when many retests fill a week', async () => {
    const { db } = database
    const law = await db.law.create({ data: { name: '法', createdAt: at(monday, '08:00') } })
    const change = await db.lawChange.create({
      data: {
        lawId: law.id,
        law: '法',
        day: monday,
        changes: [],
        createdAt: at(monday, '08:00'),
      },
    })
    const bank = await db.bank.create({ data: { name: '库', createdAt: at(monday, '08:00') } })
    const question = await db.question.create({
      data: {
        bankId: bank.id,
        stemKey: 'k',
        createdAt: at(monday, '08:00'),
        versions: {
          create: {
            number: 1,
            kind: 'true-false',
            content: { kind: 'true-false', stem: '题', key: true },
            createdAt: at(monday, '08:00'),
          },
        },
      },
      include: { versions: true },
    })
    const decidedAt = at(thursday, '09:00')
    const task = await db.reviewTask.create({
      data: {
        questionId: question.id,
        reason: 'LAW_CHANGED',
        openedAt: at(monday, '08:00'),
        decidedAt,
        decision: 'CHANGED',
        lawChangeId: change.id,
      },
    })
    for (const officerId of officers) {
      const ids = { officerId, questionId: question.id, versionId: question.versions[0]?.id ?? 0 }
      await db.sitting.create({
        data: {
          officerId,
          day: monday,
          size: 1,
          dealtAt: decidedAt,
          answers: {
            create: {
              ...ids,
              position: 1,
              day: monday,
              outcome: 'RIGHT',
              answeredAt: at(monday, '09:00'),
            },
          },
        },
      })
      for (const day of [0, 1]) await message(officerId, 'nudge', addDays(monday, day))
    }
    const about = { taskId: task.id, questionId: question.id }
    await db.$transaction(async (sql) => {
      expect(await planWeighedRetest(deps(), sql, about)).toBe(3)
    })
    const [notice] = await db.delivery.findMany({ where: { kind: 'notice' } })
    expect(notice).toMatchObject({
      chatId: 9n,
      data: { key: 'burden-over-retest', people: 3, of: 3, messages: 8, budget: 7 },
    })
    const { key, ...args } = (notice?.data ?? {}) as { key: string }
    expect(t(key, args)).toContain('请减去一项')
  })
})

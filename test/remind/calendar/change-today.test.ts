import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { dayFollower } from '../../../src/calendar-changes.ts'
import { readConfig } from '../../../src/config.ts'
import { confirmShifts, undoShifts } from '../../../src/people/shifts/change-shifts.ts'
import { previewShifts } from '../../../src/people/shifts/preview-shifts.ts'
import type { DayMode } from '../../../src/platform/calendar.ts'
import { createLog } from '../../../src/platform/log.ts'
import { readTables } from '../../../src/platform/tables.ts'
import { refreshDuty } from '../../../src/quiz/refresh-duty.ts'
import {
  cancelCalendar,
  confirmCalendar,
  undoCalendar,
} from '../../../src/remind/calendar/change-calendar.ts'
import { previewCalendar } from '../../../src/remind/calendar/preview-calendar.ts'
import { openArticleDay } from '../../../src/remind/open-article-day.ts'
import { planDay } from '../../../src/schedule.ts'
import { freshDatabase, type FreshDatabase } from '../../support/fresh-db.ts'
import { seedStation } from '../../support/station.ts'

const today = '2026-11-24'
let database: FreshDatabase
const at = (clock: string) => new Date(`${today}T${clock}:00+08:00`)
let now = () => at('06:45')
const settings = readConfig({ BOT_TOKEN: '1:token-of-a-test', ADMIN_IDS: '9' })
const depsOf = () => {
  const base = { db: database.db, now, settings, log: createLog('fatal') }
  return { ...base, dayChanged: dayFollower(base), wouldExceed: async () => null }
}

beforeAll(async () => {
  database = await freshDatabase()
  await seedStation({ db: database.db, now }, 3)
})
afterAll(() => database.destroy())
beforeEach(async () => {
  now = () => at('06:45')
  await database.db
    .$executeRaw`truncate "Run", "Duty", "Delivery", "CalendarDay", "Shift", "PlanImport", "Absence"
    restart identity cascade`
})

async function plan(mode: DayMode | null, day = today): Promise<number> {
  const changes = [{ day, mode, note: null }]
  const about = { plan: { changes, problems: [] }, source: '一句话', by: 9 }
  return (await previewCalendar(depsOf(), about)).planId
}

async function shifts(csv: string): Promise<number> {
  const tables = await readTables(Buffer.from(csv))
  const preview = await previewShifts(depsOf(), { tables, fileName: '排班.csv', by: 9 })
  return preview?.planId ?? 0
}

async function states(): Promise<string> {
  const rows = await database.db.duty.findMany({ where: { day: today }, orderBy: { id: 'asc' } })
  return rows.map(({ state }) => state).join(' ')
}

async function cards(): Promise<string> {
  const where = { campaign: `morning:${today}` }
  const rows = await database.db.delivery.findMany({ where, orderBy: { id: 'asc' } })
  return rows.map(({ state }) => state).join(' ')
}

describe('today, changed after it was opened', () => {
  it('is stopped for who has not begun, and given back with the cards when that is undone', async () => {
    const { db } = database
    await planDay(depsOf())
    await db.duty.updateMany({ where: { officerId: 1 }, data: { startedAt: now() } })
    await db.duty.updateMany({
      where: { officerId: 2 },
      data: { startedAt: now(), finishedAt: now(), state: 'DONE' },
    })
    const planId = await plan('STOPPED')
    expect(await confirmCalendar(depsOf(), { planId, by: 9 })).toMatchObject({
      kind: 'changed',
      followed: { excused: 1, due: 0, begun: 1, finished: 1 },
    })
    expect(await states()).toBe('DUE DONE EXCUSED')
    expect(await cards()).toBe('QUEUED QUEUED SKIPPED')
    expect(await undoCalendar(depsOf(), { planId, by: 9 })).toMatchObject({
      followed: { excused: 0, due: 1 },
    })
    expect(await states()).toBe('DUE DONE DUE')
    expect(await cards()).toBe('QUEUED QUEUED QUEUED')
  })

  it('is decided once: a second press, a late cancel and a second undo say so', async () => {
    const planId = await plan('ARTICLE', '2026-12-08')
    await confirmCalendar(depsOf(), { planId, by: 9 })
    const settled = { kind: 'settled', state: 'LIVE' }
    expect(await confirmCalendar(depsOf(), { planId, by: 9 })).toEqual(settled)
    expect(await cancelCalendar(depsOf(), planId)).toBe(false)
    await undoCalendar(depsOf(), { planId, by: 9 })
    const undone = { kind: 'settled', state: 'UNDONE' }
    expect(await undoCalendar(depsOf(), { planId, by: 9 })).toEqual(undone)
    expect(await confirmCalendar(depsOf(), { planId: 999, by: 9 })).toEqual({ kind: 'unknown' })
  })

  it('leaves a day that was changed again as it is when the first change is undone', async () => {
    const first = await plan('STOPPED', '2026-12-08')
    await confirmCalendar(depsOf(), { planId: first, by: 9 })
    const second = await plan('ARTICLE', '2026-12-08')
    await confirmCalendar(depsOf(), { planId: second, by: 9 })
    expect(await undoCalendar(depsOf(), { planId: first, by: 9 })).toMatchObject({
      days: 0,
      kept: 1,
    })
    expect(await database.db.calendarDay.findMany()).toMatchObject([{ mode: 'ARTICLE' }])
  })

  it('excuses who rests by a duty roster, also when their leave is taken back', async () => {
    await planDay(depsOf())
    const planId = await shifts(`警号,日期,班次\nC00002,${today},休息\nC00003,${today},早班\n`)
    expect(await confirmShifts(depsOf(), { planId, by: 9 })).toMatchObject({
      officers: 2,
      followed: { excused: 1 },
    })
    expect(await states()).toBe('DUE EXCUSED DUE')
    await refreshDuty(depsOf(), 2)
    expect(await states()).toBe('DUE EXCUSED DUE')
    await undoShifts(depsOf(), { planId, by: 9 })
    expect(await states()).toBe('DUE DUE DUE')
    expect(await database.db.shift.count()).toBe(0)
  })

  it('is made nobody’s duty at night, and no card goes out then', async () => {
    await planDay(depsOf())
    const planId = await plan('STOPPED')
    await confirmCalendar(depsOf(), { planId, by: 9 })
    now = () => at('22:00')
    expect(await undoCalendar(depsOf(), { planId, by: 9 })).toMatchObject({ followed: { due: 0 } })
    expect(await states()).toBe('EXCUSED EXCUSED EXCUSED')
    expect(await cards()).toBe('SKIPPED SKIPPED SKIPPED')
    const rests = await shifts(`警号,日期,班次\nC00002,${today},休息\n`)
    await confirmShifts(depsOf(), { planId: rests, by: 9 })
    await undoShifts(depsOf(), { planId: rests, by: 9 })
    expect(await states()).toBe('EXCUSED EXCUSED EXCUSED')
  })

  it('sends the card later to who had the night shift, also when that is entered in the morning', async () => {
    const due = async () => {
      const rows = await database.db.delivery.findMany({ orderBy: { id: 'asc' } })
      return rows.map(({ dueAt }) => dueAt.toISOString())
    }
    const [early, noon, afterNight] = ['06:45', '12:00', '14:00'].map((clock) =>
      at(clock).toISOString(),
    )
    await planDay(depsOf())
    expect(await due()).toEqual([early, early, early])
    now = () => at('06:46')
    const planId = await shifts(`警号,日期,班次\nC00002,2026-11-23,夜班\n`)
    await confirmShifts(depsOf(), { planId, by: 9 })
    expect(await due()).toEqual([early, afterNight, early])
    const late = await shifts(`警号,日期,班次\nC00003,${today},晚班\n`)
    await confirmShifts(depsOf(), { planId: late, by: 9 })
    expect(await due()).toEqual([early, afterNight, noon])
    await undoShifts(depsOf(), { planId, by: 9 })
    expect(await due()).toEqual([early, at('06:46').toISOString(), noon])
  })

  it('tells the admins when there is no article to send', async () => {
    const planId = await plan('ARTICLE')
    await confirmCalendar(depsOf(), { planId, by: 9 })
    await planDay(depsOf())
    await planDay(depsOf())
    const notices = await database.db.delivery.findMany({ where: { kind: 'notice' } })
    expect(notices.map(({ campaign }) => campaign)).toEqual([`no-article:${today}`])
    expect(await states()).toBe('')
  })

  it('looks for an article once, and again when there are new laws or questions', async () => {
    let searched = 0
    const open = () =>
      openArticleDay(
        { ...depsOf(), theme: null, findArticle: () => Promise.resolve(++searched && null) },
        today,
      )
    await open()
    const once = searched
    await open()
    expect([once > 0, searched]).toEqual([true, once])
    const law = await database.db.law.create({ data: { name: '新法', createdAt: now() } })
    const text = { lawId: law.id, date: today, inForce: today, fileName: 'x', createdAt: now() }
    await database.db.lawVersion.create({ data: text })
    await open()
    expect(searched).toBe(2 * once)
  })
})

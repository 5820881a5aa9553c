import { Bot } from 'grammy'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { readConfig } from '../../src/config.ts'
import type { BotContext } from '../../src/platform/telegram-context.ts'
import { connectTelegram, type Telegram } from '../../src/platform/telegram.ts'
import { loadTexts } from '../../src/platform/texts.ts'
import { rankingChat, reportChat } from '../../src/report/chat.ts'
import type { NudgeOutcome } from '../../src/report/view-unit.ts'
import type { UnitRef } from '../../src/shared/person.ts'
import {
  startSimulator,
  type SimPerson,
  type Simulator,
} from '../../src/simulator/start-simulator.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'
import { addDuty, addOfficer, addUnit, clear } from './seed.ts'

const day = '2026-11-24'
const now = () => new Date('2026-11-24T11:00:00Z')
const texts = loadTexts()
let database: FreshDatabase
let simulator: Simulator
let telegram: Telegram
let hear: () => Promise<void>
let units: Record<'city' | 'county' | 'station' | 'other', UnitRef>
/** Who leads what and who is an admin, by Telegram id. */
const rights = new Map<number, { leads: UnitRef[]; isAdmin: boolean }>()
let nudged: { unitId: number; day: string; by: number }[] = []
let outcome: NudgeOutcome = { kind: 'queued', count: 1, excess: null }

beforeAll(async () => {
  database = await freshDatabase()
  simulator = await startSimulator({ now })
  telegram = connectTelegram(simulator.token, simulator.url)
  hear = await startBot()
})
afterAll(async () => {
  await simulator.stop()
  await database.destroy()
})

async function startBot(): Promise<() => Promise<void>> {
  const settings = readConfig({ BOT_TOKEN: simulator.token })
  const bot = new Bot<BotContext>(simulator.token, { client: { apiRoot: simulator.url } })
  await bot.init()
  bot.use(async (ctx, next) => {
    const telegramId = ctx.from?.id ?? 0
    const { leads, isAdmin } = rights.get(telegramId) ?? { leads: [], isAdmin: false }
    ctx.person = { telegramId, locale: 'zh-CN', officer: null, leads, isAdmin, isReviewer: isAdmin }
    ctx.t = texts('zh-CN')
    await next()
  })
  bot.filter(({ person }) => person.isAdmin).use(rankingChat({ db: database.db, now, telegram }))
  bot.use(
    reportChat({
      db: database.db,
      now,
      settings,
      telegram,
      async nudge(input) {
        nudged.push(input)
        return outcome
      },
    }),
  )
  let offset = 0
  return async () => {
    for (;;) {
      const updates = await telegram.api.getUpdates({ offset, timeout: 0 })
      if (updates.length === 0) return
      for (const update of updates) await bot.handleUpdate(update)
      offset = (updates.at(-1)?.update_id ?? 0) + 1
    }
  }
}

let people = 600
beforeEach(async () => {
  await clear(database.db)
  nudged = []
  outcome = { kind: 'queued', count: 1, excess: null }
  units = {
    city: await unit('市局', 'CITY'),
    county: await unit('市局/襄州分局', 'COUNTY'),
    station: await unit('市局/襄州分局/肖湾派出所', 'STATION'),
    other: await unit('市局/樊城分局', 'COUNTY'),
  }
  const officerId = await addOfficer(database.db, units.station.id, { name: '张三' })
  await addDuty(database.db, { officerId, unitId: units.station.id, day, state: 'DUE' })
})

async function unit(path: string, level: UnitRef['level']): Promise<UnitRef> {
  return {
    id: await addUnit(database.db, path, level),
    path,
    level,
    name: path.split('/').pop() ?? '',
  }
}

function leaderOf(leads: UnitRef[], isAdmin = false): SimPerson {
  people += 1
  rights.set(people, { leads, isAdmin })
  return simulator.person(people, { languageCode: 'zh-hans' })
}

async function say(person: SimPerson, text: string): Promise<string> {
  person.send(text)
  await hear()
  return person.last()?.text ?? ''
}

async function press(person: SimPerson, label: string | RegExp): Promise<string> {
  const message = person.messages().findLast((one) => one.fromBot && one.buttons.length > 0)
  const button = message?.buttons.flat().find((one) => one.label.match(label))
  if (!message || !button) throw new Error(`no button ${label}`)
  person.press(message, button.label)
  await hear()
  return person.messages().find(({ id }) => id === message.id)?.text ?? ''
}

/** Presses a button that the bot never gave this person. */
async function forge(person: SimPerson, data: string): Promise<string> {
  person.send('/start')
  await hear()
  await telegram.send(person.id, { text: '.', buttons: [[{ label: 'forged', data }]] })
  const text = await press(person, 'forged')
  return text === '.' ? (person.last()?.text ?? '') : text
}

const labelsOf = (person: SimPerson) =>
  person
    .last()
    ?.buttons.flat()
    .map(({ label }) => label)

const acts = async () =>
  (await database.db.audit.findMany({ orderBy: { id: 'asc' } })).map(({ act, object }) => ({
    act,
    object,
  }))

describe('a leader', () => {
  it('reads the own unit, goes down to the names and up again, never above', async () => {
    const leader = leaderOf([units.county])
    expect(await say(leader, '/summary')).toMatch(
      /^襄州分局 2026-11-24\n\n应训 1，已训 0；1 人尚未完成。/,
    )
    expect(labelsOf(leader)).not.toContain('返回上级')
    expect(await acts()).toEqual([])
    expect(await press(leader, /肖湾派出所/)).toMatch(/尚未完成名单（1 人）\n张三/)
    expect(await acts()).toEqual([{ act: 'see-missing-names', object: `unit:${units.station.id}` }])
    expect(await press(leader, '返回上级')).toMatch(/^襄州分局/)
  })

  it('reads other days by name, by date and as a week', async () => {
    const leader = leaderOf([units.station])
    expect(await say(leader, '/summary 昨天')).toMatch(/2026-11-23\n\n没有应训人员。/)
    expect(await say(leader, '/summary 2026-11-20')).toMatch(/2026-11-20/)
    expect(await say(leader, '/summary 周')).toMatch(/2026-11-23 至 2026-11-24/)
    expect(await press(leader, '昨天')).toMatch(/2026-11-23\n/)
    expect(await say(leader, '/summary 大后天')).toMatch(/没有看懂日期/)
  })

  it('reads a month, and names over several days only when asked for', async () => {
    const leader = leaderOf([units.station])
    expect(await say(leader, '/summary 月')).toMatch(/2026-11-01 至 2026-11-24/)
    expect(await say(leader, '/summary 2026-10')).toMatch(/2026-10-01 至 2026-10-31/)
    const month = await press(leader, '本月')
    expect(month).toMatch(/2026-11-01 至 2026-11-24/)
    expect(month).not.toContain('张三')
    expect(await acts()).toEqual([])
    expect(await press(leader, '名单')).toMatch(/名单（1 人）\n张三/)
    expect(await acts()).toEqual([{ act: 'see-missing-names', object: `unit:${units.station.id}` }])
  })

  it('reads who needs help and by which rule, and the look at names is written down', async () => {
    const leader = leaderOf([units.station])
    await say(leader, '/summary')
    await press(leader, '谁需要帮助')
    expect(leader.last()?.text).toMatch(
      /到 2026-11-23 为止，没有人连续两个应训日未训[^]*规则：连续 3 个/,
    )
    const { id: officerId } = await database.db.officer.findFirstOrThrow()
    for (const missed of ['2026-11-19', '2026-11-20', '2026-11-23']) {
      const duty = { officerId, unitId: units.station.id, day: missed, state: 'MISSED' as const }
      await addDuty(database.db, duty)
    }
    await say(leader, '/summary')
    await press(leader, '谁需要帮助')
    expect(leader.last()?.text).toMatch(/需要帮助：连续 3 个应训日未训 1 人：张三[^]*规则：/)
    expect((await acts()).filter(({ act }) => act === 'see-missing-names')).toHaveLength(3)
  })

  it('of several units picks one first', async () => {
    const leader = leaderOf([units.station, units.other])
    expect(await say(leader, '/summary 昨天')).toBe('请选择单位。')
    expect(await press(leader, '樊城分局')).toMatch(/^樊城分局 2026-11-23/)
  })

  it('gets the picture and the workbook as files', async () => {
    const leader = leaderOf([units.county])
    await say(leader, '/summary')
    await press(leader, 'Excel')
    expect(leader.last()?.text).toMatch(/^襄州分局 2026-11-24\n应训 1/)
    await press(leader, '图表')
    expect(labelsOf(leader)).toEqual(['深色'])
    await press(leader, '深色')
    expect(labelsOf(leader)).toEqual(['浅色'])
    expect(
      leader.messages().filter(({ fromBot, text }) => fromBot && /^襄州分局.*\n应训/.test(text)),
    ).toHaveLength(3)
  })

  it('reminds with the button and with /nudge, and is told what became of it', async () => {
    const leader = leaderOf([units.county])
    await say(leader, '/summary')
    await press(leader, '提醒未训')
    expect(leader.last()?.text).toMatch(/正在提醒 1 名/)
    outcome = { kind: 'already' }
    expect(await say(leader, '/nudge')).toMatch(/已经提醒过/)
    const wish = { unitId: units.county.id, day, by: leader.id }
    expect(nudged).toMatchObject([wish, wish])
  })
})

describe('a forged button', () => {
  it.each(['s', 'm', 'h', 'p', 'd', 'x', 'n'])(
    'for a unit out of reach is refused and written down (%s)',
    async (act) => {
      const leader = leaderOf([units.station])
      for (const { id } of [units.county, units.city, units.other, { id: 99_999 }]) {
        expect(await forge(leader, `rp:${act}:${id}:d20261124`)).toBe('您没有查看这个单位的权限。')
      }
      expect(nudged).toEqual([])
      expect(await acts()).toEqual(
        [units.county.id, units.city.id, units.other.id, 99_999].map((id) => ({
          act: 'refuse-unit',
          object: `unit:${id}`,
        })),
      )
    },
  )

  it('gives nothing to a person who leads nothing', async () => {
    const nobody = leaderOf([])
    expect(await say(nobody, '/summary')).toBe('这个功能供单位负责人使用。')
    expect(await forge(nobody, `rp:s:${units.station.id}:t`)).toBe('您没有查看这个单位的权限。')
  })
})

describe('an admin', () => {
  it('starts at the top and may see every unit', async () => {
    const admin = leaderOf([], true)
    expect(await say(admin, '/summary')).toMatch(/^市局/)
    expect(await press(admin, /襄州分局/)).toMatch(/^襄州分局/)
    expect(await press(admin, '返回上级')).toMatch(/^市局/)
  })

  it('turns places of units on for every leader, which is written down once', async () => {
    const admin = leaderOf([], true)
    await say(admin, '/summary')
    expect(await press(admin, '排名：已关闭')).toMatch(/^市局/)
    expect(admin.last()?.text).toContain('单位排名已关闭')
    expect(await press(admin, '开启排名')).toContain('单位排名已开启')
    await forge(admin, 'rk:1')
    const leader = leaderOf([units.county])
    expect(await say(leader, '/summary')).toMatch(/已开启排名\n第 1 名 肖湾派出所 0%/)
    expect(labelsOf(leader)).not.toContain('排名：已开启')
    expect(await acts()).toEqual([{ act: 'choice-made', object: 'choice:rank-units' }])
    await forge(admin, 'rk:0')
    expect(await say(leader, '/summary')).not.toContain('排名')
  })

  it('is told when there is no unit yet', async () => {
    await clear(database.db)
    expect(await say(leaderOf([], true), '/summary')).toBe('还没有单位，请先发送花名册文件。')
  })
})

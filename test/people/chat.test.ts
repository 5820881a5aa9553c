import { Bot } from 'grammy'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { peopleChat, rosterChat, startChat, strangerScreen } from '../../src/people/chat.ts'
import { helpScreen } from '../../src/people/help.ts'
import { identify } from '../../src/people/identify.ts'
import { offerRoster } from '../../src/people/offer-roster.ts'
import { readTables } from '../../src/platform/tables.ts'
import type { BotContext } from '../../src/platform/telegram-context.ts'
import { connectTelegram } from '../../src/platform/telegram.ts'
import { loadTexts } from '../../src/platform/texts.ts'
import { isStranger } from '../../src/shared/person.ts'
import {
  startSimulator,
  type SimPerson,
  type Simulator,
} from '../../src/simulator/start-simulator.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'
import { clearPeople, csv, header, idOf, importRoster, smallCity } from './people-fixture.ts'

const admin = 9
const texts = loadTexts()
let clock = new Date('2026-11-24T00:00:00Z')
const now = () => clock
let database: FreshDatabase
let simulator: Simulator
let hear: () => Promise<void>

beforeAll(async () => {
  database = await freshDatabase()
  simulator = await startSimulator({ now })
  hear = await startBot()
})
afterAll(async () => {
  await simulator.stop()
  await database.destroy()
})
beforeEach(async () => {
  clock = new Date('2026-11-24T00:00:00Z')
  await clearPeople(database.db)
})

/** The slice behind a bot, and a function that handles all that people have done so far. */
async function startBot(): Promise<() => Promise<void>> {
  const settings = { adminIds: [admin], timeZone: 'Asia/Shanghai' }
  const telegram = connectTelegram(simulator.token, simulator.url)
  const deps = { db: database.db, now, texts, telegram, settings }
  const bot = new Bot<BotContext>(simulator.token, { client: { apiRoot: simulator.url } })
  await bot.init()
  bot.use(async (ctx, next) => {
    const { id: telegramId = 0, language_code: languageCode } = ctx.from ?? {}
    ctx.person = await identify(deps, { telegramId, languageCode })
    ctx.t = texts(ctx.person.locale)
    await next()
  })
  bot.use(startChat({ ...deps, warnOfGuesses: async () => {} }))
  const known = bot.filter(({ person }) => !isStranger(person))
  known.use(peopleChat({ ...deps, absenceChanged: async () => {} }))
  const admins = known.filter(({ person }) => person.isAdmin)
  admins.use(rosterChat(deps))
  admins.on('message:document', async (ctx) => {
    const bytes = await telegram.download(ctx.message.document.file_id, 1e6)
    const name = ctx.message.document.file_name ?? ''
    const tables = await readTables(bytes)
    const screen = await offerRoster(deps, ctx.t, { tables, name, person: ctx.person })
    await telegram.send(ctx.chat.id, screen ?? { text: 'no roster' })
  })
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

function labels(person: SimPerson): string[] {
  return (
    person
      .last()
      ?.buttons.flat()
      .map(({ label }) => label) ?? []
  )
}

async function boundOfficer(badge: string, telegramId: number): Promise<SimPerson> {
  await database.db.officer.update({ where: { badge }, data: { telegramId } })
  return simulator.person(telegramId, { languageCode: 'zh-hans' })
}

describe('a stranger', () => {
  it('gets one sentence, and the bot with a code from the admin', async () => {
    await importRoster(database.db, smallCity)
    const boss = simulator.person(admin, { languageCode: 'zh-hans' })
    const person = simulator.person(301, { languageCode: 'zh-hans' })
    expect(await say(person, '/start')).toBe(strangerScreen(texts('zh-CN')).text)
    expect(await say(person, '/start nonsense')).toMatch(/没有这个绑定码/)
    expect(await say(boss, '/roster 003')).toMatch(/王五.*\n未绑定/)
    await press(boss, '生成新的绑定码')
    const code = /start=([\w-]{22})/.exec(boss.last()?.text ?? '')?.[1]
    const welcome = await say(person, `/start ${code}`)
    expect(welcome).toMatch(/^绑定成功。王五（市局\/襄州分局\/肖湾派出所）/)
    expect(welcome).toMatch(/\/summary/)
    expect(welcome).not.toMatch(/\/roster/)
    expect(await say(person, `/start ${code}`)).toMatch(/已绑定，无需重复/)
    expect(await say(person, '/start')).toMatch(/^王五（/)
  })
})

describe('an officer', () => {
  it('enters leave with two taps and takes it back', async () => {
    await importRoster(database.db, smallCity)
    const person = await boundOfficer('004', 401)
    expect(await say(person, '/leave')).toMatch(/目前没有登记/)
    expect(labels(person)).toEqual(['假', '值班', '培训'])
    expect(await press(person, '值班')).toMatch(/\/leave 值班 11-24 11-26/)
    expect(labels(person)).toEqual([
      '今天 11月24日',
      '明天 11月25日',
      '今天起3天',
      '今天起7天',
      '返回',
    ])
    expect(await press(person, '今天起3天')).toMatch(/已登记：值班 11月24日至11月26日。/)
    expect(await press(person, /^取消/)).toMatch(/^已取消：值班 11月24日至11月26日。/)
    expect(person.messages().filter(({ fromBot }) => fromBot)).toHaveLength(1)
  })

  it('types days, and is told when they cannot be read', async () => {
    await importRoster(database.db, smallCity)
    const person = await boundOfficer('004', 402)
    expect(await say(person, '/leave 假 11-25 11-27')).toMatch(/已登记：假 11月25日至11月27日。/)
    expect(await say(person, '/leave 假 11月26日')).toMatch(/之前已登记过/)
    expect(await say(person, '/leave 2026-02-30')).toMatch(/没有“2026-02-30”这一天/)
    expect(await say(person, '/leave 随便')).toMatch(/没有看懂/)
    expect(await say(person, '/leave 11-20')).toMatch(/最早可以从 11月23日 登记/)
    expect(await say(person, '/leave 培训')).toMatch(/登记培训：请选择日期/)
    expect(await database.db.absence.count()).toBe(1)
  })

  it('gets nothing entered by a forged or outdated button', async () => {
    await importRoster(database.db, smallCity)
    const person = await boundOfficer('004', 403)
    await say(person, '/leave 假')
    const message = person.last()?.id ?? 0
    person.pressForged(message, 'pp:leave:LEAVE:2026-99-99:2026-99-99')
    await hear()
    clock = new Date('2026-11-30T00:00:00Z')
    expect(await press(person, '今天 11月24日')).toMatch(/最早可以从 11月29日/)
    expect(await database.db.absence.count()).toBe(0)
  })

  it('chooses the language', async () => {
    await importRoster(database.db, smallCity)
    const person = await boundOfficer('004', 404)
    expect(await say(person, '/settings')).toMatch(/警号 004，赵六/)
    expect(await press(person, 'English')).toMatch(/^Settings\nBadge 004/)
    expect(labels(person)).toEqual(['中文', '✓ English'])
    expect(await say(person, '/leave')).toMatch(/Nothing is entered/)
  })
})

describe('an admin', () => {
  it('sends a roster, reads what it would change, and confirms', async () => {
    const boss = simulator.person(admin, { languageCode: 'zh-hans' })
    expect(await say(boss, '/roster')).toMatch(/还没有名册/)
    boss.sendFile('名册 <1>.csv', csv([...smallCity, ',无名,市局']))
    await hear()
    const preview = boss.last()?.text ?? ''
    expect(preview).toMatch(/^名册预览：名册 <1>.csv\n读到 5 人，1 行未采用/)
    expect(preview).toMatch(/需要注意的行 1：\n· 第7行：缺少警号，未采用/)
    expect(preview).toMatch(/成为领导 3：\n· 001 张三 市局/)
    await press(boss, '全部变动清单')
    const list = Buffer.from(boss.last()?.document?.bytes ?? []).toString()
    expect(list.split('\r\n')).toHaveLength(1 + 1 + 5 + 5 + 3 + 1)
    expect(await press(boss, '确认导入')).toMatch(/名册已导入，共 5 人。[^]*未绑定 5/)
  })

  it('drops a roster, and the old message no longer imports it', async () => {
    const boss = simulator.person(admin)
    boss.sendFile('r.csv', csv([header, '1,张三,市局']))
    await hear()
    const message = boss.last()?.id ?? 0
    const confirm = boss.last()?.buttons[0]?.[0]?.data ?? ''
    expect(await press(boss, '放弃')).toBe('已放弃，没有任何改变。')
    boss.pressForged(message, confirm)
    await hear()
    expect(boss.last()?.text).toMatch(/之前已经放弃/)
    expect(await database.db.officer.count()).toBe(0)
  })

  it('gets the codes as a file, and is asked before old ones stop working', async () => {
    await importRoster(database.db, smallCity)
    const boss = simulator.person(admin)
    await say(boss, '/roster')
    await press(boss, '未绑定人员的绑定码')
    const file = Buffer.from(boss.last()?.document?.bytes ?? []).toString()
    expect(file.split('\r\n')[1]).toMatch(
      /^001,张三,市局,'?[\w-]{22},https:\/\/t\.me\/chenxun_bot\?/,
    )
    await say(boss, '/roster')
    expect(await press(boss, '未绑定人员的绑定码')).toMatch(/有 5 人手中的绑定码仍然有效/)
    await press(boss, '重新生成')
    const again = Buffer.from(boss.last()?.document?.bytes ?? []).toString()
    expect(again).not.toBe(file)
    expect(await database.db.bindingCode.count()).toBe(10)
  })

  it('sees a preview that fits a message, whatever the file holds', async () => {
    const boss = simulator.person(admin)
    const long = '很长的单位名称'.repeat(20)
    const good = Array.from(
      { length: 50 },
      (_, n) => `${n},张<三>&${n},市局/${long}/${long}${n},,,领导`,
    )
    const bad = Array.from({ length: 50 }, (_, n) => `坏${long}${n},李四,市局`)
    await importRoster(database.db, [header, ...good.map((line) => line.replace('张', '王'))])
    boss.sendFile(
      'r.csv',
      csv([header, ...good.slice(25).map((line) => line.replace('领导', '民警')), ...bad]),
    )
    await hear()
    expect(boss.last()?.text).toMatch(/名册预览/)
    expect(boss.last()?.text).toMatch(/……还有 45 项/)
  })

  it('who is no officer is told what leave is for', async () => {
    expect(await say(simulator.person(admin), '/leave')).toMatch(/只对已绑定/)
  })
})

describe('help', () => {
  it('lists the commands of each person and no others', async () => {
    const { db } = database
    await importRoster(db, smallCity)
    const settings = { adminIds: [admin], timeZone: 'Asia/Shanghai' }
    const names = async (telegramId: number) => {
      const person = await identify({ db, now, settings }, { telegramId })
      return [...helpScreen(texts('en'), person).text.matchAll(/^\/(\w+)/gm)].map(
        ([, name]) => name,
      )
    }
    await db.officer.update({ where: { id: await idOf(db, '003') }, data: { telegramId: 31 } })
    await db.officer.update({ where: { id: await idOf(db, '004') }, data: { telegramId: 41 } })
    const own = ['quiz', 'practice', 'mistakes', 'ask', 'laws', 'leave', 'me']
    expect(await names(41)).toEqual([...own, 'settings', 'help'])
    expect(await names(31)).toEqual([...own, 'summary', 'script', 'nudge', 'settings', 'help'])
    expect(await names(admin)).toEqual([
      'review',
      'banks',
      'ask',
      'laws',
      'roster',
      'calendar',
      'status',
      'settings',
      'help',
    ])
  })
})

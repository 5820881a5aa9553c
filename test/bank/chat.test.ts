import { Bot } from 'grammy'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { bankChat } from '../../src/bank/chat.ts'
import { offerBankFile } from '../../src/bank/offer-bank-file.ts'
import type { Deps } from '../../src/platform/deps.ts'
import type { BotContext } from '../../src/platform/telegram-context.ts'
import { connectTelegram } from '../../src/platform/telegram.ts'
import { loadTexts } from '../../src/platform/texts.ts'
import {
  startSimulator,
  type SimPerson,
  type Simulator,
} from '../../src/simulator/start-simulator.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'

const texts = loadTexts()
const now = () => new Date('2026-11-24T00:00:00Z')
let database: FreshDatabase
let simulator: Simulator
let hear: () => Promise<void>
let admin: SimPerson

beforeAll(async () => {
  database = await freshDatabase()
  simulator = await startSimulator({ now })
  admin = simulator.person(9, { languageCode: 'zh-hans' })
  hear = await startBot()
})
afterAll(async () => {
  await simulator.stop()
  await database.destroy()
})

test('an admin imports a file, takes it back, and every button pressed twice answers clearly', async () => {
  admin.sendFile('消防.csv', Buffer.from('题目,A,B,答案\n哪个？,甲,乙,A\n没有答案？,甲,乙,\n'))
  await hear()
  expect(admin.last()?.text).toContain('读到 1 题')
  expect(admin.last()?.text).toContain('第3行：没有答案')

  expect(await press('导入 1 题')).toContain('已导入 1 题到“消防”')
  expect(await say('/banks')).toContain('消防：1 题')
  expect(await press(/^导出/)).toContain('消防：1 题')
  for (const [label, name] of [
    ['Excel 表格', '消防.xlsx'],
    ['JSON', '消防.json'],
    ['GIFT', '消防.gift'],
  ] as const) {
    expect(await press(new RegExp(label))).toContain('“消防”导出为哪种文件')
    expect(admin.last()?.document?.name).toBe(name)
  }

  expect(await press('撤销最近导入')).toContain('已撤销导入，从“消防”删除 1 题')
  expect(await say('/banks')).toContain('消防：0 题')
})

test('an admin without a bank gets the template, and what was not understood as a table to correct', async () => {
  await say('/banks')
  await press('下载模板')
  expect(admin.last()?.document?.name).toBe('题库模板.xlsx')
  admin.sendFile('模板.xlsx', Buffer.from(admin.last()?.document?.bytes ?? []))
  await hear()
  expect(admin.last()?.text).toContain('模板中的 5 个示例没有导入')
  expect(admin.last()?.text).toContain('文件：模板.xlsx（Excel 表格）')

  admin.sendFile('经侦.csv', Buffer.from('题目,A,B,答案\n哪个？,甲,乙,A\n没有答案？,甲,乙,\n'))
  await hear()
  expect(admin.last()?.text).toContain('（CSV 表格，编码 UTF-8）')
  await press('下载待修正的 1 题')
  expect(admin.last()?.document?.name).toBe('经侦 待修正.xlsx')
})

test('an admin cancels an import and nothing is in the bank', async () => {
  admin.sendFile('交管.csv', Buffer.from('题目,A,B,答案\n哪个？,甲,乙,A\n'))
  await hear()
  expect(await press('取消')).toContain('已取消')
  expect(await say('/banks')).not.toContain('交管')
})

test('an admin chooses how a bank marks a multiple choice that is partly right', async () => {
  admin.sendFile('刑侦.csv', Buffer.from('题目,A,B,C,答案\n哪些？,甲,乙,丙,AB\n'))
  await hear()
  await press('导入 1 题')
  const rule = async () =>
    (await database.db.bank.findUniqueOrThrow({ where: { name: '刑侦' } })).multiple
  expect(await rule()).toBe('ALL_OR_NOTHING')
  await say('/banks')
  await press('刑侦：多选改为半对得半分')
  expect(await rule()).toBe('HALF_MARKS')
  expect(admin.last()?.text).toContain('刑侦：1 题；多选半对得半分')
  await press('刑侦：多选改为全对得分')
  expect(await rule()).toBe('ALL_OR_NOTHING')
})

async function startBot(): Promise<() => Promise<void>> {
  const telegram = connectTelegram(simulator.token, simulator.url)
  const deps = { db: database.db, now, texts, telegram } as Deps
  const bot = new Bot<BotContext>(simulator.token, { client: { apiRoot: simulator.url } })
  await bot.init()
  bot.use(async (ctx, next) => {
    const telegramId = ctx.from?.id ?? 0
    const rights = { leads: [], isAdmin: true, isReviewer: true }
    ctx.person = { telegramId, locale: 'zh-CN', officer: null, ...rights }
    ctx.t = texts('zh-CN')
    await next()
  })
  bot.use(bankChat(deps))
  bot.on('message:document', async (ctx) => {
    const bytes = await telegram.download(ctx.message.document.file_id, 1e6)
    const name = ctx.message.document.file_name ?? ''
    await telegram.send(
      ctx.chat.id,
      await offerBankFile(deps, ctx.t, { bytes, name, person: ctx.person }),
    )
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

async function say(text: string): Promise<string> {
  admin.send(text)
  await hear()
  return admin.last()?.text ?? ''
}

async function press(label: string | RegExp): Promise<string> {
  const message = admin
    .messages()
    .findLast(
      (one) => one.fromBot && one.buttons.flat().some((button) => button.label.match(label)),
    )
  const button = message?.buttons.flat().find((one) => one.label.match(label))
  if (!message || !button) throw new Error(`no button ${label}`)
  admin.press(message, button.label)
  await hear()
  return admin.messages().find(({ id }) => id === message.id)?.text ?? ''
}

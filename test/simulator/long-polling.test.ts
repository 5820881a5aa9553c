import { InlineKeyboard } from 'grammy'
import { describe, expect, it } from 'vitest'

import { localApi, localBot, localTelegram, refusal } from './local-bot.ts'

describe('a bot that polls', () => {
  it('answers a person, who sees the reply and its button', async () => {
    const simulator = await localTelegram()
    const { bot, run } = localBot(simulator)
    bot.command('quiz', async (ctx) => {
      await ctx.reply('<b>第1题</b> 是否？', {
        parse_mode: 'HTML',
        reply_markup: new InlineKeyboard().text('对', 'q:1:t').text('错', 'q:1:f'),
      })
    })
    bot.callbackQuery(/^q:1:/, async (ctx) => {
      await ctx.answerCallbackQuery('已收到')
      await ctx.editMessageText('✅ 正确')
    })
    await run()
    const person = simulator.person(7, { name: '王警官' })

    person.send('/quiz')
    const card = await person.until((each) => each.last(), 'the card')
    expect(card).toMatchObject({ text: '第1题 是否？', html: '<b>第1题</b> 是否？', fromBot: true })
    expect(card.buttons).toEqual([
      [
        { label: '对', data: 'q:1:t' },
        { label: '错', data: 'q:1:f' },
      ],
    ])

    const press = person.press(card, '对')
    const edited = await person.until((each) => each.last()?.edits === 1 && each.last())
    expect(edited).toMatchObject({ id: card.id, text: '✅ 正确', buttons: [] })
    expect(person.callbackAnswers()).toEqual([{ id: press, text: '已收到' }])
  })

  it('gets the same updates again until a later offset confirms them', async () => {
    const { simulator, api } = await localApi()
    const person = simulator.person(7)
    person.send('一')
    person.send('二')
    const [first, second] = await api.getUpdates()
    expect((await api.getUpdates({ limit: 1 }))[0]).toEqual(first)
    const later = await api.getUpdates({ offset: second?.update_id ?? 0 })
    expect(later).toEqual([second])
    expect(simulator.pendingUpdates()).toBe(1)
    expect(await api.getUpdates({ offset: (second?.update_id ?? 0) + 1 })).toEqual([])
    expect(simulator.pendingUpdates()).toBe(0)
  })

  it('keeps only the newest updates for a negative offset', async () => {
    const { simulator, api } = await localApi()
    for (const text of ['一', '二', '三']) simulator.person(7).send(text)
    const updates = await api.getUpdates({ offset: -1 })
    expect(updates.map((each) => each.message?.text)).toEqual(['三'])
    expect(simulator.pendingUpdates()).toBe(1)
  })

  it('waits for an update and gets it at once', async () => {
    const { simulator, api } = await localApi()
    const waiting = api.getUpdates({ timeout: 50 })
    const polled = simulator.person(7)
    await polled.until(() => simulator.calls.length > 0)
    polled.send('你好')
    expect((await waiting)[0]?.message?.text).toBe('你好')
  })

  it('loses its place to a second poller with a 409', async () => {
    const { simulator, api } = await localApi()
    const first = refusal(api.getUpdates({ timeout: 50 }))
    await simulator.person(7).until(() => simulator.calls.length > 0)
    const second = api.getUpdates({ timeout: 50 })
    expect(await first).toBe(
      '409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    )
    simulator.person(7).send('你好')
    expect(await second).toHaveLength(1)
  })

  it('may not poll while a webhook is set', async () => {
    const { api } = await localApi()
    await api.setWebhook('http://127.0.0.1:1/hook')
    expect(await refusal(api.getUpdates())).toContain(
      "409 Conflict: can't use getUpdates method while webhook is active",
    )
    await api.deleteWebhook()
    expect(await api.getUpdates()).toEqual([])
  })

  it('gets only the kinds it asked for, also in later calls', async () => {
    const { simulator, api } = await localApi()
    const person = simulator.person(7)
    await api.getUpdates({ allowed_updates: ['my_chat_member'] })
    person.send('你好')
    person.block()
    expect((await api.getUpdates()).map((each) => Object.keys(each)[1])).toEqual(['my_chat_member'])
  })

  it('no longer gets a press after 150 seconds or a message after a day', async () => {
    let now = new Date('2026-11-24T06:40:00+08:00')
    const { simulator, api } = await localApi({ now: () => now })
    const person = simulator.person(7)
    const card = await api.sendMessage(7, '题', {
      reply_markup: new InlineKeyboard().text('A', 'a'),
    })
    person.send('在')
    person.press(card.message_id, 'A')
    now = new Date(now.getTime() + 151_000)
    expect((await api.getUpdates()).map((each) => Object.keys(each)[1])).toEqual(['message'])
    now = new Date(now.getTime() + 86_400_000)
    expect(await api.getUpdates()).toEqual([])
  })

  it('ends a waiting poll when the simulator stops', async () => {
    const simulator = await localTelegram()
    const { bot, run } = localBot(simulator)
    await run()
    await simulator.stop()
    await bot.stop().catch(() => {})
    expect(bot.isRunning()).toBe(false)
  })
})

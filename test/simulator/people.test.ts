import { InlineKeyboard } from 'grammy'
import { describe, expect, it } from 'vitest'

import { loadSchema } from '../../src/simulator/schema.ts'
import { localApi, localTelegram, png, refusal } from './local-bot.ts'

const TOO_OLD =
  '400 Bad Request: query is too old and response timeout expired or query ID is invalid'

describe('a person', () => {
  it('makes only updates that the Bot API knows', async () => {
    const { simulator, api } = await localApi()
    const person = simulator.person(7, { name: '王警官', username: 'wang', languageCode: 'en' })
    person.send('/start CODE-1 你好 https://a.cn')
    person.sendFile('a.csv', Buffer.from('a'))
    person.sendPhoto(png(4, 3))
    const card = await api.sendMessage(7, '题', {
      reply_markup: new InlineKeyboard().text('A', 'a'),
    })
    person.press(card.message_id, 'A')
    person.pressForged(card.message_id, 'forged')
    person.pressForged(9999, 'forged')
    person.block()
    person.unblock()
    const updates = await api.getUpdates()
    expect(updates).toHaveLength(8)
    const schema = loadSchema()
    expect(updates.map((update) => schema.updateProblem(update))).toEqual(
      updates.map(() => undefined),
    )
    expect(updates[0]?.message).toMatchObject({
      from: { id: 7, first_name: '王警官', username: 'wang', language_code: 'en' },
      entities: [{ type: 'bot_command', offset: 0, length: 6 }, { type: 'url' }],
    })
    expect(updates[6]?.my_chat_member?.new_chat_member.status).toBe('kicked')
  })

  it('can press only what the message carries now', async () => {
    const { simulator, api } = await localApi()
    const person = simulator.person(7)
    const markup = new InlineKeyboard().text('A', 'a').url('原文', 'https://a.cn')
    const card = await api.sendMessage(7, '题', { reply_markup: markup })
    expect(() => person.press(card.message_id, 'B')).toThrow('carries [A] [原文]')
    expect(() => person.press(card.message_id, '原文')).toThrow('opens a link')
    expect(() => person.press(9999, 'A')).toThrow('message 9999 is not in the chat of 7')
    person.press(card.message_id, 'a')
    await api.editMessageReplyMarkup(7, card.message_id)
    expect(() => person.press(card.message_id, 'A')).toThrow('no buttons')
    expect(simulator.pendingUpdates()).toBe(1)
  })

  it('is answered once per press, within 150 seconds', async () => {
    let now = new Date('2026-11-24T06:40:00+08:00')
    const { simulator, api } = await localApi()
    simulator.setNow(() => now)
    const person = simulator.person(7)
    const card = await api.sendMessage(7, '题', {
      reply_markup: new InlineKeyboard().text('A', 'a'),
    })
    const first = person.press(card.message_id, 'A')
    await api.answerCallbackQuery(first, { text: '好', show_alert: true })
    expect(person.callbackAnswers()).toEqual([{ id: first, text: '好', showAlert: true }])
    expect(await refusal(api.answerCallbackQuery(first))).toBe(TOO_OLD)
    const second = person.press(card.message_id, 'A')
    now = new Date(now.getTime() + 151_000)
    expect(await refusal(api.answerCallbackQuery(second))).toBe(TOO_OLD)
    expect(await refusal(api.answerCallbackQuery('1'))).toBe(TOO_OLD)
  })

  it('cannot write while the bot is blocked, nor write nothing', async () => {
    const simulator = await localTelegram()
    const person = simulator.person(7)
    expect(() => person.send('  ')).toThrow('empty')
    expect(() => person.send('训'.repeat(4097))).toThrow('4096')
    person.block()
    expect(() => person.send('你好')).toThrow('blocked')
    person.unblock()
    person.send('你好')
    expect(person.messages().map((each) => each.text)).toEqual(['你好'])
  })

  it('keeps one chat under one id, also when their name becomes known later', async () => {
    const { simulator, api } = await localApi({ cast: [{ id: 7, name: '王', note: 'officer' }] })
    const person = simulator.person(7)
    person.send('一')
    expect(simulator.person(7, { name: '王警官' }).messages()).toEqual(person.messages())
    person.send('二')
    const names = (await api.getUpdates()).map((each) => each.message?.from.first_name)
    expect(names).toEqual(['王', '王警官'])
  })

  it('waits until something is seen, and says what was seen instead', async () => {
    const { simulator, api } = await localApi()
    const person = simulator.person(7)
    const waiting = person.until((each) => each.messages().length === 2 && each.last())
    const markup = new InlineKeyboard().text('A', 'a')
    const { message_id: first } = await api.sendMessage(7, '一')
    const { message_id: second } = await api.sendMessage(7, '二', { reply_markup: markup })
    expect(await waiting).toMatchObject({ id: second, text: '二' })
    await expect(person.until(() => null, 'a third message', 1)).rejects.toThrow(
      'person 7 waited 1 ms for a third message; the last messages:\n' +
        `#${first} bot: 一\n#${second} bot: 二\n  [A]`,
    )
    const broken = person.until(() => {
      throw new Error('the check is broken')
    })
    await expect(broken).rejects.toThrow('the check is broken')
  })

  it('waits also for what happens outside the chat', async () => {
    const simulator = await localTelegram()
    let done = false
    const waiting = simulator.person(7).until(() => done)
    done = true
    expect(await waiting).toBe(true)
  })
})

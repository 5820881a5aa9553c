import { InlineKeyboard } from 'grammy'
import { describe, expect, it } from 'vitest'

import { localApi, localTelegram, refusal } from './local-bot.ts'

const NOT_MODIFIED =
  '400 Bad Request: message is not modified: specified new message content and reply markup are ' +
  'exactly the same as a current content and reply markup of the message'

describe('a message from the bot', () => {
  it('may have 4096 characters after its entities are parsed, counted as code points', async () => {
    const { simulator, api } = await localApi()
    const person = simulator.person(7)
    await api.sendMessage(7, `<b>${'训'.repeat(4096)}</b>`, { parse_mode: 'HTML' })
    expect(person.last()?.text).toHaveLength(4096)
    await api.sendMessage(7, '😀'.repeat(4096))
    expect(await refusal(api.sendMessage(7, '训'.repeat(4097)))).toBe(
      '400 Bad Request: message is too long',
    )
    expect(await refusal(api.sendMessage(7, ''))).toBe('400 Bad Request: message text is empty')
    expect(await refusal(api.sendMessage(7, '😀'.slice(0, 1)))).toBe(
      '400 Bad Request: strings must be encoded in UTF-8',
    )
    expect(await refusal(api.sendMessage(7, ' \n '))).toBe(
      '400 Bad Request: text must be non-empty',
    )
  })

  it('is refused whole when its HTML is wrong', async () => {
    const { simulator, api } = await localApi()
    const person = simulator.person(7)
    const sent = api.sendMessage(7, '得分 <5 分', { parse_mode: 'HTML' })
    expect(await refusal(sent)).toBe(
      '400 Bad Request: can\'t parse entities: Unsupported start tag "5" at byte offset 7',
    )
    expect(person.messages()).toEqual([])
    expect(await refusal(api.sendMessage(7, '*a*', { parse_mode: 'MarkdownV2' }))).toContain(
      'reads parse_mode HTML only',
    )
  })

  it('carries button data of 1 to 64 bytes', async () => {
    const { simulator, api } = await localApi()
    simulator.person(7)
    const send = (data: string) =>
      api.sendMessage(7, '题', { reply_markup: new InlineKeyboard().text('A', data) })
    await send('x'.repeat(64))
    expect(await refusal(send('训'.repeat(22)))).toBe('400 Bad Request: BUTTON_DATA_INVALID')
    expect(await refusal(send(''))).toBe('400 Bad Request: BUTTON_DATA_INVALID')
    const many = InlineKeyboard.from(
      Array.from({ length: 101 }, (_, index) => [InlineKeyboard.text('A', String(index))]),
    )
    expect(await refusal(api.sendMessage(7, '题', { reply_markup: many }))).toBe(
      '400 Bad Request: reply markup is too long',
    )
  })

  it('sent with force_reply is what the next text of the person answers', async () => {
    const { simulator, api } = await localApi()
    const person = simulator.person(7)
    const reply_markup = { force_reply: true as const }
    const { message_id } = await api.sendMessage(7, '请写原因', { reply_markup })
    person.send('题干太短')
    person.send('又一句')
    const [first, second] = await api.getUpdates({ offset: 0, timeout: 0 })
    expect(first?.message?.reply_to_message?.message_id).toBe(message_id)
    expect(second?.message?.reply_to_message).toBeUndefined()
  })

  it('answers a message that exists', async () => {
    const { simulator, api } = await localApi()
    const asked = simulator.person(7).send('问')
    const reply = (id: number) => api.sendMessage(7, '答', { reply_parameters: { message_id: id } })
    expect((await reply(asked)).reply_to_message?.text).toBe('问')
    expect(await refusal(reply(9999))).toBe('400 Bad Request: message to be replied not found')
  })

  it('reaches only people the bot may write to', async () => {
    const { simulator, api } = await localApi({
      cast: [{ id: 9, name: '李警官', note: 'officer' }],
    })
    expect(await refusal(api.sendMessage(404, '早'))).toBe('400 Bad Request: chat not found')
    expect(await refusal(api.sendMessage(9, '早'))).toBe(
      "403 Forbidden: bot can't initiate conversation with a user",
    )
    const person = simulator.person(9)
    await api.sendMessage(9, '早')
    person.block()
    expect(await refusal(api.sendMessage(9, '早'))).toBe(
      '403 Forbidden: bot was blocked by the user',
    )
    person.unblock()
    await api.sendMessage(9, '早')
    person.deactivate()
    expect(await refusal(api.sendMessage(9, '早'))).toBe('403 Forbidden: user is deactivated')
    expect(person.messages()).toHaveLength(2)
  })

  it('changes when edited and loses its buttons unless they are given again', async () => {
    const { simulator, api } = await localApi()
    const person = simulator.person(7)
    const keyboard = new InlineKeyboard().text('A', 'a')
    const { message_id: id } = await api.sendMessage(7, '一', { reply_markup: keyboard })
    await api.editMessageText(7, id, '二', { reply_markup: keyboard })
    expect(person.last()).toMatchObject({ text: '二', edits: 1, buttons: [[{ label: 'A' }]] })
    expect(await refusal(api.editMessageText(7, id, '二', { reply_markup: keyboard }))).toBe(
      NOT_MODIFIED,
    )
    await api.editMessageText(7, id, '二')
    expect(person.last()?.buttons).toEqual([])
    expect(await refusal(api.editMessageReplyMarkup(7, id))).toBe(NOT_MODIFIED)
    await api.editMessageReplyMarkup(7, id, { reply_markup: keyboard })
    expect(person.last()).toMatchObject({ text: '二', edits: 3 })
  })

  it('cannot be edited when it is gone, has no text or is not the bot’s', async () => {
    const { simulator, api } = await localApi()
    const asked = simulator.person(7).send('问')
    expect(await refusal(api.editMessageText(7, 9999, '改'))).toBe(
      '400 Bad Request: message to edit not found',
    )
    expect(await refusal(api.editMessageText(7, asked, '改'))).toBe(
      "400 Bad Request: message can't be edited",
    )
    const poll = await api.sendPoll(7, '问', [{ text: '甲' }, { text: '乙' }])
    expect(await refusal(api.editMessageText(7, poll.message_id, '改'))).toBe(
      '400 Bad Request: there is no text in the message to edit',
    )
    const text = await api.sendMessage(7, '文')
    expect(await refusal(api.editMessageCaption(7, text.message_id, { caption: '改' }))).toBe(
      '400 Bad Request: there is no caption in the message to edit',
    )
  })

  it('leaves the chat when deleted, within two days', async () => {
    let now = new Date('2026-11-24T06:40:00+08:00')
    const { simulator, api } = await localApi({ now: () => now })
    const person = simulator.person(7)
    const first = await api.sendMessage(7, '一')
    const second = await api.sendMessage(7, '二')
    expect(new Date(first.date * 1000)).toEqual(now)
    await api.deleteMessage(7, first.message_id)
    expect(person.messages().map((each) => each.text)).toEqual(['二'])
    expect(await refusal(api.deleteMessage(7, first.message_id))).toBe(
      '400 Bad Request: message to delete not found',
    )
    now = new Date(now.getTime() + 3 * 86_400_000)
    expect(await refusal(api.deleteMessage(7, second.message_id))).toBe(
      "400 Bad Request: message can't be deleted",
    )
  })

  it('can be copied and pinned', async () => {
    const { simulator, api } = await localApi()
    simulator.person(7)
    const other = simulator.person(8)
    const card = await api.sendMessage(7, '<b>题</b>', { parse_mode: 'HTML' })
    await api.copyMessage(8, 7, card.message_id)
    expect(other.last()?.html).toBe('<b>题</b>')
    await api.pinChatMessage(7, card.message_id)
    expect((await api.getChat(7)).pinned_message?.message_id).toBe(card.message_id)
  })

  it('may be a poll, with Telegram’s limits', async () => {
    const { simulator, api } = await localApi()
    simulator.person(7)
    const options = [{ text: '甲' }, { text: '乙' }]
    const sent = await api.sendPoll(7, '问', options, { type: 'quiz', correct_option_ids: [1] })
    expect(sent.poll).toMatchObject({ type: 'quiz', correct_option_ids: [1], is_closed: false })
    expect((await api.stopPoll(7, sent.message_id)).is_closed).toBe(true)
    const many = Array.from({ length: 13 }, (_, index) => ({ text: String(index) }))
    expect(await refusal(api.sendPoll(7, '问', many))).toContain("poll can't have more than 12")
    expect(await refusal(api.sendPoll(7, '问', options, { type: 'quiz' }))).toBe(
      '400 Bad Request: correct quiz option list must be non-empty',
    )
  })
})

describe('a call', () => {
  it('is refused for a parameter that the Bot API does not have', async () => {
    const { simulator, api } = await localApi()
    simulator.person(7)
    const extra: object = { disable_web_page_preview: true }
    expect(await refusal(api.sendMessage(7, '早', extra))).toBe(
      '400 Bad Request: [schema] sendMessage: parameters must NOT have additional properties ' +
        '("disable_web_page_preview")',
    )
    expect(await refusal(api.editMessageText(7, 1.5, '早'))).toContain('must be an integer')
    expect(simulator.calls.map((call) => call.ok)).toEqual([false, false])
  })

  it('may come as a query, a form or JSON, with the method in any case', async () => {
    const simulator = await localTelegram()
    const person = simulator.person(7)
    const root = `${simulator.url}/bot${simulator.token}`
    await fetch(`${root}/SENDMESSAGE?chat_id=7&text=${encodeURIComponent('一')}`)
    const keyboard = JSON.stringify({ inline_keyboard: [[{ text: 'A', callback_data: 'a' }]] })
    const form = new URLSearchParams({ chat_id: '7', text: '二', reply_markup: keyboard })
    await fetch(`${root}/sendMessage`, { method: 'POST', body: form })
    const json = await fetch(`${root}/sendMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chat_id: '7', text: '三' }),
    })
    expect(await json.json()).toMatchObject({ ok: true, result: { text: '三' } })
    expect(person.messages().map((each) => each.text)).toEqual(['一', '二', '三'])
    expect(person.messages()[1]?.buttons).toEqual([[{ label: 'A', data: 'a' }]])
  })

  it('is refused in Telegram’s envelope when the token, method or body is wrong', async () => {
    const simulator = await localTelegram()
    const ask = async (path: string, init?: RequestInit) => {
      const response = await fetch(simulator.url + path, init)
      return [response.status, await response.json()]
    }
    expect(await ask('/bot1:wrong/getMe')).toEqual([
      401,
      { ok: false, error_code: 401, description: 'Unauthorized' },
    ])
    expect((await ask('/botnonsense/getMe'))[1]).toMatchObject({
      description: 'Unauthorized: invalid token specified',
    })
    expect((await ask(`/bot${simulator.token}/noSuch`))[1]).toMatchObject({
      description: 'Not Found: method not found',
    })
    expect((await ask(`/bot${simulator.token}/sendDice?chat_id=7`))[0]).toBe(501)
    const broken = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' }
    expect((await ask(`/bot${simulator.token}/getMe`, broken))[0]).toBe(400)
    expect((await ask('/file/bot%E0%A4%A/x'))[0]).toBe(401)
    expect(simulator.calls.map((call) => call.ok)).toEqual([false, false, false])
  })
})

import http from 'node:http'

import { InlineKeyboard, InputFile } from 'grammy'
import { describe, expect, it, onTestFinished } from 'vitest'

import { localApi, localTelegram, png } from './local-bot.ts'

type Event = Record<string, unknown> & { type: string }

/** Reads a page's event stream until it has an event that the check accepts. */
async function listen(url: string): Promise<{
  events: Event[]
  until: (check: (event: Event) => boolean) => Promise<Event>
}> {
  const abort = new AbortController()
  onTestFinished(() => abort.abort())
  const response = await fetch(url, { signal: abort.signal })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const events: Event[] = []
  let rest = ''
  const until = async (check: (event: Event) => boolean) => {
    for (;;) {
      const found = events.find(check)
      if (found) return found
      const chunk = await reader?.read()
      rest += chunk?.value ?? ''
      const blocks = rest.split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        if (block.startsWith('data: ')) events.push(JSON.parse(block.slice(6)) as Event)
      }
    }
  }
  return { events, until }
}

/** A request with headers that fetch would not let a test set. */
async function ask(url: string, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    http
      .get(url, { path, headers }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      .on('error', reject)
  })
}

describe('the demo page', () => {
  it('learns who is there and which controls it has', async () => {
    const simulator = await localTelegram({
      cast: [{ id: 7, name: '王警官', note: 'officer' }],
      controls: [{ id: 'next', label: '次日 06:40', labelEn: 'Next 06:40', run: async () => {} }],
      now: () => new Date('2026-11-24T06:40:00+08:00'),
    })
    const state = async () => (await fetch(`${simulator.url}/sim/state`)).json()
    expect(await state()).toEqual({
      people: [{ id: 7, name: '王警官', note: 'officer' }],
      controls: [{ id: 'next', label: '次日 06:40', labelEn: 'Next 06:40' }],
      now: '2026-11-23T22:40:00.000Z',
      botName: '晨训',
    })
    simulator.setCast([])
    simulator.setControls([])
    expect(await state()).toMatchObject({ people: [{ id: 7, note: '' }], controls: [] })
  })

  it('sees the chat so far and then everything that happens in it', async () => {
    const { simulator, api } = await localApi()
    simulator.person(7).send('/start')
    const page = await listen(`${simulator.url}/sim/events?person=7`)
    expect(await page.until((event) => event.type === 'history')).toMatchObject({
      messages: [{ fromBot: false, text: '/start', entities: [{ type: 'bot_command' }] }],
      commands: [],
    })
    await page.until((event) => event.type === 'clock')
    await api.setMyCommands([{ command: 'quiz', description: '今天的题' }])
    await page.until((event) => event.type === 'commands')
    await api.sendChatAction(7, 'typing')
    const sent = await api.sendPhoto(7, new InputFile(png(4, 3), 'a.png'), {
      caption: '图',
      reply_markup: new InlineKeyboard().text('A', 'a').webApp('看板', 'https://a.cn'),
    })
    const shown = await page.until((event) => event.type === 'message')
    const app = `/sim/app/7?message=${sent.message_id}&label=${encodeURIComponent('看板')}`
    expect(shown).toMatchObject({
      message: {
        text: '图',
        edited: false,
        buttons: [
          [
            { label: 'A', data: 'a' },
            { label: '看板', url: app },
          ],
        ],
      },
    })
    const opened = await fetch(`${simulator.url}${app}`, { redirect: 'manual' })
    const [address, launch] = (opened.headers.get('location') ?? '').split('#')
    expect(address).toBe('https://a.cn')
    const { id } = JSON.parse(
      new URLSearchParams(new URLSearchParams(launch).get('tgWebAppData') ?? '').get('user') ??
        '{}',
    ) as { id?: number }
    expect(id).toBe(7)
    const press = await fetch(`${simulator.url}/sim/people/7/press`, {
      method: 'POST',
      body: JSON.stringify({ messageId: sent.message_id, data: 'a' }),
    })
    expect(await press.json()).toEqual({ ok: true })
    const updates = await api.getUpdates()
    await api.answerCallbackQuery(updates.at(-1)?.callback_query?.id ?? '', { text: '好' })
    await page.until((event) => event.type === 'answer')
    await api.editMessageCaption(7, sent.message_id, { caption: '新' })
    await api.deleteMessage(7, sent.message_id)
    await page.until((event) => event.type === 'delete')
    expect(page.events.slice(3)).toMatchObject([
      { type: 'typing' },
      { type: 'message' },
      { type: 'answer', text: '好', showAlert: false },
      { type: 'edit', message: { text: '新', edited: true } },
      { type: 'delete', id: sent.message_id },
    ])
  })

  it('does not call a message edited when only its buttons changed', async () => {
    const { simulator, api } = await localApi()
    simulator.person(7)
    const { message_id: id } = await api.sendMessage(7, '选一项')
    const page = await listen(`${simulator.url}/sim/events?person=7`)
    await page.until((event) => event.type === 'history')
    const buttons = new InlineKeyboard().text('✓ A', 'a')
    await api.editMessageReplyMarkup(7, id, { reply_markup: buttons })
    await api.editMessageText(7, id, '已选 A', { reply_markup: buttons })
    await page.until((event) => event.type === 'edit' && /已选/.test(JSON.stringify(event)))
    expect(page.events.filter((event) => event.type === 'edit')).toMatchObject([
      { message: { text: '选一项', edited: false, buttons: [[{ label: '✓ A' }]] } },
      { message: { text: '已选 A', edited: true } },
    ])
  })

  it('sends texts and files for a person and shows files back', async () => {
    const { simulator, api } = await localApi()
    const people = `${simulator.url}/sim/people/7`
    await fetch(`${people}/text`, { method: 'POST', body: JSON.stringify({ text: '你好' }) })
    const name = encodeURIComponent('题库.html')
    await fetch(`${people}/file?name=${name}`, { method: 'PUT', body: '<script>1</script>' })
    await fetch(`${people}/photo`, { method: 'PUT', body: Buffer.from(png(4, 3)) })
    const updates = await api.getUpdates()
    expect(updates.map((each) => each.message?.text ?? each.message?.document?.file_name)).toEqual([
      '你好',
      '题库.html',
      undefined,
    ])
    const page = await listen(`${simulator.url}/sim/events?person=7`)
    const history = await page.until((event) => event.type === 'history')
    const messages = history['messages'] as {
      document?: { name: string; size: number; url: string }
      photo?: { url: string }
    }[]
    expect(messages[1]?.document).toMatchObject({ name: '题库.html', size: 18 })
    const document = await fetch(simulator.url + messages[1]?.document?.url)
    expect(document.headers.get('content-disposition')).toContain('attachment')
    expect(await document.text()).toBe('<script>1</script>')
    const photo = await fetch(simulator.url + messages[2]?.photo?.url)
    expect(photo.headers.get('content-type')).toBe('image/png')
  })

  it('runs a control, tells the new time, and says why one failed', async () => {
    let now = new Date('2026-11-24T12:00:00Z')
    const simulator = await localTelegram({
      now: () => now,
      controls: [
        {
          id: 'next',
          label: '次日',
          run: async () => {
            now = new Date('2026-11-24T22:40:00Z')
          },
        },
        { id: 'broken', label: '坏', run: async () => Promise.reject(new Error('no database')) },
      ],
    })
    const page = await listen(`${simulator.url}/sim/events?person=7`)
    const run = async (id: string) =>
      (await fetch(`${simulator.url}/sim/controls/${id}`, { method: 'POST' })).json()
    expect(await run('next')).toEqual({ ok: true, now: '2026-11-24T22:40:00.000Z' })
    await page.until((event) => event['now'] === '2026-11-24T22:40:00.000Z')
    expect(await run('broken')).toEqual({ ok: false, error: 'no database' })
    expect(await run('other')).toEqual({ error: 'there is no control "other"' })
  })

  it('answers what it cannot do with a reason', async () => {
    const simulator = await localTelegram()
    const post = async (path: string, body: string) => {
      const response = await fetch(simulator.url + path, { method: 'POST', body })
      return [response.status, await response.json()]
    }
    expect(await post('/sim/people/7/text', '{"text":" "}')).toEqual([
      400,
      { error: 'a person cannot send an empty text' },
    ])
    expect(await post('/sim/people/7/press', '{"messageId":1,"data":"a"}')).toEqual([
      400,
      { error: 'message 1 is not in the chat of 7' },
    ])
    expect((await post('/sim/people/7/text', 'no json'))[0]).toBe(400)
    expect((await post('/sim/people/x/text', '{}'))[0]).toBe(404)
    expect((await post('/sim/nothing', '{}'))[0]).toBe(404)
  })

  it('is served from its folder only, and only when asked for', async () => {
    const simulator = await localTelegram({ page: true })
    const index = await fetch(simulator.url)
    expect(index.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await index.text()).toContain('<html')
    for (const path of ['/../start-simulator.ts', '/%2e%2e/schema.ts', '/..%2fschema.ts', '//x']) {
      expect(await ask(simulator.url, path, { host: '127.0.0.1' })).toBe(404)
    }
    const bare = await localTelegram()
    expect((await fetch(bare.url)).status).toBe(404)
  })

  it('does not listen to other hosts or to pages of other sites', async () => {
    const simulator = await localTelegram()
    expect(await ask(simulator.url, '/sim/state', { host: 'evil.example' })).toBe(403)
    expect(await ask(simulator.url, '/sim/state', { host: '127.0.0.1.evil.example' })).toBe(403)
    const origin = { host: '127.0.0.1:80', origin: 'https://evil.example' }
    expect(await ask(simulator.url, '/sim/state', origin)).toBe(403)
    expect(await ask(simulator.url, '/sim/state', { host: 'localhost:9' })).toBe(200)
  })
})

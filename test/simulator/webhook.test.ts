import { EventEmitter, once } from 'node:events'
import http from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

import { Bot, InlineKeyboard, webhookCallback } from 'grammy'
import { describe, expect, it, onTestFinished } from 'vitest'

import { localApi, refusal } from './local-bot.ts'

interface Hit {
  update: Record<string, unknown>
  secret: string | undefined
}

/** A web server that keeps what it is sent and answers as the test says. */
async function receiver(
  answer: (hit: Hit, response: http.ServerResponse) => void | Promise<void>,
): Promise<{ url: string; hits: Hit[] }> {
  const hits: Hit[] = []
  const server = http.createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
    request.on('end', () => {
      const hit: Hit = {
        update: JSON.parse(body) as Record<string, unknown>,
        secret: request.headersDistinct['x-telegram-bot-api-secret-token']?.[0],
      }
      hits.push(hit)
      void answer(hit, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return { url: `http://127.0.0.1:${port}/hook`, hits }
}

describe('a bot with a webhook', () => {
  it('gets updates through grammY with the secret token, old ones first', async () => {
    const { simulator, api } = await localApi()
    const bot = new Bot(simulator.token, { client: { apiRoot: simulator.url } })
    bot.on('message:text', async (ctx) => {
      await ctx.reply(`收到 ${ctx.message.text}`)
    })
    const handle = webhookCallback(bot, 'http', { secretToken: 'a-secret_1' })
    const server = http.createServer((request, response) => void handle(request, response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0

    const person = simulator.person(7)
    person.send('之前')
    await api.setWebhook(`http://localhost:${port}/hook`, { secret_token: 'a-secret_1' })
    await person.until((each) => each.last()?.text === '收到 之前')
    person.send('之后')
    await person.until((each) => each.last()?.text === '收到 之后')
    await person.until(() => simulator.pendingUpdates() === 0, 'an empty queue')
    expect(await api.getWebhookInfo()).toMatchObject({ pending_update_count: 0 })
    server.closeAllConnections()
  })

  it('sends the secret header only when there is a secret', async () => {
    const { simulator, api } = await localApi()
    const { url, hits } = await receiver((_hit, response) => void response.end())
    await api.setWebhook(url)
    simulator.person(7).send('一')
    await simulator.person(7).until(() => hits.length === 1)
    await api.setWebhook(url, { secret_token: 'abc' })
    simulator.person(7).send('二')
    await simulator.person(7).until(() => hits.length === 2)
    expect(hits.map((hit) => hit.secret)).toEqual([undefined, 'abc'])
  })

  it('delivers a chat in order, and a press without waiting for the chat', async () => {
    const { simulator, api } = await localApi()
    const person = simulator.person(7)
    const markup = new InlineKeyboard().text('A', 'a')
    const card = await api.sendMessage(7, '题', { reply_markup: markup })
    const gate = new EventEmitter()
    const held = once(gate, 'open')
    const { url, hits } = await receiver(async ({ update }, response) => {
      if (update['message']) await held
      response.end()
    })
    await api.setWebhook(url)
    person.send('一')
    person.send('二')
    person.press(card.message_id, 'A')
    await person.until(() => hits.length === 2)
    expect(hits.map((hit) => Object.keys(hit.update)[1])).toEqual(['message', 'callback_query'])
    await pause(20)
    expect(hits).toHaveLength(2)
    gate.emit('open')
    await person.until(() => simulator.pendingUpdates() === 0)
    expect(hits[2]?.update).toMatchObject({ message: { text: '二' } })
  })

  it('sends an update again after a 500, while other chats go on', async () => {
    const { simulator, api } = await localApi()
    let failures = 2
    const { url, hits } = await receiver((hit, response) => {
      const chat = (hit.update['message'] as { chat: { id: number } }).chat.id
      response.statusCode = chat === 7 && failures-- > 0 ? 500 : 200
      response.end()
    })
    await api.setWebhook(url, { max_connections: 1 })
    simulator.person(7).send('一')
    await simulator.person(7).until(() => hits.length === 2, 'a second try at once')
    expect(await api.getWebhookInfo()).toMatchObject({
      pending_update_count: 1,
      last_error_message: 'Wrong response from the webhook: 500 Internal Server Error',
    })
    simulator.person(8).send('别人')
    await simulator.person(8).until(() => simulator.pendingUpdates() === 1)
    await simulator.person(7).until(() => simulator.pendingUpdates() === 0)
    expect(hits.filter((hit) => JSON.stringify(hit.update).includes('一'))).toHaveLength(3)
  })

  it('carries out the method that the answer names', async () => {
    const { simulator, api } = await localApi()
    const { url } = await receiver((_hit, response) => {
      response.end(JSON.stringify({ method: 'sendMessage', chat_id: 7, text: '直接回复' }))
    })
    await api.setWebhook(url)
    const person = simulator.person(7)
    person.send('你好')
    const reply = await person.until((each) => each.last())
    expect(reply.text).toBe('直接回复')
  })

  it('hands its waiting updates back to polling', async () => {
    const { simulator, api } = await localApi()
    await api.setWebhook('http://127.0.0.1:9/nobody')
    simulator.person(7).send('你好')
    await simulator.person(7).until(() => simulator.pendingUpdates() === 1)
    await api.deleteWebhook()
    expect(await api.getUpdates()).toHaveLength(1)
    simulator.person(7).send('再见')
    await api.setWebhook('http://127.0.0.1:9/nobody', { drop_pending_updates: true })
    expect(simulator.pendingUpdates()).toBe(0)
  })

  it('is told what is wrong with its address or secret', async () => {
    const { api } = await localApi()
    expect(await refusal(api.setWebhook('http://example.com/hook'))).toBe(
      '400 Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
    )
    expect(await refusal(api.setWebhook('https://example.com/hook'))).toContain('bad webhook')
    expect(await refusal(api.setWebhook('hook'))).toContain('bad webhook')
    expect(
      await refusal(api.setWebhook('http://127.0.0.1/hook', { secret_token: 'with space' })),
    ).toBe('400 Bad Request: secret token contains unallowed characters')
  })
})

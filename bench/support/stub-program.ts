// A program of its own, run by stub.ts: the cheapest Bot API that lets a bot believe in Telegram.
// It checks nothing; the simulator does that. Here only the bot's own cost must show.
import { createServer, type ServerResponse } from 'node:http'

import type { Order, Report, Tap } from './stub.ts'

interface Update {
  update_id: number
  [kind: string]: unknown
}

interface Play {
  order: Extract<Order, { kind: 'play' }>
  waiting: Tap[]
  begun: Map<number, number>
  latencies: number[]
  startedAt: number
  calls: number
}

/** The button of an option; a set's last message has none. */
const optionButton = /"(q:\d+:\d+)"/

let updateId = 1
let messageId = 1_000
let confirmed = 0
let queue: Update[] = []
let poll: { response: ServerResponse; limit: number; timer: NodeJS.Timeout } | null = null
let play: Play | null = null
let polled = false

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const method = request.url?.slice(request.url.lastIndexOf('/') + 1) ?? ''
    answer(method, Buffer.concat(chunks).toString(), response)
  })
})
server.keepAliveTimeout = 120_000
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  tell({ kind: 'listening', url: `http://127.0.0.1:${port}` })
})
process.on('message', (order: Order) => obey(order))
process.on('disconnect', () => process.exit(0))

function tell(report: Report): void {
  process.send?.(report)
}

function obey(order: Order): void {
  if (order.kind === 'write') return push({ message: messageOf(order.chatId, order.text) })
  const waiting = [...order.taps]
  const startedAt = performance.now()
  play = { order, waiting, begun: new Map(), latencies: [], startedAt, calls: 0 }
  if (order.withinSeconds !== undefined) return pressEvenly(waiting, order.withinSeconds)
  for (const tap of waiting.splice(0, order.inFlight)) press(tap)
}

/** One person after the other begins; `waiting` empties as they do. */
function pressEvenly(waiting: Tap[], seconds: number): void {
  const everyMs = (seconds * 1000) / waiting.length
  const timer = setInterval(() => {
    const tap = waiting.shift()
    if (tap) press(tap)
    else clearInterval(timer)
  }, everyMs)
}

function answer(method: string, body: string, response: ServerResponse): void {
  if (method === 'getUpdates') return takePoll(JSON.parse(body || '{}'), response)
  if (method === 'getMe') {
    const me = { id: 1000, is_bot: true, first_name: 'bench', username: 'bench_bot' }
    return send(response, JSON.stringify(me))
  }
  if (play) play.calls++
  switch (method) {
    case 'sendMessage':
      return takeMessage(body, response)
    case 'editMessageText':
      return send(response, JSON.stringify(messageOf(1, '')))
    case 'answerCallbackQuery':
      send(response, 'true')
      return acknowledged(Number(/"callback_query_id":"(\d+)/.exec(body)?.[1]))
    default:
      return send(response, 'true')
  }
}

function takeMessage(body: string, response: ServerResponse): void {
  const chatId = Number(/"chat_id":"?(\d+)/.exec(body)?.[1])
  send(response, JSON.stringify(messageOf(chatId, '')))
  if (play?.order.next === 'shown') goOn(chatId, optionButton.exec(body)?.[1])
  else tell({ kind: 'sent', chatId })
}

function acknowledged(chatId: number): void {
  if (play?.order.next === 'acknowledged') goOn(chatId)
}

function send(response: ServerResponse, result: string): void {
  const body = `{"ok":true,"result":${result}}`
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}

function takePoll(
  { offset = 0, limit = 100, timeout = 0 }: { offset?: number; limit?: number; timeout?: number },
  response: ServerResponse,
): void {
  confirmed = Math.max(confirmed, offset)
  queue = queue.filter((update) => update.update_id >= confirmed)
  const timer = setTimeout(() => servePoll(true), timeout * 1000)
  poll = { response, limit, timer }
  if (!polled) tell({ kind: 'polled' })
  polled = true
  servePoll()
}

function servePoll(even = false): void {
  if (!poll || (queue.length === 0 && !even)) return
  clearTimeout(poll.timer)
  send(poll.response, JSON.stringify(queue.slice(0, poll.limit)))
  poll = null
}

function push(body: Record<string, unknown>): void {
  queue.push({ update_id: updateId++, ...body })
  // Whatever comes in the same turn goes out in one batch, as it does over a real line.
  setImmediate(servePoll)
}

function press({ chatId, data, messageId: id }: Tap): void {
  play?.begun.set(chatId, performance.now())
  const message = { ...messageOf(chatId, '.'), message_id: id }
  const from = { id: chatId, is_bot: false, first_name: 'p', language_code: 'zh-hans' }
  push({ callback_query: { id: `${chatId}`, from, message, chat_instance: '1', data } })
}

/** A tap has been answered: the person taps what is shown now, or somebody else begins. */
function goOn(chatId: number, data?: string): void {
  const begun = play?.begun.get(chatId)
  if (!play || begun === undefined) return
  play.latencies.push(performance.now() - begun)
  play.begun.delete(chatId)
  const { order, waiting } = play
  const isEven = order.withinSeconds !== undefined
  const next = data ? { chatId, data, messageId } : isEven ? undefined : waiting.shift()
  if (next) press(next)
  else if (play.begun.size === 0 && waiting.length === 0) finish(play)
}

function finish({ startedAt, latencies, calls }: Play): void {
  const seconds = (performance.now() - startedAt) / 1000
  tell({ kind: 'played', seconds, latencies, calls })
  play = null
}

function messageOf(chatId: number, text: string) {
  const chat = { id: chatId, type: 'private', first_name: 'p' }
  const from = { id: chatId, is_bot: false, first_name: 'p', language_code: 'zh-hans' }
  const entities = text.startsWith('/')
    ? [{ type: 'bot_command', offset: 0, length: text.length }]
    : []
  const date = Math.floor(Date.now() / 1000)
  return { message_id: ++messageId, date, chat, from, text, entities }
}

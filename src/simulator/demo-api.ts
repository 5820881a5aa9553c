import type { IncomingMessage, ServerResponse } from 'node:http'

import { type Chat, type ChatEvent, type World, ensureChat, tellAll, watch } from './chats.ts'
import { ApiError } from './errors.ts'
import { contentType } from './files.ts'
import { readBody, sendJson } from './http.ts'
import { commandsFor } from './methods/commands.ts'
import { createPerson, seeMessage } from './person.ts'
import { type Message, given } from './types.ts'

/** A button of the demo page, such as "next morning 06:40". */
export interface Control {
  id: string
  label: string
  /** The label on the page in English; the same where it is missing. */
  labelEn?: string
  run(): Promise<void>
}

/** A person whom the demo page shows. */
export interface CastMember {
  id: number
  name: string
  /** What they are: 'officer', 'leader', 'admin'. */
  note: string
  languageCode?: string
}

/** What the demo page can see and do. */
export interface Stage {
  world: World
  cast: CastMember[]
  controls: Control[]
}

/** Serves the demo page's API, all of it under /sim/. Throws ApiError. */
export async function serveDemo(
  stage: Stage,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const [, , kind = '', id = '', action = ''] = url.pathname.split('/')
  const route = `${request.method} ${kind}${action ? `/${action}` : ''}`
  const name = url.searchParams.get('name') ?? 'file'
  const reply = (body: object) => sendJson(response, 200, { body })
  if (request.method === 'GET') return look(stage, { kind, id, search: url.searchParams }, response)
  switch (route) {
    case 'POST controls':
      return reply(await runControl(stage, decodeURIComponent(id)))
    default:
      await actAsPerson(stage.world, { route, id, name }, request)
      return reply({ ok: true })
  }
}

/** What changes nothing. */
function look(
  stage: Stage,
  { kind, id, search }: { kind: string; id: string; search: URLSearchParams },
  response: ServerResponse,
): void {
  const { world } = stage
  switch (kind) {
    case 'state':
      return sendJson(response, 200, { body: describeStage(stage) })
    case 'events':
      return streamEvents(world, search.get('person') ?? '', response)
    case 'file':
      return sendFile(world, { id, name: search.get('name') ?? 'file' }, response)
    case 'app':
      return openApp(world, { id, search }, response)
    default:
      throw new ApiError(404, 'Not Found')
  }
}

async function actAsPerson(
  world: World,
  { route, id, name }: { route: string; id: string; name: string },
  request: IncomingMessage,
): Promise<void> {
  const person = createPerson(world, findPerson(world, id))
  switch (route) {
    case 'POST people/text': {
      const { text } = await readJson(request)
      person.send(typeof text === 'string' ? text : '')
      return
    }
    case 'POST people/press': {
      const { messageId, data } = await readJson(request)
      person.press(Number(messageId), typeof data === 'string' ? data : '')
      return
    }
    case 'PUT people/file':
      person.sendFile(name, await readBody(request, UPLOAD_LIMIT))
      return
    case 'PUT people/photo':
      person.sendPhoto(await readBody(request, UPLOAD_LIMIT))
      return
    default:
      throw new ApiError(404, 'Not Found')
  }
}

/** Telegram takes larger files from people; a bot can only fetch 20 MB of them anyway. */
const UPLOAD_LIMIT = 64 << 20

function describeStage({ world, cast, controls }: Stage): object {
  const everyone = [...world.chats.values()].map(({ user }) => ({
    id: user.id,
    name: user.first_name,
    note: '',
  }))
  return {
    people: cast.length > 0 ? cast.map(({ id, name, note }) => ({ id, name, note })) : everyone,
    controls: controls.map(({ id, label, labelEn = label }) => ({ id, label, labelEn })),
    now: world.now().toISOString(),
    botName: world.bot.first_name,
  }
}

async function runControl(stage: Stage, id: string): Promise<object> {
  const control = stage.controls.find((each) => each.id === id)
  if (!control) throw new ApiError(404, `there is no control "${id}"`)
  try {
    await control.run()
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) }
  }
  tellAll(stage.world, { type: 'clock' })
  return { ok: true, now: stage.world.now().toISOString() }
}

function findPerson(world: World, id: string): Chat {
  const number = Number(id)
  if (!Number.isSafeInteger(number) || number <= 0) {
    throw new ApiError(404, `there is no person "${id}"`)
  }
  return ensureChat(world, number)
}

/** Server-sent events: the chat so far, then what happens in it, until the page leaves. */
function streamEvents(world: World, id: string, response: ServerResponse): void {
  const chat = findPerson(world, id)
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  const send = (event: object) => void response.write(`data: ${JSON.stringify(event)}\n\n`)
  send({
    type: 'history',
    messages: [...chat.messages.values()].map((message) => showMessage(world, chat, message)),
    commands: commandsFor(world, chat.user.id),
  })
  send({ type: 'clock', now: world.now().toISOString() })
  const leave = watch(world, chat.user.id, (event) => send(showEvent(world, chat, event)))
  const heartbeat = setInterval(() => response.write(': still here\n\n'), 15_000)
  response.once('close', () => {
    clearInterval(heartbeat)
    leave()
  })
}

function showEvent(world: World, chat: Chat, event: ChatEvent): object {
  switch (event.type) {
    case 'message':
    case 'edit':
      return { type: event.type, message: showMessage(world, chat, event.message) }
    case 'delete':
    case 'typing':
      return event
    case 'answer':
      return {
        type: 'answer',
        text: event.answer.text ?? '',
        showAlert: event.answer.showAlert ?? false,
      }
    case 'commands':
      return { type: 'commands', commands: commandsFor(world, chat.user.id) }
    case 'clock':
      return { type: 'clock', now: world.now().toISOString() }
  }
}

function showMessage(world: World, chat: Chat, message: Message): object {
  const seen = seeMessage(world, chat, message)
  const photo = message.photo?.at(-1)
  const document = message.document
  return {
    id: seen.id,
    fromBot: seen.fromBot,
    at: seen.at.toISOString(),
    text: seen.text,
    entities: seen.entities,
    buttons: seen.buttons.map((row) =>
      row.map(({ app, ...button }) => ({
        ...button,
        ...given({ url: app ? appLink(chat, seen.id, button.label) : button.url }),
      })),
    ),
    ...given({
      photo: photo && { url: fileUrl(photo.file_id, 'photo.jpg') },
      document: document && {
        name: document.file_name,
        size: document.file_size,
        url: fileUrl(document.file_id, document.file_name),
      },
    }),
    edited: message.edit_date !== undefined,
  }
}

/** Who opens a Mini App is signed at that moment, so the page asks for it then. */
function appLink({ user }: Chat, message: number, label: string): string {
  const query = new URLSearchParams({ message: `${message}`, label }).toString()
  return `/sim/app/${user.id}?${query}`
}

function openApp(
  world: World,
  { id, search }: { id: string; search: URLSearchParams },
  response: ServerResponse,
): void {
  const person = createPerson(world, findPerson(world, id))
  const message = person.messages().find((each) => each.id === Number(search.get('message')))
  if (!message) throw new ApiError(404, 'Not Found')
  const location = person.openApp(message, search.get('label') ?? '')
  response.writeHead(302, { location, 'cache-control': 'no-store' }).end()
}

function fileUrl(id: string, name: string): string {
  return `/sim/file/${id}?name=${encodeURIComponent(name)}`
}

/** Pictures open in the page; anything else is only saved, so that it cannot act as the page. */
function sendFile(
  world: World,
  { id, name }: { id: string; name: string },
  response: ServerResponse,
): void {
  const file = world.files.byId(id)
  if (!file) throw new ApiError(404, 'Not Found')
  const size = file.bytes.length
  const type = file.kind === 'photo' ? pictureType(file.bytes) : contentType(name)
  const picture = /^image\/(png|jpeg|gif|webp)$/.test(type)
  const disposition = `${picture ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name)}`
  response.writeHead(200, {
    'content-type': type,
    'content-length': size,
    'content-disposition': disposition,
    'x-content-type-options': 'nosniff',
  })
  response.end(file.bytes)
}

function pictureType(bytes: Uint8Array): string {
  if (bytes[0] === 0x89) return 'image/png'
  return bytes[0] === 0x47 ? 'image/gif' : 'image/jpeg'
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const body = await readBody(request, 1 << 20)
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // Told below, like any body that is no JSON object.
  }
  throw new ApiError(400, 'the body is not a JSON object')
}

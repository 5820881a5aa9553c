import { type CallbackAnswer, type Chat, type World, addMessage, seconds, watch } from './chats.ts'
import { findEntities, toHtml } from './entities.ts'
import { contentType } from './files.ts'
import { fileFields } from './methods/media.ts'
import { appAddress } from './open-app.ts'
import { type Entity, type Message, given } from './types.ts'

export interface SimMessage {
  id: number
  fromBot: boolean
  at: Date
  /** Text or caption, entities parsed away. */
  text: string
  html?: string
  entities: unknown[]
  /** `app` opens a Mini App. */
  buttons: { label: string; data?: string; url?: string; app?: string }[][]
  photo?: { bytes: Uint8Array }
  document?: { name: string; bytes: Uint8Array }
  edits: number
}

export interface SimPerson {
  id: number
  /** The private chat as the person sees it now, oldest first. */
  messages(): SimMessage[]
  /** The last message from the bot. */
  last(): SimMessage | undefined
  /** Writes a text: an answer to the bot's message where that was sent with `force_reply`. */
  send(text: string): number
  /** Writes a text as an answer to a message of the chat. */
  reply(target: SimMessage | number, text: string): number
  sendFile(
    name: string,
    bytes: Uint8Array,
    options?: { caption?: string; mimeType?: string; declaredSize?: number },
  ): number
  sendPhoto(bytes: Uint8Array): number
  /** Presses a button by its label or data; returns the id of the callback query. */
  press(target: SimMessage | number, labelOrData: string): string
  /** Presses what the message does not carry, as a forged client could. */
  pressForged(messageId: number, data: string): string
  /** The address at which Telegram opens the Mini App of a button, with who opens it. */
  openApp(target: SimMessage, label: string): string
  callbackAnswers(): CallbackAnswer[]
  block(): void
  unblock(): void
  /** The account is gone: sends get 403 "user is deactivated". */
  deactivate(): void
  /** Resolves as soon as the check is truthy; rejects after `timeoutMs` (30 s) of real time. */
  until<T>(
    check: (person: SimPerson) => T | undefined | false | null,
    what?: string,
    timeoutMs?: number,
  ): Promise<T>
}

/** The hands and eyes of one person in their private chat with the bot. */
export function createPerson(world: World, chat: Chat): SimPerson {
  const person: SimPerson = {
    id: chat.user.id,
    messages: () => [...chat.messages.values()].map((message) => seeMessage(world, chat, message)),
    last() {
      const message = [...chat.messages.values()].findLast((each) => each.from.is_bot)
      return message && seeMessage(world, chat, message)
    },
    send(text) {
      const target = chat.replyTo
      const isAnswer = target !== null && chat.messages.has(target)
      return isAnswer ? person.reply(target, text) : say(world, chat, writeText(text))
    },
    reply(target, text) {
      chat.replyTo = null
      return say(world, chat, { ...writeText(text), reply_to_message: answered(chat, target) })
    },
    sendFile(name, bytes, options = {}) {
      const file = world.files.add({
        kind: 'document',
        name,
        bytes,
        mimeType: options.mimeType ?? (contentType(name).split(';', 1)[0] || undefined),
        declaredSize: options.declaredSize,
      })
      return say(world, chat, { ...fileFields(file), ...given({ caption: options.caption }) })
    },
    sendPhoto(bytes) {
      const file = world.files.add({ kind: 'photo', name: 'photo.jpg', bytes })
      return say(world, chat, fileFields(file))
    },
    press: (target, labelOrData) => pressButton(world, chat, { target, labelOrData }),
    pressForged: (messageId, data) => sendPress(world, chat, { messageId, data }),
    openApp(target, label) {
      const app = target.buttons.flat().find((button) => button.label === label)?.app
      if (!app) throw new Error(`no button "${label}" opens a Mini App`)
      return appAddress(world, chat.user, app)
    },
    callbackAnswers: () => [...chat.answers],
    block: () => changeMembership(world, chat, true),
    unblock: () => changeMembership(world, chat, false),
    deactivate() {
      chat.deactivated = true
    },
    until: (check, what, timeoutMs = 30_000) =>
      waitUntil(world, { person, check, what, timeoutMs }),
  }
  return person
}

/** A stored message as the person sees it. */
export function seeMessage(world: World, chat: Chat, message: Message): SimMessage {
  // Stored messages never change, so one look at each is enough.
  const known = SEEN.get(message)
  if (known) return known
  const seen = lookAt(world, chat, message)
  SEEN.set(message, seen)
  return seen
}

const SEEN = new WeakMap<Message, SimMessage>()

function lookAt(world: World, chat: Chat, message: Message): SimMessage {
  const text = message.text ?? message.caption ?? pollText(message)
  const entities: Entity[] = message.entities ?? message.caption_entities ?? []
  const photo = message.photo?.at(-1)
  const photoFile = photo && world.files.byId(photo.file_id)
  const document = message.document && world.files.byId(message.document.file_id)
  return {
    id: message.message_id,
    fromBot: message.from.is_bot,
    at: new Date(message.date * 1000),
    text,
    html: toHtml({ text, entities }),
    entities,
    buttons: seeButtons(message),
    ...(photoFile && { photo: { bytes: photoFile.bytes } }),
    ...(document && { document: { name: document.name, bytes: document.bytes } }),
    edits: chat.edits.get(message.message_id) ?? 0,
  }
}

function seeButtons(message: Message): SimMessage['buttons'] {
  return (message.reply_markup?.inline_keyboard ?? []).map((row) =>
    row.map((button) => ({
      label: button.text,
      ...given({ data: button.callback_data, url: button.url, app: button.web_app?.url }),
    })),
  )
}

function pollText({ poll }: Message): string {
  if (!poll) return ''
  return [poll.question, ...poll.options.map((option) => `- ${option.text}`)].join('\n')
}

function writeText(text: string): Pick<Message, 'text' | 'entities'> {
  const words = text.trim()
  if (words === '') throw new Error('a person cannot send an empty text')
  if (words.length > 4096) throw new Error('a person cannot send more than 4096 characters')
  const entities = findEntities(words)
  return { text: words, ...(entities.length > 0 && { entities }) }
}

/** The message that is answered; Telegram nests one level only. */
function answered(chat: Chat, target: SimMessage | number): Message {
  const messageId = typeof target === 'number' ? target : target.id
  const message = chat.messages.get(messageId)
  if (!message) throw new Error(`message ${messageId} is not in the chat of ${chat.user.id}`)
  const { reply_to_message: _deeper, ...replied } = message
  return replied
}

/** The first message of a person starts the bot. */
function say(world: World, chat: Chat, content: Partial<Message>): number {
  if (chat.blocked) throw new Error(`person ${chat.user.id} has blocked the bot: unblock first`)
  chat.started = true
  const message = addMessage(world, { chat, from: chat.user, content })
  world.updates.push('message', message, `chat:${chat.user.id}`)
  return message.message_id
}

function pressButton(
  world: World,
  chat: Chat,
  { target, labelOrData }: { target: SimMessage | number; labelOrData: string },
): string {
  const messageId = typeof target === 'number' ? target : target.id
  const message = chat.messages.get(messageId)
  if (!message) throw new Error(`message ${messageId} is not in the chat of ${chat.user.id}`)
  const buttons = seeButtons(message).flat()
  const button =
    buttons.find((each) => each.label === labelOrData) ??
    buttons.find((each) => each.data === labelOrData)
  if (button?.data === undefined) {
    const labels = buttons.map((each) => `[${each.label}]`).join(' ') || 'no buttons'
    const reason = button ? 'opens a link' : 'is not there'
    throw new Error(`button "${labelOrData}" ${reason}: message ${messageId} carries ${labels}`)
  }
  return sendPress(world, chat, { messageId, data: button.data })
}

function sendPress(
  world: World,
  chat: Chat,
  { messageId, data }: { messageId: number; data: string },
): string {
  if (chat.blocked) throw new Error(`person ${chat.user.id} has blocked the bot: unblock first`)
  const id = String(4_000_000_000_000_000n + BigInt(world.lastPressId++))
  world.presses.set(id, { personId: chat.user.id, at: world.now().getTime() })
  const message = chat.messages.get(messageId) ?? {
    chat: chat.chat,
    message_id: messageId,
    date: 0,
  }
  world.updates.push(
    'callback_query',
    { id, from: chat.user, message, chat_instance: String(chat.user.id), data },
    `press:${chat.user.id}`,
  )
  return id
}

function changeMembership(world: World, chat: Chat, blocked: boolean): void {
  if (chat.blocked === blocked) return
  chat.blocked = blocked
  const member = { user: world.bot, status: 'member' }
  const kicked = { user: world.bot, status: 'kicked', until_date: 0 }
  world.updates.push(
    'my_chat_member',
    {
      chat: chat.chat,
      from: chat.user,
      date: seconds(world),
      old_chat_member: blocked ? member : kicked,
      new_chat_member: blocked ? kicked : member,
    },
    `member:${chat.user.id}`,
  )
}

interface Wait<T> {
  person: SimPerson
  check: (person: SimPerson) => T | undefined | false | null
  what: string | undefined
  timeoutMs: number
}

async function waitUntil<T>(world: World, wait: Wait<T>): Promise<T> {
  const { person, check } = wait
  return new Promise<T>((resolve, reject) => {
    const cleanUps: (() => void)[] = []
    const finish = () => {
      for (const cleanUp of cleanUps) cleanUp()
    }
    const look = () => {
      try {
        const found = check(person)
        if (found === undefined || found === false || found === null) return false
        finish()
        resolve(found)
      } catch (error) {
        finish()
        reject(error instanceof Error ? error : new Error(String(error)))
      }
      return true
    }
    if (look()) return
    const giveUp = () => {
      finish()
      reject(new Error(waitedInVain(wait)))
    }
    const timeout = setTimeout(giveUp, wait.timeoutMs)
    // What a check reads may change without an event in this chat: rows, the queue, other people.
    const again = setInterval(look, 50)
    cleanUps.push(
      watch(world, person.id, look),
      () => clearTimeout(timeout),
      () => clearInterval(again),
    )
  })
}

function waitedInVain<T>({ person, what, timeoutMs }: Wait<T>): string {
  const lines = person.messages().slice(-5).map(describeMessage)
  const seen = lines.length > 0 ? lines.join('\n') : '(no messages)'
  const goal = what ?? 'what the check looks for'
  return `person ${person.id} waited ${timeoutMs} ms for ${goal}; the last messages:\n${seen}`
}

function describeMessage(message: SimMessage): string {
  const who = message.fromBot ? 'bot' : 'person'
  const buttons = message.buttons.map((row) => row.map((each) => `[${each.label}]`).join(' '))
  const file = message.document
    ? ` (file ${message.document.name})`
    : message.photo
      ? ' (photo)'
      : ''
  return [`#${message.id} ${who}:${file} ${message.text}`, ...buttons].join('\n  ')
}

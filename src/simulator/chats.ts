import type { FileShelf } from './files.ts'
import type { BotCommand, Message, PrivateChat, User } from './types.ts'
import type { UpdateQueue } from './updates.ts'
import type { Webhook } from './webhook.ts'

export interface CallbackAnswer {
  id: string
  text?: string
  showAlert?: boolean
}

/** One private chat with the bot, which is one person. */
export interface Chat {
  user: User
  chat: PrivateChat
  /** In order of their ids; a deleted message is gone from here. */
  messages: Map<number, Message>
  edits: Map<number, number>
  answers: CallbackAnswer[]
  /** The message that the input field answers, because it was sent with `force_reply`. */
  replyTo: number | null
  /** Has written to the bot, so the bot may write first. */
  started: boolean
  blocked: boolean
  deactivated: boolean
}

export type ChatEvent =
  | { type: 'message'; message: Message }
  | { type: 'edit'; message: Message }
  | { type: 'delete'; id: number }
  | { type: 'answer'; answer: CallbackAnswer }
  | { type: 'commands' }
  | { type: 'typing' }
  | { type: 'clock' }

export type Watcher = (event: ChatEvent) => void

/** Everything the local Telegram knows. */
export interface World {
  bot: User & { username: string }
  token: string
  now: () => Date
  chats: Map<number, Chat>
  files: FileShelf
  updates: UpdateQueue
  webhook: Webhook
  /** Command menus by scope and language (see methods/commands.ts). */
  menus: Map<string, BotCommand[]>
  /** Names, descriptions, menu buttons: what setMy… has set. */
  settings: Map<string, unknown>
  /** Button presses that wait for an answer. */
  presses: Map<string, { personId: number; at: number }>
  watchers: Map<number, Set<Watcher>>
  lastMessageId: number
  lastPressId: number
}

/** The chat with this person, with what `profile` says; a new one has not started the bot. */
export function ensureChat(world: World, id: number, profile: Partial<User> = {}): Chat {
  const existing = world.chats.get(id)
  const known = existing?.user ?? {
    id,
    is_bot: false,
    first_name: `Person ${id}`,
    language_code: 'zh-hans',
  }
  const user = { ...known, ...profile }
  const handle = user.username ? { username: user.username } : {}
  const details = {
    user,
    chat: { id, type: 'private' as const, first_name: user.first_name, ...handle },
  }
  if (existing) return Object.assign(existing, details)
  const chat: Chat = {
    ...details,
    messages: new Map(),
    edits: new Map(),
    answers: [],
    replyTo: null,
    started: false,
    blocked: false,
    deactivated: false,
  }
  world.chats.set(id, chat)
  return chat
}

/** Adds a message by the bot or the person with the next id and the clock's time. */
export function addMessage(
  world: World,
  { chat, from, content }: { chat: Chat; from: User; content: Partial<Message> },
): Message {
  const message: Message = {
    message_id: ++world.lastMessageId,
    from,
    chat: chat.chat,
    date: seconds(world),
    ...content,
  }
  chat.messages.set(message.message_id, message)
  tell(world, chat, { type: 'message', message })
  return message
}

/**
 * Puts the edited message in the old one's place. Telegram marks it as edited only when `rewritten`:
 * a change of its buttons alone does not show.
 */
export function replaceMessage(
  world: World,
  { chat, message, rewritten }: { chat: Chat; message: Message; rewritten: boolean },
): Message {
  const edited = { ...message, ...(rewritten && { edit_date: seconds(world) }) }
  chat.messages.set(edited.message_id, edited)
  chat.edits.set(edited.message_id, (chat.edits.get(edited.message_id) ?? 0) + 1)
  tell(world, chat, { type: 'edit', message: edited })
  return edited
}

/** Takes the message away; false when there is none. */
export function removeMessage(world: World, chat: Chat, id: number): boolean {
  if (!chat.messages.delete(id)) return false
  tell(world, chat, { type: 'delete', id })
  return true
}

/** Calls the watcher for everything that happens in this chat until the returned function runs. */
export function watch(world: World, chatId: number, watcher: Watcher): () => void {
  const watchers = world.watchers.get(chatId) ?? new Set<Watcher>()
  world.watchers.set(chatId, watchers)
  watchers.add(watcher)
  return () => {
    watchers.delete(watcher)
    if (watchers.size === 0) world.watchers.delete(chatId)
  }
}

/** Tells those who watch this chat. */
export function tell(world: World, chat: Chat, event: ChatEvent): void {
  const watchers = world.watchers.get(chat.user.id)
  if (watchers) for (const watcher of watchers) watcher(event)
}

/** Tells everyone who watches any chat. */
export function tellAll(world: World, event: ChatEvent): void {
  for (const watchers of world.watchers.values()) {
    for (const watcher of watchers) watcher(event)
  }
}

/** The clock's time in Unix seconds. */
export function seconds(world: World): number {
  return Math.floor(world.now().getTime() / 1000)
}

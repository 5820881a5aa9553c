import type { Chat, World } from '../chats.ts'
import { checkEncoding, countCharacters, formatText } from '../entities.ts'
import { badRequest, forbidden } from '../errors.ts'
import { type Entity, type Formatted, type InlineKeyboard, type Message, given } from '../types.ts'

export type ChatId = number | string

/** The parameters that every message to a chat shares. */
export interface SendParams {
  chat_id: ChatId
  reply_markup?: object
  reply_parameters?: { message_id?: number; allow_sending_without_reply?: boolean }
  reply_to_message_id?: number
}

export interface TextParams {
  text?: string
  parse_mode?: string
  entities?: Entity[]
}

export interface CaptionParams {
  caption?: string
  parse_mode?: string
  caption_entities?: Entity[]
}

/** The chat, whether or not the bot may write to it. Throws 400 "chat not found". */
export function findChat(world: World, chatId: ChatId): Chat {
  if (chatId === '' || chatId === 0) throw badRequest('chat_id is empty')
  const chat = world.chats.get(Number(chatId))
  if (!chat) throw badRequest('chat not found')
  return chat
}

/** The chat, if the bot may write to it. Throws 400 or 403 with Telegram's reason. */
export function openChat(world: World, chatId: ChatId): Chat {
  const chat = findChat(world, chatId)
  if (chat.deactivated) throw forbidden('user is deactivated')
  if (chat.blocked) throw forbidden('bot was blocked by the user')
  if (!chat.started) throw forbidden("bot can't initiate conversation with a user")
  return chat
}

/** A message's text: 1 to 4096 characters after entities are parsed. */
export function readText(params: TextParams): Formatted {
  const source = params.text ?? ''
  if (source === '') throw badRequest('message text is empty')
  if (Buffer.byteLength(source) > 32_768) throw badRequest('text is too long')
  const formatted = formatText({
    text: source,
    parseMode: params.parse_mode,
    entities: params.entities,
  })
  if (formatted.text === '') throw badRequest('text must be non-empty')
  if (countCharacters(formatted.text) > 4096) throw badRequest('message is too long')
  return formatted
}

/** The fields of a caption: up to 1024 characters after entities are parsed. */
export function readCaption(params: CaptionParams): Pick<Message, 'caption' | 'caption_entities'> {
  if (!params.caption) return {}
  const { text, entities } = formatText({
    text: params.caption,
    parseMode: params.parse_mode,
    entities: params.caption_entities,
  })
  if (countCharacters(text) > 1024) throw badRequest('message caption is too long')
  if (text === '') return {}
  return { caption: text, ...(entities.length > 0 && { caption_entities: entities }) }
}

/** The fields of a text. */
export function textFields({ text, entities }: Formatted): Pick<Message, 'text' | 'entities'> {
  return { text, ...(entities.length > 0 && { entities }) }
}

/** The inline keyboard of a message, checked; other kinds of markup leave none on it. */
export function readKeyboard(markup: object | undefined): InlineKeyboard | undefined {
  if (!markup || !('inline_keyboard' in markup)) return undefined
  const rows = (markup as InlineKeyboard).inline_keyboard.filter((row) => row.length > 0)
  const buttons = rows.flat()
  if (buttons.length === 0) return undefined
  for (const button of buttons) {
    if (button.text === '') throw badRequest('inline keyboard button text must be non-empty')
    checkEncoding(button.text)
    if (button.callback_data !== undefined) checkData(button.callback_data)
    if (button.url !== undefined) checkUrl(button.url, /^(https?|tg|ton):\/\/[^\s/]/i)
    if (button.web_app) checkUrl(button.web_app.url, /^(https:\/\/|http:\/\/(127\.|localhost))/i)
  }
  // Telegram names no number; about 100 buttons and 10 kB are what it was seen to take.
  if (buttons.length > 100 || JSON.stringify(rows).length > 10_240) {
    throw badRequest('reply markup is too long')
  }
  return { inline_keyboard: rows }
}

/** What a message answers, if it says so and that message exists. */
function readReply(chat: Chat, params: SendParams): Pick<Message, 'reply_to_message'> {
  const id = params.reply_parameters?.message_id ?? params.reply_to_message_id
  if (id === undefined) return {}
  const replied = chat.messages.get(id)
  if (replied) {
    // Telegram nests one level only.
    const { reply_to_message: _deeper, ...message } = replied
    return { reply_to_message: message }
  }
  if (params.reply_parameters?.allow_sending_without_reply) return {}
  throw badRequest('message to be replied not found')
}

/** The keyboard and the reply of a new message. */
export function sendFields(chat: Chat, params: SendParams): Partial<Message> {
  return {
    ...readReply(chat, params),
    ...given({ reply_markup: readKeyboard(params.reply_markup) }),
  }
}

function checkData(data: string): void {
  const bytes = Buffer.byteLength(data)
  if (bytes < 1 || bytes > 64) throw badRequest('BUTTON_DATA_INVALID')
}

function checkUrl(url: string, pattern: RegExp): void {
  if (!pattern.test(url)) {
    throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`)
  }
}

import { type Chat, type World, replaceMessage } from '../chats.ts'
import { badRequest } from '../errors.ts'
import { type InlineKeyboard, type Message, given } from '../types.ts'
import { type MediaInput, readMedia } from './media.ts'
import type { Method } from './method.ts'
import {
  type CaptionParams,
  type ChatId,
  type TextParams,
  openChat,
  readCaption,
  readKeyboard,
  readText,
  textFields,
} from './outgoing.ts'

interface EditParams {
  chat_id?: ChatId
  message_id?: number
  inline_message_id?: string
  reply_markup?: InlineKeyboard
}

const editMessageText: Method = (world, params: EditParams & TextParams) => {
  if (!params.text) throw badRequest('message text is empty')
  const { chat, message } = findEdited(world, params)
  if (message.text === undefined) throw badRequest('there is no text in the message to edit')
  const { text: _text, entities: _entities, ...rest } = message
  return save(world, chat, {
    before: message,
    after: withKeyboard({ ...rest, ...textFields(readText(params)) }, params),
  })
}

const editMessageCaption: Method = (world, params: EditParams & CaptionParams) => {
  const { chat, message } = findEdited(world, params)
  if (!message.photo && !message.document) {
    throw badRequest('there is no caption in the message to edit')
  }
  const { caption: _caption, caption_entities: _entities, ...rest } = message
  return save(world, chat, {
    before: message,
    after: withKeyboard({ ...rest, ...readCaption(params) }, params),
  })
}

const editMessageReplyMarkup: Method = (world, params: EditParams) => {
  const { chat, message } = findEdited(world, params)
  return save(world, chat, { before: message, after: withKeyboard(message, params) })
}

const editMessageMedia: Method = (world, params: EditParams & { media: MediaInput }, call) => {
  const { chat, message } = findEdited(world, params)
  if (message.poll) throw badRequest("message can't be edited")
  const media = readMedia(world, params.media, call)
  const { photo: _photo, document: _document, text: _text, entities: _entities, ...rest } = message
  const { caption: _caption, caption_entities: _captionEntities, ...frame } = rest
  return save(world, chat, {
    before: message,
    after: withKeyboard({ ...frame, ...media, ...readCaption(params.media) }, params),
  })
}

/** The bot's message to edit. Throws 400 or 403 with Telegram's reason. */
export function findEdited(world: World, params: EditParams): { chat: Chat; message: Message } {
  if (params.inline_message_id !== undefined) throw badRequest('MESSAGE_ID_INVALID')
  const chat = openChat(world, params.chat_id ?? '')
  const message = chat.messages.get(params.message_id ?? 0)
  if (!message) throw badRequest('message to edit not found')
  if (message.from.id !== world.bot.id) throw badRequest("message can't be edited")
  return { chat, message }
}

/** An edit without a keyboard takes the old one away. */
function withKeyboard(message: Message, params: EditParams): Message {
  const { reply_markup: _old, ...rest } = message
  return { ...rest, ...given({ reply_markup: readKeyboard(params.reply_markup) }) }
}

function save(world: World, chat: Chat, edit: { before: Message; after: Message }): Message {
  const rewritten = content(edit.before) !== content(edit.after)
  if (!rewritten && keyboard(edit.before) === keyboard(edit.after)) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the ' +
        'same as a current content and reply markup of the message',
    )
  }
  return replaceMessage(world, { chat, message: edit.after, rewritten })
}

function content(message: Message): string {
  const { text, entities, caption, caption_entities, photo, document } = message
  return JSON.stringify([
    text,
    entities,
    caption,
    caption_entities,
    photo?.map((size) => size.file_id),
    document?.file_id,
  ])
}

function keyboard({ reply_markup }: Message): string {
  return JSON.stringify(reply_markup?.inline_keyboard ?? null)
}

export const editMethods = {
  editMessageText,
  editMessageCaption,
  editMessageReplyMarkup,
  editMessageMedia,
} satisfies Record<string, Method>

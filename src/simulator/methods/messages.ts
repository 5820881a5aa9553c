import { addMessage, removeMessage, seconds, tell } from '../chats.ts'
import { badRequest } from '../errors.ts'
import type { Message } from '../types.ts'
import type { Method } from './method.ts'
import {
  type CaptionParams,
  type ChatId,
  type SendParams,
  type TextParams,
  findChat,
  openChat,
  readCaption,
  readText,
  sendFields,
  textFields,
} from './outgoing.ts'

const sendMessage: Method = (world, params: SendParams & TextParams) => {
  const chat = openChat(world, params.chat_id)
  const content = { ...textFields(readText(params)), ...sendFields(chat, params) }
  const message = addMessage(world, { chat, from: world.bot, content })
  if (params.reply_markup && 'force_reply' in params.reply_markup) {
    chat.replyTo = message.message_id
  }
  return message
}

const copyMessage: Method = (
  world,
  params: SendParams & CaptionParams & { from_chat_id: ChatId; message_id: number },
) => {
  const chat = openChat(world, params.chat_id)
  const source = findChat(world, params.from_chat_id).messages.get(params.message_id)
  if (!source) throw badRequest('message to copy not found')
  if (source.poll) throw badRequest("message can't be copied")
  const { text, entities, caption, caption_entities, photo, document } = source
  const kept = { text, entities, caption, caption_entities, photo, document }
  const content: Partial<Message> = {
    ...(JSON.parse(JSON.stringify(kept)) as Partial<Message>),
    ...(params.caption !== undefined && readCaption(params)),
    ...sendFields(chat, params),
  }
  return { message_id: addMessage(world, { chat, from: world.bot, content }).message_id }
}

const deleteMessage: Method = (world, params: { chat_id: ChatId; message_id: number }) => {
  const chat = findChat(world, params.chat_id)
  const message = chat.messages.get(params.message_id)
  if (!message) throw badRequest('message to delete not found')
  if (seconds(world) - message.date > TWO_DAYS) throw badRequest("message can't be deleted")
  return removeMessage(world, chat, params.message_id)
}

const deleteMessages: Method = (world, params: { chat_id: ChatId; message_ids: number[] }) => {
  const chat = findChat(world, params.chat_id)
  if (params.message_ids.length > 100) throw badRequest('too many message identifiers specified')
  // Telegram skips what it cannot find or may no longer delete.
  for (const id of params.message_ids) {
    const message = chat.messages.get(id)
    if (message && seconds(world) - message.date <= TWO_DAYS) removeMessage(world, chat, id)
  }
  return true
}

const sendChatAction: Method = (world, params: { chat_id: ChatId; action: string }) => {
  const chat = openChat(world, params.chat_id)
  tell(world, chat, { type: 'typing' })
  return true
}

const pinChatMessage: Method = (world, params: { chat_id: ChatId; message_id: number }) => {
  const chat = openChat(world, params.chat_id)
  if (!chat.messages.has(params.message_id)) throw badRequest('message to pin not found')
  world.settings.set(`pinned:${chat.user.id}`, params.message_id)
  return true
}

const unpinChatMessage: Method = (world, params: { chat_id: ChatId }) => {
  const chat = openChat(world, params.chat_id)
  world.settings.delete(`pinned:${chat.user.id}`)
  return true
}

const getChat: Method = (world, params: { chat_id: ChatId }) => {
  const chat = findChat(world, params.chat_id)
  const pinned = chat.messages.get(Number(world.settings.get(`pinned:${chat.user.id}`)))
  return {
    ...chat.chat,
    active_usernames: chat.chat.username ? [chat.chat.username] : [],
    accent_color_id: 0,
    max_reaction_count: 11,
    accepted_gift_types: {
      unlimited_gifts: true,
      limited_gifts: true,
      unique_gifts: true,
      premium_subscription: true,
      gifts_from_channels: true,
    },
    ...(pinned && { pinned_message: pinned }),
  }
}

const TWO_DAYS = 172_800

export const messageMethods = {
  sendMessage,
  copyMessage,
  deleteMessage,
  deleteMessages,
  sendChatAction,
  pinChatMessage,
  unpinChatMessage,
  unpinAllChatMessages: unpinChatMessage,
  getChat,
} satisfies Record<string, Method>

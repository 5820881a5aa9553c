import { type World, addMessage, replaceMessage } from '../chats.ts'
import { countCharacters } from '../entities.ts'
import { badRequest } from '../errors.ts'
import { type InlineKeyboard, type Poll, given } from '../types.ts'
import { findEdited } from './edits.ts'
import type { Method } from './method.ts'
import {
  type ChatId,
  type SendParams,
  findChat,
  openChat,
  readKeyboard,
  sendFields,
} from './outgoing.ts'

interface PollParams extends SendParams {
  question: string
  options: { text: string }[]
  type?: 'quiz' | 'regular'
  is_anonymous?: boolean
  allows_multiple_answers?: boolean
  allows_revoting?: boolean
  correct_option_ids?: number[]
  explanation?: string
  is_closed?: boolean
}

const sendPoll: Method = (world, params: PollParams) => {
  const chat = openChat(world, params.chat_id)
  const content = { poll: readPoll(world, params), ...sendFields(chat, params) }
  return addMessage(world, { chat, from: world.bot, content })
}

const stopPoll: Method = (
  world,
  params: { chat_id: ChatId; message_id: number; reply_markup?: InlineKeyboard },
) => {
  const sent = findChat(world, params.chat_id).messages.get(params.message_id)
  if (!sent?.poll) throw badRequest('message with poll to stop not found')
  if (sent.poll.is_closed) throw badRequest('poll has already been closed')
  const { chat, message } = findEdited(world, params)
  const { reply_markup: _old, ...rest } = message
  const poll = { ...sent.poll, is_closed: true }
  const keyboard = given({ reply_markup: readKeyboard(params.reply_markup) })
  replaceMessage(world, { chat, message: { ...rest, poll, ...keyboard }, rewritten: true })
  return poll
}

function readPoll(world: World, params: PollParams): Poll {
  checkPoll(params)
  const type = params.type ?? 'regular'
  return {
    id: String(7_000_000_000 + world.lastMessageId),
    question: params.question,
    options: params.options.map(({ text }, index) => ({
      persistent_id: String(index),
      text,
      voter_count: 0,
    })),
    total_voter_count: 0,
    is_closed: params.is_closed ?? false,
    is_anonymous: params.is_anonymous ?? true,
    type,
    allows_multiple_answers: params.allows_multiple_answers ?? false,
    allows_revoting: params.allows_revoting ?? type === 'regular',
    members_only: false,
    ...given({
      correct_option_ids: type === 'quiz' ? params.correct_option_ids : undefined,
      explanation: params.explanation,
    }),
  }
}

function checkPoll({ question, options, type, correct_option_ids: correct = [] }: PollParams) {
  if (question === '') throw badRequest('poll question must be non-empty')
  if (countCharacters(question) > 300) throw badRequest('poll question length must not exceed 300')
  if (options.length === 0) throw badRequest('poll must have at least one answer option')
  if (options.length > 12) throw badRequest("poll can't have more than 12 options")
  if (options.some(({ text }) => text === '')) throw badRequest('poll options must be non-empty')
  if (options.some(({ text }) => countCharacters(text) > 100)) {
    throw badRequest('poll options length must not exceed 100')
  }
  if (type !== 'quiz') return
  if (correct.length === 0) throw badRequest('correct quiz option list must be non-empty')
  if (correct.some((id, index) => index > 0 && id <= (correct[index - 1] ?? id))) {
    throw badRequest('correct quiz option list must be increasing')
  }
  if (correct.some((id) => id < 0 || id >= options.length)) {
    throw badRequest('wrong correct option ID specified')
  }
}

export const pollMethods = { sendPoll, stopPoll } satisfies Record<string, Method>

import { tell } from '../chats.ts'
import { countCharacters } from '../entities.ts'
import { badRequest } from '../errors.ts'
import { given } from '../types.ts'
import type { Method } from './method.ts'

interface AnswerParams {
  callback_query_id: string
  text?: string
  show_alert?: boolean
}

/** A press may be answered once, within 150 seconds of the clock. */
const answerCallbackQuery: Method = (world, params: AnswerParams) => {
  const press = world.presses.get(params.callback_query_id)
  const chat = press && world.chats.get(press.personId)
  if (!chat || world.now().getTime() - press.at > PRESS_LIFE) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid')
  }
  if (params.text !== undefined && countCharacters(params.text) > 200) {
    throw badRequest('MESSAGE_TOO_LONG')
  }
  world.presses.delete(params.callback_query_id)
  const answer = {
    id: params.callback_query_id,
    ...given({ text: params.text || undefined, showAlert: params.show_alert }),
  }
  chat.answers.push(answer)
  tell(world, chat, { type: 'answer', answer })
  return true
}

const PRESS_LIFE = 150_000

export const callbackMethods = { answerCallbackQuery } satisfies Record<string, Method>

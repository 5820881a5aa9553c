import { callbackMethods } from './callbacks.ts'
import { commandMethods } from './commands.ts'
import { editMethods } from './edits.ts'
import { mediaMethods } from './media.ts'
import { messageMethods } from './messages.ts'
import type { Method } from './method.ts'
import { pollMethods } from './polls.ts'
import { profileMethods } from './profile.ts'
import { receivingMethods } from './receiving.ts'

const METHODS = new Map<string, Method>(
  Object.entries({
    ...callbackMethods,
    ...commandMethods,
    ...editMethods,
    ...mediaMethods,
    ...messageMethods,
    ...pollMethods,
    ...profileMethods,
    ...receivingMethods,
  }),
)

/** The method by its exact name; undefined when the local Telegram lacks it. */
export function findMethod(name: string): Method | undefined {
  return METHODS.get(name)
}

/** Whether a call counts towards Telegram's message rates. */
export function isRated(name: string): boolean {
  return /^(send(?!ChatAction)|edit|copy)/.test(name)
}

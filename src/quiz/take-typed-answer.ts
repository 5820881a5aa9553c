import { isDeepStrictEqual } from 'node:util'

import type { Deps } from '../platform/deps.ts'
import { addDays, dayIn } from '../shared/day.ts'
import { readTypedAnswer, type TypedAnswer } from './read-answer.ts'
import { findShown, type Item } from './store.ts'

/** A question shown longer ago than this no longer waits for typed words. */
const waitDays = 10

/**
 * The question that a typed message of this officer answers: the latest one shown before it and not
 * answered. Words that were handled before, or sent twice, belong to the question they answered, and
 * never to one that was shown after them. Telegram numbers the messages of a bot in their order.
 */
export async function findAwaitedAnswer(
  { db, now, settings }: Pick<Deps, 'db' | 'now' | 'settings'>,
  { officerId, messageId, text }: { officerId: number; messageId: number; text: string },
): Promise<Item | null> {
  const since = addDays(dayIn(settings.timeZone, now()), -waitDays)
  const shown = { officerId, since, before: messageId }
  const last = await findShown(db, shown)
  if (last && isItsAnswer(last, text)) return last
  return await findShown(db, { ...shown, open: true })
}

function isItsAnswer(item: Item, text: string): boolean {
  if (item.given === null) return false
  const typed = readTyped(item, text)
  return typed.kind === 'answer' && isDeepStrictEqual(typed.given, item.given)
}

export function readTyped(item: Item, text: string): TypedAnswer {
  return readTypedAnswer(item.question, item.order, text)
}

import { isDeepStrictEqual } from 'node:util'

import type { Deps } from '../platform/deps.ts'
import { addDays, dayIn } from '../shared/day.ts'
import { judge } from './judge.ts'
import { readTypedAnswer, type TypedAnswer } from './read-answer.ts'
import { findShown, findShownAfter, type Item } from './store.ts'

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

/**
 * An open question that is to be typed and stands behind the message. Where the bot never heard that a question had
 * arrived, it was asked again, and the words may have answered the first copy; or they meant something else. A filling
 * that is right counts, which can harm nobody; for the rest the officer is asked once more.
 */
export async function findEarlyAnswer(
  { db, now, settings }: Pick<Deps, 'db' | 'now' | 'settings'>,
  { officerId, messageId, text }: { officerId: number; messageId: number; text: string },
): Promise<{ item: Item; counts: boolean } | null> {
  const since = addDays(dayIn(settings.timeZone, now()), -waitDays)
  const item = await findShownAfter(db, { officerId, since, after: messageId })
  if (item?.question.kind === 'short') return { item, counts: false }
  if (item?.question.kind !== 'fill-in') return null
  const typed = readTyped(item, text)
  const isRight =
    typed.kind === 'answer' && judge(item.question, typed.given, item.rule).outcome === 'RIGHT'
  return { item, counts: isRight }
}

function isItsAnswer(item: Item, text: string): boolean {
  if (item.given === null) return false
  const typed = readTyped(item, text)
  return typed.kind === 'answer' && isDeepStrictEqual(typed.given, item.given)
}

export function readTyped(item: Item, text: string): TypedAnswer {
  return readTypedAnswer(item.question, item.order, text)
}

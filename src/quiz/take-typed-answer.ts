import type { Deps } from '../platform/deps.ts'
import { addDays, dayIn } from '../shared/day.ts'
import { readTypedAnswer, type TypedAnswer } from './read-answer.ts'
import { findAwaited, type Item } from './store.ts'

/** A question shown longer ago than this no longer waits for typed words. */
const waitDays = 10

/** The question that a typed message of this officer answers: the latest one shown and not answered. */
export async function findAwaitedAnswer(
  { db, now, settings }: Pick<Deps, 'db' | 'now' | 'settings'>,
  officerId: number,
): Promise<Item | null> {
  const since = addDays(dayIn(settings.timeZone, now()), -waitDays)
  return await findAwaited(db, officerId, since)
}

export function readTyped(item: Item, text: string): TypedAnswer {
  return readTypedAnswer(item.question, item.order, text)
}

import type { Deps } from '../platform/deps.ts'
import type { Translate } from '../shared/locale.ts'
import { findMakeUpDay } from './choose-day.ts'
import { countStreak, findDuty } from './duty-store.ts'
import { feedbackScreen, readMarker, type Mark } from './feedback-screen.ts'
import { resultScreen, type Result } from './result-screen.ts'
import { questionScreen } from './screens.ts'
import {
  findMark,
  findNextItem,
  listItems,
  saveResultMessage,
  saveShown,
  type Item,
} from './store.ts'

export type ChatDeps = Pick<Deps, 'db' | 'now' | 'settings' | 'telegram' | 'log'>

/** Where an officer is spoken to, and in which language. */
export interface Listener {
  chatId: number
  t: Translate
}

/**
 * Shows what comes next in a sitting: the next question, or the result. What is already on the
 * screen is not sent again, so a repeated update changes nothing; `again` asks for it all the same.
 */
export async function continueSitting(
  deps: ChatDeps,
  { chatId, t }: Listener,
  sittingId: number,
  { again = false }: { again?: boolean } = {},
): Promise<void> {
  const next = await findNextItem(deps.db, sittingId)
  if (next) {
    if (next.shown && !again) return
    const messageId = await deps.telegram.send(chatId, questionScreen(t, next))
    await saveShown(deps.db, next.answerId, { messageId, now: deps.now() })
    // One question, one message: the earlier one would keep its buttons.
    if (next.messageId !== null) await deps.telegram.remove(chatId, next.messageId)
    return
  }
  await showResult(deps, { chatId, t }, sittingId, again)
}

async function showResult(
  deps: ChatDeps,
  { chatId, t }: Listener,
  sittingId: number,
  again: boolean,
): Promise<void> {
  const items = await listItems(deps.db, sittingId)
  const sitting = items[0]?.sitting
  if (!sitting || (sitting.resultMessageId !== null && !again)) return
  // The mark of a short answer is on its way; its job shows the result.
  if (items.some((item) => item.outcome === 'PENDING')) return
  // A single question has said everything under itself.
  if (sitting.kind === 'RETEST') return
  const result = await gatherResult(deps, items)
  const messageId = await deps.telegram.send(chatId, resultScreen(t, result))
  await saveResultMessage(deps.db, sittingId, messageId)
}

async function gatherResult(deps: ChatDeps, items: Item[]): Promise<Result> {
  const [first] = items
  if (!first || first.sitting.kind !== 'DAILY') {
    return { items, duty: null, streak: 0, makeUpDay: null }
  }
  const { officerId, day } = first
  const makeUpDay = await findMakeUpDay(deps, officerId)
  const duty = await findDuty(deps.db, officerId, day)
  const streak = await countStreak(deps.db, officerId, day)
  return { items, duty, streak, makeUpDay: makeUpDay === day ? null : makeUpDay }
}

/** Turns the question's message into its explanation. */
export async function showFeedback(
  deps: ChatDeps,
  { chatId, t }: Listener,
  item: Item,
): Promise<void> {
  const screen = feedbackScreen(t, item, await markOf(deps, item))
  const edited =
    item.messageId !== null && (await deps.telegram.edit(chatId, item.messageId, screen))
  if (edited) return
  const messageId = await deps.telegram.send(chatId, screen)
  await saveShown(deps.db, item.answerId, { messageId, now: deps.now() })
}

async function markOf({ db }: ChatDeps, item: Item): Promise<Mark | null> {
  if (item.question.kind !== 'short' || item.outcome === 'PENDING') return null
  const record = await findMark(db, item.answerId)
  if (!record) return null
  const hits = record.points as unknown as { id: string; hit: boolean }[]
  const rubric = item.question.rubric ?? []
  return {
    score: record.score,
    max: record.max,
    provisional: record.provisional,
    by: readMarker(record.by),
    canAppeal: record.by !== 'person' && !record.isAppealed,
    points: rubric.map(({ id, text }) => ({
      text,
      hit: hits.some((point) => point.id === id && point.hit),
    })),
  }
}

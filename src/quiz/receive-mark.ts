import type { Deps } from '../platform/deps.ts'
import { dayIn } from '../shared/day.ts'
import { finishIfComplete } from './answer-question.ts'
import { reviewed } from './review.ts'
import { findItem, saveCard, saveMark, type Item } from './store.ts'

/** From this share of the marks on, a short answer counts as right. */
const passMark = 0.6

/**
 * A short answer was marked: the answer, its review card and the day's score follow. `score` is the
 * share of the marks, 0 to 1. Null when the answer does not exist. Safe to call again.
 */
export async function receiveMark(
  deps: Pick<Deps, 'db' | 'now' | 'settings'>,
  { answerId, score }: { answerId: number; score: number },
): Promise<Item | null> {
  const outcome = score >= passMark ? 'RIGHT' : score > 0 ? 'PARTIAL' : 'WRONG'
  const today = dayIn(deps.settings.timeZone, deps.now())
  // Together: a mark without its review card would never be told from one that has it.
  const item = await deps.db.$transaction(async (sql) => {
    const isFirstMark = await saveMark(sql, answerId, { outcome, score })
    const marked = await findItem(sql, answerId)
    if (isFirstMark && marked) {
      await saveCard(sql, marked, reviewed(marked.card, outcome === 'RIGHT', today))
    }
    return marked
  })
  if (item) await finishIfComplete(deps, item)
  return item
}

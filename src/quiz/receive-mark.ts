import type { Sql } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { addDays, dayIn } from '../shared/day.ts'
import { passShare } from '../shared/pass-share.ts'
import type { Settings } from '../shared/settings.ts'
import { finishIfComplete } from './answer-question.ts'
import { hastenReviews, updateDuties } from './regrade/store.ts'
import { reviewed } from './review.ts'
import { findItem, replaceMark, saveCard, saveMark, type Item, type OutcomeName } from './store.ts'

/**
 * A short answer was marked: the answer, its review card and the day's score follow. `score` is the
 * share of the marks, 0 to 1. Null when the answer does not exist. Safe to call again.
 */
export async function receiveMark(
  deps: Pick<Deps, 'db' | 'now' | 'settings'>,
  { answerId, score }: { answerId: number; score: number },
): Promise<Item | null> {
  const outcome = outcomeOf(score)
  const today = dayIn(deps.settings.timeZone, deps.now())
  // Together: a mark without its review card would never be told from one that has it.
  const item = await deps.db.$transaction(async (sql) => {
    const isFirstMark = await saveMark(sql, answerId, { outcome, score })
    const marked = await findItem(sql, answerId)
    if (isFirstMark && marked) {
      await saveCard(sql, marked, reviewed(marked.card, { isRight: outcome === 'RIGHT' }, today))
    }
    return marked
  })
  if (item) await finishIfComplete(deps, item)
  return item
}

/**
 * A person decided the mark of a short answer: the answer, its review card and the score of a finished
 * day follow, in the caller's transaction. `score` is the share of the marks, 0 to 1.
 */
export async function changeMark(
  { now, settings }: Pick<Deps, 'now'> & { settings: Pick<Settings, 'timeZone'> },
  sql: Sql,
  { answerId, score }: { answerId: number; score: number },
): Promise<void> {
  const before = await findItem(sql, answerId)
  if (!before) return
  const outcome = outcomeOf(score)
  const today = dayIn(settings.timeZone, now())
  await replaceMark(sql, answerId, { outcome, score })
  // The first mark may have died on its way here.
  if (before.outcome === 'PENDING')
    await saveCard(sql, before, reviewed(before.card, { isRight: outcome === 'RIGHT' }, today))
  // A card whose answer became right keeps its day: one review too many harms nobody.
  if (before.outcome === 'RIGHT' && outcome !== 'RIGHT')
    await hastenReviews(sql, [answerId], addDays(today, 1))
  await updateDuties(sql, [before.sittingId])
}

function outcomeOf(score: number): OutcomeName {
  if (score >= passShare) return 'RIGHT'
  return score > 0 ? 'PARTIAL' : 'WRONG'
}

import type { Sql } from '../../platform/db.ts'
import { dayIn } from '../../shared/day.ts'
import { loadArticles, type Law } from '../store.ts'
import type { FollowDeps } from './apply-change.ts'
import { meetChanges } from './find-touched.ts'
import { newBasis } from './new-basis.ts'
import { listWaiting } from './question-store.ts'
import { articleChanges, lastText } from './text-changes.ts'

/**
 * The law has changed once more, or not after all: questions that wait because of an earlier change of it
 * are shown beside what holds today.
 */
export async function refreshWaiting(deps: FollowDeps, sql: Sql, law: Law): Promise<void> {
  const standing = lastText(law.versions, dayIn(deps.settings.timeZone, deps.now()))
  const waiting = await listWaiting(sql, law.id)
  if (!standing || waiting.length === 0) return
  const { text, isRepealed } = standing
  const after = isRepealed ? null : await loadArticles(sql, [text.id])
  for (const from of law.versions) {
    const held = waiting.filter(({ fromVersionId }) => fromVersionId === from.id)
    if (held.length === 0 || (from.id === text.id && !isRepealed)) continue
    const changes = articleChanges(await loadArticles(sql, [from.id]), after)
    const date = isRepealed ? null : text.date
    const met = await meetChanges(sql, held, { law, step: { from, date, changes } })
    await deps.refresh(
      sql,
      met.map(({ questionId, basis, changes: own }) => ({
        questionId,
        changes: own,
        basis: newBasis(basis, own, date),
        isRenumbered: false,
      })),
    )
  }
}

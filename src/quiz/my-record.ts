import type { Deps } from '../platform/deps.ts'
import { addDays, dayIn } from '../shared/day.ts'
import type { Translate } from '../shared/locale.ts'
import type { Screen } from '../shared/screen.ts'
import { countStreak, listDuties } from './duty-store.ts'

const windowDays = 30

/** The officer's own record of the last 30 days; nobody else sees it. */
export async function meScreen(
  { db, now, settings }: Pick<Deps, 'db' | 'now' | 'settings'>,
  t: Translate,
  officerId: number,
): Promise<Screen> {
  const today = dayIn(settings.timeZone, now())
  const recent = await listDuties(db, officerId, {
    after: addDays(today, -windowDays),
    upTo: today,
  })
  const count = (state: string) => recent.filter((duty) => duty.state === state).length
  const finished = recent.filter(({ max }) => max)
  const marks = finished.reduce((sum, { score }) => sum + (score ?? 0), 0)
  const possible = finished.reduce((sum, { max }) => sum + (max ?? 0), 0)
  const dueTomorrow = await db.reviewCard.count({
    where: { officerId, dueDay: { lte: addDays(today, 1) }, question: { state: 'LIVE' } },
  })
  const lines = [
    `<b>${t('quiz-me-title')}</b>`,
    t('quiz-me-days', {
      due: recent.length - count('EXCUSED'),
      done: count('DONE'),
      madeUp: count('MADE_UP'),
      excused: count('EXCUSED'),
      missed: count('MISSED'),
    }),
    possible > 0
      ? t('quiz-me-score', { percent: Math.round((marks / possible) * 100) })
      : t('quiz-me-no-score'),
    t('quiz-streak', { days: await countStreak(db, officerId, today) }),
    t('quiz-me-reviews', { count: dueTomorrow }),
  ]
  return { text: lines.join('\n') }
}

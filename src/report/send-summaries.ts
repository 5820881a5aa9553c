import { audit } from '../platform/audit.ts'
import { readChoice } from '../platform/choices.ts'
import type { Sql } from '../platform/db.ts'
import { queueDeliveries, type Delivery } from '../platform/delivery.ts'
import type { Deps } from '../platform/deps.ts'
import { addDays, dayIn, instantOf, type Day } from '../shared/day.ts'
import { chosenLocale } from '../shared/locale.ts'
import type { UnitRef } from '../shared/person.ts'
import type { Screen } from '../shared/screen.ts'
import { packPeriod } from './period.ts'
import { summaryScreen } from './screens.ts'
import { findReader, findUnitUnder, listSummaryReaders } from './store.ts'
import { summariseUnit } from './summarise-unit.ts'
import { unitButtons } from './summary-buttons.ts'

/**
 * Queues the evening summary of `day` for every leader whom messages reach: one message a leader,
 * about the highest unit they lead. Run again, it adds only who is new. Returns how many it queued.
 */
export async function planSummaries(
  { db, settings }: Pick<Deps, 'db' | 'settings'>,
  day: Day,
): Promise<number> {
  const readers = await listSummaryReaders(db, day)
  return queueDeliveries(
    db,
    readers.map(({ officerId, chatId, unitId }) => ({
      campaign: `summary:${day}`,
      kind: 'summary',
      chatId,
      officerId,
      data: { unitId, day },
      dueAt: instantOf(settings.timeZone, day, settings.summaryAt),
      // After midnight it would only wake people; the numbers stay in the chat under 昨天.
      expiresAt: instantOf(settings.timeZone, addDays(day, 1), '00:00'),
    })),
  )
}

/**
 * Makes a queued summary at the moment it is sent; null when the leader has lost the right since,
 * or when nobody was due that day for another reason than 只推文章.
 */
export async function renderSummary(
  deps: Pick<Deps, 'db' | 'now' | 'settings' | 'texts'>,
  { data, officerId, chatId }: Delivery,
): Promise<{ screen: Screen; sent?: (messageId: number, sql: Sql) => Promise<void> } | null> {
  const { db, now, settings, texts } = deps
  const day = String(data['day'])
  const today = dayIn(settings.timeZone, now())
  const reader = officerId === null ? null : await findReader(db, { officerId, chatId, day: today })
  const unitId = Number(data['unitId'])
  const roots = reader?.leads.map(({ id }) => id) ?? []
  if (!reader || !(await findUnitUnder(db, unitId, roots))) return null
  const summary = await summariseUnit(deps, { unitId, fromDay: day, toDay: day })
  if (summary.due === 0 && !summary.articleDay) return null
  // A message nobody asked for comes in the language chosen, and without a choice in Chinese.
  const t = texts(chosenLocale(reader.locale) ?? 'zh-CN')
  const ranked = await readChoice(db, 'rank-units')
  const hasPages = settings.web !== null
  const screen = summaryScreen(t, { summary, up: null, today, ranked, hasPages })
  const others = otherUnits(reader.leads, summary.unit)
  const buttons = [
    ...(screen.buttons ?? []),
    ...unitButtons(others, 's', packPeriod({ fromDay: day, toDay: day })),
  ]
  return {
    screen: { ...screen, buttons },
    async sent(_messageId, sql) {
      if (summary.missing.length === 0) return
      await audit(sql, {
        at: now(),
        actor: chatId,
        act: 'see-missing-names',
        object: `unit:${unitId}`,
        detail: { fromDay: day, toDay: day, names: summary.missing.length },
      })
    },
  }
}

/** What else the person leads, outside the unit shown. */
function otherUnits(leads: UnitRef[], path: string): UnitRef[] {
  return leads.filter((unit) => unit.path !== path && !unit.path.startsWith(`${path}/`))
}

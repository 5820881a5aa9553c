import type { Sql } from '../../platform/db.ts'
import { queueDeliveries, type Delivery } from '../../platform/delivery.ts'
import type { Deps } from '../../platform/deps.ts'
import { addDays, dayIn, weekday, type Day } from '../../shared/day.ts'
import { chosenLocale } from '../../shared/locale.ts'
import type { Screen } from '../../shared/screen.ts'
import { findReader, findUnitUnder, listSummaryReaders, type SummaryReader } from '../store.ts'
import { weeklyScreen } from './screens.ts'
import { hasSentWeekly, listOffices } from './store.ts'
import { weekBefore, weeklyOf } from './weekly-of.ts'

/** Whether `day` is the first training day of its week on which the reports could go out. */
export async function isWeeklyDue(sql: Sql, day: Day): Promise<boolean> {
  const monday = addDays(day, 1 - weekday(day))
  return !(await hasSentWeekly(sql, { fromDay: monday, toDay: day }))
}

/** Who leads a county or the city on `day`, each with the highest unit they lead. */
export async function listWeeklyReaders(sql: Sql, day: Day): Promise<SummaryReader[]> {
  const readers = await listSummaryReaders(sql, day)
  const offices = await listOffices(
    sql,
    readers.map(({ unitId }) => unitId),
  )
  return readers.filter(({ unitId }) => offices.has(unitId))
}

/** Queues the report of the week before `day` for everybody who leads a county or the city. Returns how many are new. */
export async function planWeeklies(
  { db }: Pick<Deps, 'db'>,
  { day, dueAt, expiresAt }: { day: Day; dueAt: Date; expiresAt: Date },
): Promise<number> {
  const readers = await listWeeklyReaders(db, day)
  return await queueDeliveries(
    db,
    readers.map(({ unitId, ...reader }) => ({
      campaign: `weekly:${day}`,
      priority: 6,
      kind: 'weekly' as const,
      ...reader,
      data: { unitId, ...weekBefore(day) },
      dueAt,
      expiresAt,
    })),
  )
}

/** Makes a queued report when it is sent; null when the leader has lost the right since, or nobody was due. */
export async function renderWeekly(
  { db, now, settings, texts, llm }: Pick<Deps, 'db' | 'now' | 'settings' | 'texts' | 'llm'>,
  { data, officerId, chatId }: Delivery,
): Promise<{ screen: Screen } | null> {
  const [unitId, fromDay, toDay] = [
    Number(data['unitId']),
    `${data['fromDay']}`,
    `${data['toDay']}`,
  ]
  const today = dayIn(settings.timeZone, now())
  const reader = officerId === null ? null : await findReader(db, { officerId, chatId, day: today })
  const roots = reader?.leads.map(({ id }) => id) ?? []
  if (!reader || !(await findUnitUnder(db, unitId, roots))) return null
  const weekly = await weeklyOf({ db, llm }, { unitId, fromDay, toDay })
  if (weekly.unit.due === 0) return null
  return { screen: weeklyScreen(texts(chosenLocale(reader.locale) ?? 'zh-CN'), weekly) }
}

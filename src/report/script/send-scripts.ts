import { dayMode } from '../../platform/calendar.ts'
import { queueDeliveries, type Delivery } from '../../platform/delivery.ts'
import type { Deps } from '../../platform/deps.ts'
import { dayIn, type Day } from '../../shared/day.ts'
import { chosenLocale } from '../../shared/locale.ts'
import type { Screen } from '../../shared/screen.ts'
import { findReader } from '../store.ts'
import { makeScript, type FindInForce } from './make-script.ts'
import { scriptButtons, scriptScreen, stopDailyButton } from './screens.ts'
import { findLastDrill, listStationLeaders } from './store.ts'
import { wordWhy } from './word-why.ts'

/**
 * Queues the script of `day` for everybody who leads a station and holds the roll call, one message a leader; nothing
 * where there was no training to look back at. Returns how many are new.
 */
export async function planScripts(
  { db }: Pick<Deps, 'db'>,
  { day, dueAt, expiresAt }: { day: Day; dueAt: Date; expiresAt: Date },
): Promise<number> {
  if (!(await findLastDrill(db, day))) return 0
  const leaders = await listStationLeaders(db, day)
  return await queueDeliveries(
    db,
    leaders.map(({ unitId, ...leader }) => ({
      campaign: `script:${day}`,
      kind: 'script' as const,
      ...leader,
      data: { unitId, day },
      dueAt,
      expiresAt,
    })),
  )
}

type SendDeps = Pick<Deps, 'db' | 'now' | 'settings' | 'texts' | 'llm'> & {
  findArticle: FindInForce
}

/**
 * Makes a queued script when it is sent; null when the leader has gone on leave or lost the station since, when the
 * day is no training day any more, or when there is no article to read out.
 */
export async function renderScript(
  deps: SendDeps,
  { data, officerId, chatId }: Delivery,
): Promise<{ screen: Screen } | null> {
  const { db, now, settings, texts, llm } = deps
  const [day, unitId] = [String(data['day']), Number(data['unitId'])]
  const today = dayIn(settings.timeZone, now())
  if (officerId === null || (await dayMode(deps, day)) !== 'NORMAL') return null
  const reader = await findReader(db, { officerId, chatId, day: today })
  const isThere = (await listStationLeaders(db, today, officerId)).length > 0
  const stations = reader?.leads.filter(({ level }) => level === 'STATION') ?? []
  if (!reader || !isThere || !stations.some(({ id }) => id === unitId)) return null
  const made = await makeScript(deps, { unitId, day })
  if (made.kind !== 'script') return null
  const t = texts(chosenLocale(reader.locale) ?? 'zh-CN')
  const screen = scriptScreen(t, made.script, await wordWhy(llm, made.script))
  const others = stations.filter(({ id }) => id !== unitId)
  const buttons = [...(screen.buttons ?? []), ...scriptButtons(others), stopDailyButton(t)]
  return { screen: { ...screen, buttons } }
}

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { readConfig } from '../config.ts'
import { startProgram, type Running } from '../main.ts'
import { isTrainingDay, nextTrainingDay } from '../platform/calendar.ts'
import { openDatabase } from '../platform/db.ts'
import { createLog } from '../platform/log.ts'
import { loadTexts } from '../platform/texts.ts'
import { addDays, clockIn, dayIn, instantOf, type ClockTime } from '../shared/day.ts'
import type { Settings } from '../shared/settings.ts'
import { startSimulator, type Control, type Simulator } from '../simulator/start-simulator.ts'
import { movableClock, type MovableClock } from './movable-clock.ts'
import { seedCity, type Cast } from './seed-city.ts'
import { daysBefore, seedHistory } from './seed-history.ts'

const adminId = 700_000
const historyDays = 10
/** Where the page is found again after a restart; any free port where it is taken. */
const usualPort = 8640

export interface Demo {
  /** The page's address. */
  url: string
  stop(): Promise<void>
}

/**
 * `chenxun demo`: a whole bureau on this machine, with no token, key or server, in a folder that is
 * thrown away. Runs until interrupted. Gives the exit code.
 */
export async function runDemo(
  words: string[],
  env: Record<string, string | undefined>,
): Promise<number> {
  const t = loadTexts()(env['LANG']?.startsWith('en') ? 'en' : 'zh-CN')
  process.stdout.write(`${t('demo-starting')}\n`)
  const port = Number(words[words.indexOf('--port') + 1])
  const demo = await startDemo({ port: words.includes('--port') ? port : usualPort })
  process.stdout.write(`${t('demo-open')} ${demo.url}\n`)
  if (process.stdout.isTTY && !words.includes('--no-open')) openBrowser(demo.url)
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve).once('SIGTERM', resolve)
  })
  await demo.stop()
  return 0
}

/** Starts the demo and resolves when the first card is on its way. */
export async function startDemo({ port }: { port: number }): Promise<Demo> {
  const dataDir = mkdtempSync(join(tmpdir(), 'chenxun-demo-'))
  const simulator = await startSimulator({ port, page: true }).catch(() =>
    startSimulator({ port: 0, page: true }),
  )
  const settings = demoSettings(dataDir, simulator)
  const { cast, clock } = await prepare(settings)
  simulator.setNow(clock.now)
  seatEverybody(simulator, cast)
  const running = await startProgram({ settings, log: createLog('error'), now: clock.now })
  const controls = demoControls({ running, clock, settings })
  simulator.setControls(controls)
  await playFirstMorning(simulator, cast, controls[0])
  return {
    url: `${simulator.url}/`,
    async stop() {
      await running.stop()
      await simulator.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function demoSettings(dataDir: string, simulator: Simulator): Settings {
  return readConfig({
    BOT_TOKEN: simulator.token,
    TELEGRAM_API_ROOT: simulator.url,
    DATA_DIR: dataDir,
    ADMIN_IDS: String(adminId),
  })
}

/** Fills the database and sets the clock to the evening before a training day. */
async function prepare(settings: Settings): Promise<{ cast: Cast; clock: MovableClock }> {
  const database = await openDatabase(settings)
  const deps = { db: database.db, settings, now: () => new Date() }
  const today = dayIn(settings.timeZone, new Date())
  const first = (await nextTrainingDay(deps, addDays(today, -1))) ?? today
  const days = await daysBefore(first, historyDays, (day) => isTrainingDay(deps, day))
  const start = instantOf(settings.timeZone, days.at(-1) ?? first, '20:29')
  const cast = await seedCity({ db: database.db, now: () => start })
  await seedHistory(database.db, days, settings.timeZone)
  await database.close()
  return { cast, clock: movableClock(start) }
}

function seatEverybody(simulator: Simulator, cast: Cast): void {
  for (const id of cast.everybody) simulator.person(id, { languageCode: 'zh-hans' })
  const { officer, leader } = cast
  simulator.person(officer.telegramId, { name: officer.name })
  simulator.person(leader.telegramId, { name: leader.name })
  simulator.person(adminId, { name: '题库管理员', languageCode: 'zh-hans' })
  simulator.setCast([
    { id: officer.telegramId, name: officer.name, note: officer.unit },
    { id: leader.telegramId, name: leader.name, note: leader.unit },
    { id: adminId, name: '题库管理员', note: '管理员' },
  ])
}

/** The buttons above the phones: they move the bot's clock and let it do what is due. */
function demoControls({
  running,
  clock,
  settings,
}: {
  running: Running
  clock: MovableClock
  settings: Settings
}): Control[] {
  const { timeZone, morningAt, nudgeAt, summaryAt } = settings
  const t = running.deps.texts('zh-CN')
  const moveTo = async (day: string, time: ClockTime) => {
    clock.moveTo(instantOf(timeZone, day, time))
    await running.catchUp()
  }
  const today = () => dayIn(timeZone, clock.now())
  const laterToday = (id: string, time: ClockTime): Control => ({
    id,
    label: t(`demo-${id}`, { time }),
    run: async () => {
      if (clockIn(timeZone, clock.now()) < time) await moveTo(today(), time)
      else await moveTo((await nextTrainingDay(running.deps, today())) ?? today(), time)
    },
  })
  return [
    {
      id: 'next-morning',
      label: t('demo-next-morning', { time: morningAt }),
      run: async () => {
        const next = await nextTrainingDay(running.deps, today())
        // The night passes in two steps, so that yesterday's evening happens before the morning.
        await moveTo(today(), summaryAt)
        await moveTo(next ?? addDays(today(), 1), morningAt)
      },
    },
    laterToday('nudge', nudgeAt),
    laterToday('summary', summaryAt),
  ]
}

/** What a newcomer finds on the phones: yesterday's summary, what each may do, and the first card. */
async function playFirstMorning(
  simulator: Simulator,
  cast: Cast,
  nextMorning: Control | undefined,
): Promise<void> {
  simulator.person(adminId).send('/help')
  simulator.person(cast.leader.telegramId).send('/help')
  await nextMorning?.run()
}

function openBrowser(url: string): void {
  const command =
    process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open'
  spawn(command, [url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref()
}

import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { readConfig } from '../config.ts'
import { startProgram, type Running } from '../main.ts'
import { isTrainingDay, nextTrainingDay } from '../platform/calendar.ts'
import { createLog } from '../platform/log.ts'
import { loadTexts } from '../platform/texts.ts'
import { addDays, clockIn, dayIn, instantOf, type ClockTime, type Day } from '../shared/day.ts'
import type { Settings } from '../shared/settings.ts'
import {
  startSimulator,
  type Control,
  type SimPerson,
  type Simulator,
} from '../simulator/start-simulator.ts'
import { movableClock, type MovableClock } from './movable-clock.ts'
import { playColleagues } from './play-colleagues.ts'
import { seedCity, type Cast } from './seed-city.ts'
import { daysBefore, seedHistory } from './seed-history.ts'

const adminId = 700_000
const adminName = '题库管理员'
const historyDays = 10
/** When the newcomer looks in: the card is there, and some have done it. */
const rollCallAt: ClockTime = '07:30'
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

/** Starts the demo and resolves when its first morning has come. */
export async function startDemo({ port }: { port: number }): Promise<Demo> {
  const dataDir = mkdtempSync(join(tmpdir(), 'chenxun-demo-'))
  const simulator = await startSimulator({ port, page: true }).catch(() =>
    startSimulator({ port: 0, page: true }),
  )
  const settings = demoSettings(dataDir, simulator, await freePort())
  // Long before the history that is written below, and at night: the program finds nothing to do.
  const clock = movableClock(
    instantOf(settings.timeZone, addDays(dayIn(settings.timeZone, new Date()), -60), '00:05'),
  )
  simulator.setNow(clock.now)
  const running = await startProgram({ settings, log: createLog('error'), now: clock.now })
  const stop = async () => {
    await running.stop()
    await simulator.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    const stage = { simulator, running, clock, cast: await prepare(running, clock) }
    seatEverybody(simulator, stage.cast)
    simulator.setControls(demoControls(stage))
    await playFirstMorning(stage)
  } catch (error) {
    await stop()
    throw error
  }
  return { url: `${simulator.url}/`, stop }
}

/** What the demo moves. */
interface Stage {
  simulator: Simulator
  running: Running
  clock: MovableClock
  cast: Cast
}

/** The bot is reached as it is on a server, so that it serves its pages as well. */
function demoSettings(dataDir: string, simulator: Simulator, port: number): Settings {
  return readConfig({
    BOT_TOKEN: simulator.token,
    TELEGRAM_API_ROOT: simulator.url,
    DATA_DIR: dataDir,
    ADMIN_IDS: String(adminId),
    BACKUP_KEEP: '0',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    PORT: String(port),
    LISTEN_ON: '127.0.0.1',
    WEBHOOK_SECRET: randomBytes(24).toString('base64url'),
  })
}

/** Fills the database and sets the clock to the evening before a training day. */
async function prepare({ deps }: Running, clock: MovableClock): Promise<Cast> {
  const { db, settings } = deps
  const today = dayIn(settings.timeZone, new Date())
  const first = (await nextTrainingDay(deps, addDays(today, -1))) ?? today
  const days = await daysBefore(first, historyDays, (day) => isTrainingDay(deps, day))
  const start = instantOf(settings.timeZone, days.at(-1) ?? first, '20:29')
  const cast = await seedCity({ db, now: () => start })
  const diligent = [cast.officer.telegramId, cast.leader.telegramId]
  await seedHistory(db, { days, timeZone: settings.timeZone, diligent })
  clock.moveTo(start)
  return cast
}

function seatEverybody(simulator: Simulator, cast: Cast): void {
  for (const id of cast.everybody) simulator.person(id, { languageCode: 'zh-hans' })
  const { officer, leader } = cast
  simulator.person(officer.telegramId, { name: officer.name })
  simulator.person(leader.telegramId, { name: leader.name })
  simulator.person(adminId, { name: adminName, languageCode: 'zh-hans' })
  simulator.setCast([
    { id: officer.telegramId, name: officer.name, note: officer.unit },
    { id: leader.telegramId, name: leader.name, note: leader.unit },
    { id: adminId, name: adminName, note: '管理员' },
  ])
}

/** The buttons above the phones: they move the bot's clock and let it do what is due. */
function demoControls(stage: Stage): Control[] {
  const { deps } = stage.running
  const { timeZone, morningAt, nudgeAt, summaryAt } = deps.settings
  const control = (
    id: 'next-morning' | 'nudge' | 'summary',
    time: ClockTime,
    run: () => Promise<void>,
  ): Control => ({
    id,
    label: deps.texts('zh-CN')(`demo-${id}`, { time }),
    labelEn: deps.texts('en')(`demo-${id}`, { time }),
    run,
  })
  const today = () => dayIn(timeZone, deps.now())
  const nextMorning = async () => {
    const next = (await nextTrainingDay(deps, today())) ?? addDays(today(), 1)
    // The night passes in two steps, so that yesterday's evening happens before the morning.
    await moveTo(stage, today(), summaryAt)
    await moveTo(stage, next, morningAt)
  }
  const onward = async (time: ClockTime) => {
    // A day without its morning has nothing to nudge or to sum up.
    if (clockIn(timeZone, deps.now()) >= time) await nextMorning()
    await moveTo(stage, today(), time)
  }
  return [
    control('next-morning', morningAt, nextMorning),
    control('nudge', nudgeAt, () => onward(nudgeAt)),
    control('summary', summaryAt, () => onward(summaryAt)),
  ]
}

async function moveTo(
  { simulator, running, clock, cast }: Stage,
  day: Day,
  time: ClockTime,
): Promise<void> {
  const { db, settings } = running.deps
  const { timeZone } = settings
  const until = instantOf(timeZone, day, time)
  const except = [cast.officer.telegramId, cast.leader.telegramId]
  await playColleagues(db, { day: dayIn(timeZone, clock.now()), until, timeZone, except })
  clock.moveTo(until)
  // The page shows the new time before the messages that it brings.
  simulator.setNow(clock.now)
  await running.catchUp()
}

/**
 * What a newcomer finds on the phones: who the bot takes each person for, yesterday's summary, the
 * first card, and, at roll call, how the leader's people are doing and what the admin has loaded.
 */
async function playFirstMorning(stage: Stage): Promise<void> {
  const { simulator, running, cast } = stage
  const { timeZone, morningAt, summaryAt } = running.deps.settings
  const day = dayIn(timeZone, stage.clock.now())
  const leader = simulator.person(cast.leader.telegramId)
  const admin = simulator.person(adminId)
  for (const person of [simulator.person(cast.officer.telegramId), leader, admin]) {
    await ask(person, '/start')
  }
  await moveTo(stage, day, summaryAt)
  const next = (await nextTrainingDay(running.deps, day)) ?? addDays(day, 1)
  await moveTo(stage, next, morningAt)
  await moveTo(stage, next, rollCallAt)
  await ask(leader, '/summary')
  await ask(admin, '/banks')
}

/** Sends a command and waits until the bot has replied. */
async function ask(person: SimPerson, command: string): Promise<void> {
  const sent = person.send(command)
  await person.until(() => (person.last()?.id ?? 0) > sent, `a reply to ${command}`, 60_000)
}

/** A port that nobody uses now; the address must be known before the bot listens. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

function openBrowser(url: string): void {
  const command =
    process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open'
  spawn(command, [url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref()
}

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import {
  startSimulator,
  type SimPerson,
  type Simulator,
} from '../../src/simulator/start-simulator.ts'
import { throwDice, type Dice } from '../../test/support/dice.ts'
import { answerImpatiently, result, type FirstGiven } from '../../test/support/impatient.ts'
import type { DatabasePlace, Ground } from './places.ts'
import { firstChat, seedOfficers, withDatabase } from './seed.ts'
import { openLine, openPostman, type Line, type Postman } from './unfaithful.ts'

/** A morning of a few officers who all answer, as the one who disturbs it sees it. */
export interface Morning {
  telegram: Simulator
  people: SimPerson[]
  dice: Dice
  /** The line to the database server; null on the embedded one. */
  database: Line | null
  /** How updates arrive; null where the program asks for them. */
  postman: Postman | null
  /** Resolves when the bot has called Telegram so many more times. */
  calls: (more: number) => Promise<void>
  /** kill -9 of the oldest program, and a new one in its place. */
  killOne: () => Promise<void>
  /** SIGTERM to the oldest program, and a new one in its place. */
  replaceOne: () => Promise<void>
  /** True once every officer has seen the result. */
  isOver: () => boolean
}

/** What became of a morning. */
export interface Toll {
  cardsLost: number
  cardsDoubled: number
  /** Answers that were given and are not there, or are there as something else. */
  answersLost: number
  /** Officers with more answers than questions, or an answer with two marks. */
  answersDoubled: number
  scoresWrong: number
  /** Officers who never saw their result. */
  stuck: number
  /** From the end of the trouble to the next answer of the bot; null without trouble. */
  recoverySeconds: number | null
  seconds: number
  kills: number
}

export interface Shape {
  officers: number
  /** Programs behind a webhook; 1 asks for updates itself. */
  programs: number
  webhook?: boolean
  env?: Record<string, string>
  /** How long an officer may be stuck before the cell counts them so. */
  patienceMs?: number
}

const root = join(import.meta.dirname, '../..')
const secret = 'a-secret-for-measurements-0123456789'

/**
 * Plays a morning of the program as it is built while `disturb` does its worst, and counts what was
 * lost, doubled or wrong: cards by what stands in the officers' chats, answers by what they gave first.
 */
export async function playMorning(
  ground: Ground,
  shape: Shape,
  disturb: (morning: Morning) => Promise<void>,
): Promise<Toll> {
  const { officers, programs, env = {}, patienceMs = 180_000 } = shape
  const place = await ground.place()
  await withDatabase(place, (db) => seedOfficers(db, officers))
  const database = place.databaseUrl ? await openLine(place.databaseUrl) : null
  const telegram = await startSimulator()
  const dice = throwDice()
  const people = Array.from({ length: officers }, (_, n) =>
    telegram.person(firstChat + n, { languageCode: 'zh-hans' }),
  )
  const usesWebhook = shape.webhook ?? programs > 1
  const bots = openBots({ place, database, telegram, env })
  const postman = usesWebhook ? await openPostman(bots.ports, () => dice.roll()) : null
  const start = () => bots.start(postman)

  const startedAt = performance.now()
  let troubleEndedAt: number | null = null
  const morning: Morning = {
    telegram,
    people,
    dice,
    database,
    postman,
    async calls(more) {
      const wanted = telegram.calls.length + more
      while (telegram.calls.length < wanted && !morning.isOver()) await pause(5)
    },
    async killOne() {
      await bots.end('SIGKILL')
      await start()
    },
    async replaceOne() {
      if (!usesWebhook) await bots.end('SIGTERM')
      await start()
      if (usesWebhook) await bots.end('SIGTERM')
    },
    isOver: () => people.every((person) => result(person)),
  }

  for (let n = 0; n < programs; n++) await start()
  const given = people.map((person) => answerImpatiently(person, dice))
  const all = Promise.all(given)
  await disturb(morning)
  troubleEndedAt = performance.now()
  const callsBefore = telegram.calls.length
  const recovered = morning.isOver()
    ? Promise.resolve(null)
    : morning.calls(1).then(() => (performance.now() - (troubleEndedAt ?? 0)) / 1000)
  await Promise.race([all, pause(patienceMs, null, { ref: false })])
  const seconds = (performance.now() - startedAt) / 1000
  const recoverySeconds = telegram.calls.length > callsBefore ? await recovered : null
  // What waits for the end of a pause or of a dead process has its time.
  await pause(12_000)
  while (await bots.end('SIGTERM'));
  const firsts = await Promise.all(given.map((one) => Promise.race([one, pause(1, null)])))
  const toll = await countToll(place, morning, firsts)
  printStuck(people)
  await postman?.stop()
  await database?.stop()
  await telegram.stop()
  return { ...toll, recoverySeconds, seconds, kills: bots.kills() }
}

interface Bots {
  ports: () => number[]
  start: (postman: Postman | null) => Promise<void>
  /** Ends the oldest; false when none runs. */
  end: (signal: 'SIGKILL' | 'SIGTERM') => Promise<boolean>
  /** How many were killed. */
  kills: () => number
}

/** The programs of a morning, in the order of their starts. */
function openBots({
  place,
  database,
  telegram,
  env,
}: {
  place: DatabasePlace
  database: Line | null
  telegram: Simulator
  env: Record<string, string>
}): Bots {
  const running: { child: ChildProcess; port: number }[] = []
  let kills = 0
  return {
    ports: () => running.map(({ port }) => port),
    async start(postman) {
      const port = postman ? await freePort() : 0
      const where = { ...place, databaseUrl: database?.url ?? null }
      const child = startProgram(where, telegram, {
        ...env,
        ...(postman && { PUBLIC_URL: postman.url, WEBHOOK_SECRET: secret, PORT: `${port}` }),
      })
      running.push({ child, port })
      if (postman) await isReady(port)
    },
    async end(signal) {
      const one = running.shift()
      if (!one) return false
      const gone = once(one.child, 'exit')
      one.child.kill(signal)
      await gone
      if (signal === 'SIGKILL') kills++
      return true
    },
    kills: () => kills,
  }
}

async function countToll(
  place: DatabasePlace,
  { telegram, people }: Pick<Morning, 'telegram' | 'people'>,
  firsts: (FirstGiven[] | null)[],
): Promise<Omit<Toll, 'recoverySeconds' | 'seconds' | 'kills'>> {
  // An answered card has become its explanation: what was sent is what counts.
  const sent = telegram.calls.filter(
    ({ method, params, ok }) =>
      ok && method === 'sendMessage' && String(params['text']).includes('晨训 · '),
  )
  const cards = people.map(
    ({ id }) => sent.filter(({ params }) => Number(params['chat_id']) === id).length,
  )
  const { kept, duties } = await withDatabase(place, async (db) => ({
    kept: await db.answer.findMany({
      where: { sitting: { kind: 'DAILY' } },
      include: { version: true, officer: true, grades: true },
    }),
    duties: await db.duty.findMany({ include: { officer: true } }),
  }))
  const toll = { answersLost: 0, answersDoubled: 0, scoresWrong: 0 }
  for (const [index, first] of firsts.entries()) {
    const isMine = ({ officer }: { officer: { telegramId: bigint | null } }) =>
      Number(officer.telegramId) === firstChat + index
    const mine = kept.filter(isMine)
    if (mine.length > 5 || mine.some(({ grades }) => grades.length > 1)) toll.answersDoubled++
    toll.answersLost += (first ?? []).filter((one) => !isKept(one, mine)).length
    const duty = duties.find(isMine)
    const sum = mine.reduce((total, { score }) => total + (score ?? 0), 0)
    if (duty?.finishedAt && Math.abs((duty.score ?? -1) - sum) > 1e-6) toll.scoresWrong++
  }
  return {
    cardsLost: cards.filter((times) => times === 0).length,
    cardsDoubled: cards.reduce((sum, times) => sum + Math.max(0, times - 1), 0),
    ...toll,
    stuck: people.filter((person) => !result(person)).length,
  }
}

/** With BENCH_VERBOSE: the chats of those who wait in vain. */
function printStuck(people: SimPerson[]): void {
  if (!process.env['BENCH_VERBOSE']) return
  for (const person of people) if (!result(person)) printChat(person)
}

function printChat(person: SimPerson): void {
  for (const { id, fromBot, text, buttons } of person.messages().slice(-8)) {
    const labels = buttons.flat().map(({ label }) => label)
    console.log(
      `    ${fromBot ? '<' : '>'} ${id} ${text.replaceAll('\n', ' ').slice(0, 120)} [${labels.join()}]`,
    )
  }
}

interface Kept {
  version: { content: unknown }
  given: unknown
  outcome: string | null
  answeredAt: Date | null
}

/** Whether what was given first to a question is what stands there. */
function isKept({ stem, kind, rightly, text }: FirstGiven, mine: Kept[]): boolean {
  const one = mine.find(({ version }) => (version.content as { stem?: string }).stem === stem)
  if (!one?.answeredAt) return false
  return kind === 'short' ? one.given === text : (one.outcome === 'RIGHT') === rightly
}

function startProgram(
  place: DatabasePlace,
  telegram: Simulator,
  env: Record<string, string>,
): ChildProcess {
  const child = spawn(process.execPath, [join(root, 'dist/cli.js'), 'start'], {
    cwd: '/',
    stdio: ['ignore', 'ignore', process.env['BENCH_VERBOSE'] ? 'inherit' : 'ignore'],
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.url,
      DATABASE_URL: place.databaseUrl ?? '',
      DATA_DIR: place.dataDir,
      ADMIN_IDS: '900000',
      TRAINING_DAYS: 'all',
      TIME_ZONE: zoneOfMorning(),
      LOG_LEVEL: 'error',
      ...env,
    },
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
  return child
}

/** A time zone in which it is between seven and eight in the morning now: the day opens at once. */
function zoneOfMorning(): string {
  const ahead = ((7 - new Date().getUTCHours() + 36) % 24) - 12
  // The sign of these names is turned round: Etc/GMT-8 is eight hours ahead.
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}

async function isReady(port: number): Promise<void> {
  for (;;) {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null)
    if (response?.ok) return
    await pause(50)
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  return port
}

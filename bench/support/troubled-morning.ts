import { watch, type FSWatcher } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import type { Db } from '../../src/platform/db.ts'
import { startSimulator, type Simulator } from '../../src/simulator/start-simulator.ts'
import { throwDice, type Dice } from '../../test/support/dice.ts'
import { answerImpatiently } from '../../test/support/impatient.ts'
import { importBanks } from './importing.ts'
import { openModel, type ModelKind } from './models.ts'
import type { DatabasePlace, Ground } from './places.ts'
import { openSeams, type Matches, type Seams } from './seams.ts'
import { firstChat, seededPlace, withDatabase } from './seed.ts'
import { openSupervised, type Supervised } from './supervised.ts'
import { countLeft, countToll, findStuck, isServing, recoveryOf, type Toll } from './toll.ts'
import { openLine, openPostman, type Line, type Postman } from './unfaithful.ts'
import { openWire } from './wire.ts'

/** A morning of a few officers who all answer, as the one who disturbs it sees it. */
export interface Morning {
  telegram: Simulator
  dice: Dice
  place: DatabasePlace
  /** The line to the database server; null on the embedded one. */
  database: Line | null
  /** How updates arrive; null where the program asks for them. */
  postman: Postman | null
  /** Resolves when the bot has called Telegram so many more times. */
  calls: (more: number) => Promise<void>
  /** kill -9 of the oldest program, and a new one in its place. */
  killOne: () => Promise<void>
  /** The same when the program is at this point, after `skip` other times. False where it is over before. */
  killAt: (point: Matches, skip: number) => Promise<boolean>
  /** Resolves when the program is at this point; false where it is over before. */
  seen: (point: Matches) => Promise<boolean>
  /** SIGTERM to the oldest program, and a new one in its place. */
  replaceOne: () => Promise<void>
  /** True once everybody has got what they waited for. */
  isOver: () => boolean
}

export interface Shape {
  /** Those who answer. */
  officers: number
  /** Those who only get the card. */
  onlookers?: number
  /** Kinds of questions that are asked; all without. */
  kinds?: string[]
  /** Banks that an admin sends and confirms meanwhile. */
  imports?: number
  model?: ModelKind
  /** Programs behind a webhook; 1 asks for updates itself. */
  programs: number
  webhook?: boolean
}

const admin = 900_000
/** What was over at once was set for the whole morning: there is nothing to recover from. */
const leastTroubleMs = 100
const longestWaitMs = 30_000
/** Not by the clock of the whole: a busy machine loses nothing, it is late. */
const patienceMs = 120_000
/** What waits for a dead process is taken up after six seconds on a server, by a look every 2.5. */
const quietMs = { PGlite: 3_000, PostgreSQL: 9_500 }

/**
 * Plays a morning of the program as it is built while `disturb` does its worst, and counts what was
 * lost, doubled or wrong: cards by what stands in the officers' chats, answers by what they gave first.
 */
export async function playMorning(
  ground: Ground,
  shape: Shape,
  disturb: (morning: Morning) => Promise<void>,
): Promise<Toll> {
  const { place, telegram, bots, tools, stop } = await openWorld(ground, shape)
  const { people, answering } = gatherPeople(telegram, shape)
  const startedAt = performance.now()
  for (let n = 0; n < shape.programs; n++) await bots.start(tools.postman?.url ?? null)
  const given = answering.map((person) => answerImpatiently(person, tools.dice))
  const work = [...given, importBanks(telegram.person(admin), shape.imports ?? 0)].map(play)
  const isOver = () => work.every(({ isDone }) => isDone()) && people.every((one) => one.last())
  const trouble = await timeOf(disturb(openMorning({ ...tools, telegram, place, bots, isOver })))
  const isFromTrouble = trouble.ms > leastTroubleMs && !isOver()
  await waitWhileServed(telegram, isOver)
  const seconds = (performance.now() - startedAt) / 1000
  await waitForQuiet(telegram, quietMs[ground.name])
  if (place.databaseUrl) await withDatabase(place, waitForNothingLeft)
  await bots.stop()
  const firsts = await Promise.all(given.map((one) => Promise.race([one, pause(1, null)])))
  const outcome = {
    people,
    answering,
    given: firsts,
    calls: telegram.calls,
    imports: shape.imports ?? 0,
  }
  const counted = await withDatabase(place, (db) => countToll(db, outcome))
  await stop()
  const moments = bots.killedAt.length > 0 ? bots.killedAt : isFromTrouble ? [trouble.endedAt] : []
  return {
    kills: bots.killedAt.length,
    ...counted,
    stuck: findStuck(answering).length,
    died: bots.died(),
    ...recoveryOf(moments, telegram.calls),
    seconds,
  }
}

/** All who get a card, and of them those who answer it. */
function gatherPeople(telegram: Simulator, { officers, onlookers = 0 }: Shape) {
  const people = Array.from({ length: officers + onlookers }, (_, n) =>
    telegram.person(firstChat + n, { languageCode: 'zh-hans' }),
  )
  // Onlookers are the first to get a card: nobody answers it before a kill has had its effect.
  return { people, answering: people.slice(onlookers) }
}

/** Everything around the program, and the program, which does not run yet. */
async function openWorld(ground: Ground, shape: Shape) {
  const seams = openSeams()
  const dice = throwDice()
  const place = await seededPlace(ground, {
    officers: shape.officers + (shape.onlookers ?? 0),
    kinds: shape.kinds ?? [],
  })
  const telegram = await startSimulator()
  const wire = await openWire(telegram.url, seams)
  const database = place.databaseUrl ? await openLine(place.databaseUrl, seams) : null
  const log = place.databaseUrl ? null : watchLog(place, seams)
  const model = shape.model ? await openModel(shape.model, seams) : null
  const bots = openSupervised({
    place: { ...place, databaseUrl: database?.url ?? null },
    token: telegram.token,
    apiRoot: wire.url,
    env: model?.env ?? {},
  })
  const usesWebhook = shape.webhook ?? shape.programs > 1
  const postman = usesWebhook
    ? await openPostman(bots.ports, { roll: () => dice.roll(), seams })
    : null
  const stop = async () => {
    log?.close()
    for (const each of [postman, model, database, wire, telegram]) await each?.stop()
  }
  return { place, telegram, bots, tools: { seams, dice, database, postman }, stop }
}

/** Where the embedded database writes, its rows are on their way. */
function watchLog({ dataDir }: DatabasePlace, seams: Seams): FSWatcher {
  const seen = { name: 'log', moment: 'underway' as const, request: '', reply: '' }
  return watch(join(dataDir, 'db', 'pg_wal'), () => void seams.pass(seen))
}

function openMorning({
  seams,
  bots,
  ...shown
}: Pick<Morning, 'telegram' | 'dice' | 'place' | 'database' | 'postman' | 'isOver'> & {
  seams: Seams
  bots: Supervised
}): Morning {
  const { telegram, postman, isOver } = shown
  const start = () => bots.start(postman?.url ?? null)
  const at = async (point: Matches, skip: number, act: () => Promise<void>) => {
    const struck = play(seams.at(point, skip, act))
    while (!struck.isDone() && !isOver()) await pause(20)
    seams.forget()
    return struck.isDone()
  }
  return {
    ...shown,
    async calls(more) {
      const wanted = telegram.calls.length + more
      while (telegram.calls.length < wanted && !isOver()) await pause(20)
    },
    async killOne() {
      // Where it ended by itself, somebody starts it again.
      if (await bots.end('SIGKILL')) await start()
    },
    async killAt(point, skip) {
      let isKilled = false
      const isStruck = await at(point, skip, async () => {
        isKilled = await bots.end('SIGKILL')
      })
      if (isKilled) await start()
      return isStruck
    },
    seen: (point) => at(point, 0, () => Promise.resolve()),
    async replaceOne() {
      if (!postman) await bots.end('SIGTERM')
      await start()
      if (postman) await bots.end('SIGTERM')
    },
  }
}

async function timeOf(work: Promise<void>): Promise<{ ms: number; endedAt: number }> {
  const startedAt = performance.now()
  await work
  return { ms: performance.now() - startedAt, endedAt: Date.now() }
}

/** A promise that can be asked whether it has ended. */
function play(promise: Promise<unknown>): { isDone: () => boolean } {
  let isDone = false
  promise.then(
    () => (isDone = true),
    (error: unknown) => console.log(`    ${String(error)}`),
  )
  return { isDone: () => isDone }
}

/** Resolves when all is over, or when nobody was told anything for so long that nobody will be. */
async function waitWhileServed(telegram: Simulator, isOver: () => boolean): Promise<void> {
  let served = 0
  let until = performance.now() + patienceMs
  while (!isOver() && performance.now() < until) {
    const now = telegram.calls.filter(isServing).length
    if (now > served) until = performance.now() + patienceMs
    served = now
    await pause(100)
  }
}

/** What waits although nobody is told of it, such as the mark of an update that was handled, has its time. */
async function waitForNothingLeft(db: Db): Promise<void> {
  const until = performance.now() + longestWaitMs
  while ((await countLeft(db)) > 0 && performance.now() < until) await pause(500)
}

/** Resolves when nobody was told anything for so long; what waits for something has its time. */
async function waitForQuiet(telegram: Simulator, ms: number): Promise<void> {
  for (;;) {
    const calls = telegram.calls.filter(isServing).length
    await pause(ms)
    if (telegram.calls.filter(isServing).length === calls) return
  }
}

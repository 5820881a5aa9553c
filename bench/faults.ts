import { setTimeout as pause } from 'node:timers/promises'

import { embeddedGround, serverGround, type Ground } from './support/places.ts'
import { playMorning, type Morning, type Shape, type Toll } from './support/troubled-morning.ts'

export const title = 'what faults cost: lost, doubled and wrong, on both databases'

const officers = Number(process.env['BENCH_OFFICERS'] ?? 20)
/** kill -9 in each cell that kills. */
const kills = Number(process.env['BENCH_KILLS'] ?? 6)
const only = process.env['BENCH_FAULT']

interface Fault {
  name: string
  /** Where it can happen; both by default. */
  on?: Ground['name']
  shape?: Partial<Shape>
  disturb: (morning: Morning) => Promise<void>
}

/** Kills when the bot has called Telegram a few more times, at an instant of its own. */
const killAmong =
  (low: number, high: number) =>
  async (morning: Morning): Promise<void> => {
    for (let count = 0; count < kills && !morning.isOver(); count++) {
      await morning.calls(morning.dice.between(low, high))
      await pause(morning.dice.between(0, 60))
      await morning.killOne()
    }
  }

/** Nothing listens there. */
const deadEnd = 'http://127.0.0.1:9'

const faults: Fault[] = [
  { name: 'none', disturb: () => Promise.resolve() },
  {
    name: 'kill -9 while it opens',
    async disturb(morning) {
      for (let count = 0; count < kills; count++) {
        await pause(morning.dice.between(50, 2_500))
        await morning.killOne()
      }
    },
  },
  { name: 'kill -9 among the cards', disturb: killAmong(1, 6) },
  { name: 'kill -9 among the answers', disturb: killAmong(15, 45) },
  {
    name: '429 storm',
    async disturb({ telegram, calls }) {
      await calls(10)
      for (let storm = 0; storm < 3; storm++) {
        telegram.faults.next('*', { kind: 'status', code: 429, retryAfter: 1 }, 15)
        await pause(1_500)
      }
    },
  },
  {
    name: '502 for a while',
    async disturb({ telegram, calls }) {
      await calls(10)
      telegram.faults.next('*', { kind: 'status', code: 502, description: 'Bad Gateway' }, 40)
      await pause(3_000)
    },
  },
  {
    name: 'replies dropped after the act',
    async disturb({ telegram, calls }) {
      for (let count = 0; count < 15; count++) {
        await calls(8)
        telegram.faults.next('sendMessage', { kind: 'drop-reply' })
      }
    },
  },
  {
    name: 'Telegram slow (0.4 s a call)',
    disturb({ telegram }) {
      telegram.faults.next('*', { kind: 'slow', ms: 400 }, 300)
      return Promise.resolve()
    },
  },
  {
    name: 'updates doubled and out of order',
    shape: { webhook: true },
    disturb({ postman }) {
      postman?.beUnfaithful(400)
      return Promise.resolve()
    },
  },
  {
    name: 'model does not answer',
    shape: { env: { OPENAI_API_KEY: 'none', OPENAI_BASE_URL: deadEnd, OPENAI_MODEL: 'none' } },
    disturb: () => Promise.resolve(),
  },
  {
    name: 'database away for 5 s',
    on: 'PostgreSQL',
    async disturb({ database, calls }) {
      await calls(40)
      database?.cut()
      await pause(5_000)
      database?.mend()
    },
  },
  {
    name: 'database slow (50 ms a reply)',
    on: 'PostgreSQL',
    async disturb({ database, calls }) {
      database?.slow(50)
      await calls(150)
      database?.mend()
    },
  },
  {
    name: 'no more than 3 connections',
    on: 'PostgreSQL',
    async disturb({ database, calls }) {
      await calls(20)
      database?.limit(3)
      await calls(150)
      database?.mend()
    },
  },
  {
    name: 'three programs, kill -9',
    on: 'PostgreSQL',
    shape: { programs: 3 },
    disturb: killAmong(10, 30),
  },
  {
    name: 'three programs, rolling restart',
    on: 'PostgreSQL',
    shape: { programs: 3 },
    async disturb({ calls, replaceOne }) {
      for (let count = 0; count < 3; count++) {
        await calls(20)
        await replaceOne()
      }
    },
  },
]

/** Plays a morning for every fault and prints what it cost; BENCH_FAULT plays those with that word. */
export async function run(): Promise<void> {
  const grounds = [embeddedGround(), await serverGround()].filter((ground) => ground !== null)
  const rows: Record<string, Toll> = {}
  for (const ground of grounds) {
    for (const { name, on, shape, disturb } of faults) {
      if ((on && on !== ground.name) || (only && !name.includes(only))) continue
      const toll = await playMorning(ground, { officers, programs: 1, ...shape }, disturb)
      rows[`${ground.name}: ${name}`] = toll
      console.log(`  ${ground.name}: ${name}: ${describe(toll)}`)
    }
    await ground.clear()
  }
  console.table(rows)
  const tolls = Object.values(rows)
  const sum = (of: (toll: Toll) => number) => tolls.reduce((total, toll) => total + of(toll), 0)
  const killed = sum((toll) => toll.kills)
  console.log(
    `  ${killed} × kill -9 and ${tolls.length} mornings of ${officers} officers: ` +
      `${sum((toll) => toll.cardsLost)} cards lost, ${sum((toll) => toll.cardsDoubled)} doubled, ` +
      `${sum((toll) => toll.answersLost)} answers lost, ` +
      `${sum((toll) => toll.answersDoubled)} doubled, ${sum((toll) => toll.scoresWrong)} scores wrong`,
  )
}

function describe(toll: Toll): string {
  const recovery = toll.recoverySeconds === null ? '–' : `${toll.recoverySeconds.toFixed(1)} s`
  return (
    `cards ${toll.cardsLost} lost ${toll.cardsDoubled} doubled, answers ${toll.answersLost} lost ` +
    `${toll.answersDoubled} doubled, ${toll.scoresWrong} scores wrong, ${toll.stuck} stuck, ` +
    `recovery ${recovery}, ${toll.seconds.toFixed(0)} s, ${toll.kills} kills`
  )
}

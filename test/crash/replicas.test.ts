import { setTimeout as pause } from 'node:timers/promises'

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

import type { SimPerson } from '../../src/simulator/start-simulator.ts'
import { throwDice } from '../support/dice.ts'
import { answerImpatiently, type FirstGiven } from '../support/impatient.ts'
import { openReplicas, type Replicas } from '../support/replicas.ts'
import { firstOfficerId, seedStation } from '../support/station.ts'

const officers = 12
/** How long an officer may be stuck before the test gives up. */
const patienceMs = 150_000

// The embedded database belongs to one process; several need a server.
const needsServer = inject('databaseServer') ? describe : describe.skip

needsServer('three programs behind one address, which are killed, restarted and replaced', () => {
  const dice = throwDice()
  let city: Replicas
  let people: SimPerson[]
  let given: FirstGiven[][]

  beforeAll(async () => {
    // A minute before the cards: whoever holds the clock then opens the day by itself.
    city = await openReplicas({ day: '2026-11-30', time: '06:39' })
    await city.look((db) => seedStation({ db, now: city.now }, officers))
    people = Array.from({ length: officers }, (_, index) =>
      city.telegram.person(firstOfficerId + index, { languageCode: 'zh-hans' }),
    )
  })
  afterAll(() => city.stop())

  it(
    'bring every officer the card, take every answer, and show everybody a result',
    { timeout: 400_000 },
    async () => {
      for (let count = 0; count < 3; count++) await city.start()
      const cards = await until(() => people.some((person) => cardsOf(city, person) > 0))
      expect(cards).toBe(true)
      const answering = Promise.all(people.map((person) => answerImpatiently(person, dice)))
      // Killed in the middle of the cards, whoever sends them.
      await pause(dice.between(50, 500))
      await city.kill(first(city))
      await city.start()
      await pause(dice.between(500, 2_000))
      // A new version is rolled out: one after the other stops when it has finished what it holds.
      for (const replica of city.running()) {
        expect(await city.shutDown(replica)).toBe(0)
        await city.start()
      }
      given = await stuckOr(answering)
    },
  )

  it('count every day once, by the first answers', async () => {
    const { duties, answers } = await city.look(async (db) => ({
      duties: await db.duty.findMany(),
      answers: await db.answer.findMany({ include: { version: true, officer: true } }),
    }))
    expect(duties.map(({ state }) => state)).toEqual(Array(officers).fill('DONE'))
    expect(answers).toHaveLength(officers * 5)
    for (const { officer, version, outcome, given: kept } of answers) {
      const { stem, kind } = version.content as unknown as { stem: string; kind: string }
      const mine = given[Number(officer.telegramId) - firstOfficerId]
      const one = mine?.find((each) => each.stem === stem)
      const right = kind === 'short' ? kept === one?.text : outcome === 'RIGHT'
      expect({ stem, right }).toEqual({ stem, right: kind === 'short' || one?.rightly })
    }
  })

  it('open the day once, and lose no card', async () => {
    const { runs, deliveries } = await city.look(async (db) => ({
      runs: await db.run.findMany({ where: { kind: 'open-day' } }),
      deliveries: await db.delivery.groupBy({
        by: ['state'],
        where: { campaign: { startsWith: 'morning:' } },
        _count: true,
      }),
    }))
    expect(runs).toHaveLength(1)
    // One that went out unmarked, and whose question was answered before the next try, is not sent again.
    const settled = deliveries.map(({ state, _count: count }) => ({ state, count }))
    expect(settled.every(({ state }) => state === 'SENT' || state === 'SKIPPED')).toBe(true)
    expect(settled.reduce((sum, { count }) => sum + count, 0)).toBe(officers)
    const counts = people.map((person) => cardsOf(city, person))
    const doubled = counts.reduce((sum, count) => sum + count - 1, 0)
    const lost = counts.filter((count) => count === 0).length
    console.table([{ seed: dice.seed, officers, lost, doubled }])
    expect(counts.every((count) => count > 0)).toBe(true)
    // What one process had on the way when it was killed.
    expect(doubled).toBeLessThanOrEqual(32)
  })

  it('leave nothing waiting', { timeout: 60_000 }, async () => {
    const left = () =>
      city.look(async (db) => ({
        inbox: await db.inbox.count({ where: { state: { not: 'DONE' } } }),
        jobs: await db.job.count({ where: { state: { not: 'DONE' } } }),
        unmarked: await db.answer.count({ where: { outcome: 'PENDING' } }),
      }))
    for (let tries = 0; tries < 20 && (await left()).inbox > 0; tries++) await pause(1_000)
    expect(await left()).toEqual({ inbox: 0, jobs: 0, unmarked: 0 })
  })
})

function first(city: Replicas): number {
  const [replica] = city.running()
  if (replica === undefined) throw new Error('nobody runs')
  return replica
}

/** What was sent: an answered card has become its explanation. */
function cardsOf({ telegram }: Replicas, { id }: SimPerson): number {
  return telegram.calls.filter(
    ({ method, params, ok }) =>
      ok &&
      method === 'sendMessage' &&
      Number(params['chat_id']) === id &&
      String(params['text']).includes('晨训 · 11月30日'),
  ).length
}

async function until(isSo: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 1_800; tries++) {
    if (isSo()) return true
    await pause(100)
  }
  return false
}

async function stuckOr<Result>(answering: Promise<Result>): Promise<Result> {
  const outcome = await Promise.race([answering, pause(patienceMs, null, { ref: false })])
  if (outcome === null) throw new Error('some officers see no result')
  return outcome
}

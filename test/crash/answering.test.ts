import { setTimeout as pause } from 'node:timers/promises'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Db } from '../../src/platform/db.ts'
import type { SimPerson } from '../../src/simulator/start-simulator.ts'
import { throwDice } from '../support/dice.ts'
import { answerImpatiently, result, type FirstGiven } from '../support/impatient.ts'
import { openKillable, type Killable } from '../support/killable.ts'
import { firstOfficerId, seedStation } from '../support/station.ts'

const officers = 20
const kills = 4
/** How long the last answers may take once nothing kills the program any more. */
const patienceMs = 180_000
const monday = '2026-11-30'

describe('officers who answer while the program is killed again and again', () => {
  const dice = throwDice()
  let bureau: Killable
  let people: SimPerson[]
  let given: FirstGiven[][]

  beforeAll(async () => {
    bureau = await openKillable({ day: '2026-11-29', time: '15:00' })
    const now = bureau.now
    await bureau.look((db) => seedStation({ db, now }, officers))
    people = Array.from({ length: officers }, (_, index) =>
      bureau.telegram.person(firstOfficerId + index, { languageCode: 'zh-hans' }),
    )
    for (const method of ['sendMessage', 'editMessageText']) {
      bureau.telegram.faults.next(method, { kind: 'slow', ms: 15 }, 100_000)
    }
  })
  afterAll(() => bureau.stop())

  it('all finish their set without any help', { timeout: 600_000 }, async () => {
    await bureau.start()
    await bureau.moveTo(monday, '06:40')
    let done = false
    const answering = Promise.all(people.map((person) => answerImpatiently(person, dice)))
    void answering.finally(() => (done = true))
    let killed = 0
    for (; killed < kills && !done; killed++) {
      const wanted = bureau.telegram.calls.length + dice.between(20, 45)
      while (bureau.telegram.calls.length < wanted && !done) await pause(5)
      await pause(dice.between(0, 40))
      await bureau.kill()
      await pause(dice.between(0, 300))
      await bureau.start()
    }
    given = await finished(answering, people)
    // What the last one had in hand is free once it is known to be dead: on a server after six seconds.
    if (bureau.place.databaseUrl) await pause(6_500)
    await bureau.pass(1_000)
    await bureau.kill()
    expect(killed).toBe(kills)
    const presses = bureau.telegram.calls.filter(({ method }) => method === 'answerCallbackQuery')
    console.table([
      { seed: dice.seed, officers, kills: killed, presses: presses.length, ...doubles(people) },
    ])
  })

  it('and each answer is the first that was given', async () => {
    const answers = await bureau.look((db) =>
      db.answer.findMany({ include: { version: true, officer: true, grades: true } }),
    )
    expect(answers).toHaveLength(officers * 5)
    for (const { officer, version, outcome, given: kept, score, grades } of answers) {
      const { stem, kind } = version.content as unknown as { stem: string; kind: string }
      const mine = given[Number(officer.telegramId) - firstOfficerId]
      const first = mine?.find((each) => each.stem === stem)
      const right = kind === 'short' ? kept === first?.text : outcome === 'RIGHT'
      expect({ stem, right }).toEqual({ stem, right: kind === 'short' || first?.rightly })
      const marks = grades.map((grade) => grade.score / grade.max)
      expect(marks).toEqual(kind === 'short' ? [score] : [])
    }
  })

  it('and every day is counted once, with the score of its answers', async () => {
    const { duties, sums } = await bureau.look(async (db) => ({
      duties: await db.duty.findMany({ include: { officer: true } }),
      sums: await scoresOf(db),
    }))
    expect(duties).toHaveLength(officers)
    for (const duty of duties) {
      expect(duty).toMatchObject({ state: 'DONE', max: 5 })
      expect(duty.score).toBeCloseTo(sums.get(duty.officerId) ?? -1)
      const person = people[Number(duty.officer.telegramId) - firstOfficerId]
      const told = /得分 ([\d.]+)\/5/.exec((person && result(person)?.text) ?? '')?.[1]
      expect(Number(told)).toBeCloseTo(duty.score ?? -1, 1)
    }
  })

  it('and nothing is left waiting', async () => {
    const left = await bureau.look(async (db) => ({
      inbox: await db.inbox.count({ where: { state: { not: 'DONE' } } }),
      jobs: await db.job.count({ where: { state: { not: 'DONE' } } }),
      open: await db.sitting.count({ where: { finishedAt: null } }),
      unmarked: await db.answer.count({ where: { outcome: 'PENDING' } }),
    }))
    expect(left).toEqual({ inbox: 0, jobs: 0, open: 0, unmarked: 0 })
  })
})

/** Says who is stuck, and at what, when somebody is. */
async function finished<Result>(answering: Promise<Result>, people: SimPerson[]): Promise<Result> {
  const late = pause(patienceMs, null, { ref: false })
  const outcome = await Promise.race([answering, late])
  if (outcome !== null) return outcome
  const stuck = people.filter((person) => !result(person))
  const chats = stuck.map((person) => {
    const lines = person.messages().map(({ fromBot, text }) => `${fromBot ? '<' : '>'} ${text}`)
    return `${person.id}:\n${lines.slice(-6).join('\n')}`
  })
  throw new Error(`${stuck.length} officers see no result\n${chats.join('\n\n')}`)
}

/** How many messages came more than once: what was on its way at a kill. */
function doubles(people: SimPerson[]) {
  const count = (pattern: RegExp, once: number) =>
    people.reduce((sum, person) => {
      const found = person.messages().filter(({ fromBot, text }) => fromBot && pattern.test(text))
      return sum + Math.max(0, found.length - once)
    }, 0)
  return { questionsDoubled: count(/第\d\/5题/, 5), resultsDoubled: count(/得分 [\d.]+\/5/, 1) }
}

async function scoresOf(db: Db): Promise<Map<number, number>> {
  const sums = await db.answer.groupBy({ by: ['officerId'], _sum: { score: true } })
  return new Map(sums.map(({ officerId, _sum }) => [officerId, _sum.score ?? 0]))
}

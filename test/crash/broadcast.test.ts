import { setTimeout as pause } from 'node:timers/promises'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { throwDice } from '../support/dice.ts'
import { openKillable, type Killable } from '../support/killable.ts'
import { firstOfficerId, seedStation } from '../support/station.ts'

const officers = 150
const kills = 4
/** How many messages the sender has on the way at most. */
const mostInFlight = 32
/** A line to Telegram is slower than this machine: some messages are on the way when it dies. */
const lineMs = 80

describe('a broadcast whose process is killed again and again', () => {
  const dice = throwDice()
  let bureau: Killable

  beforeAll(async () => {
    bureau = await openKillable({ day: '2026-11-29', time: '15:00' })
    const now = bureau.now
    await bureau.look((db) => seedStation({ db, now }, officers))
    for (let index = 0; index < officers; index++) cardsOf(bureau, index)
    bureau.telegram.faults.next('sendMessage', { kind: 'slow', ms: lineMs }, 10_000)
  })
  afterAll(() => bureau.stop())

  it(
    'brings every officer the card of the day, and to few of them twice',
    { timeout: 600_000 },
    async () => {
      await bureau.start()
      // Nobody waits for this: the program is killed on the way.
      bureau.moveTo('2026-11-30', '06:40').catch(() => {})
      for (let kill = 1; kill <= kills; kill++) {
        await sent(bureau, dice.between(12, 26))
        await pause(dice.between(0, 60))
        await bureau.kill()
        if (kill === 2) await dieWhileStarting(bureau, dice.between(200, 1_500))
        await bureau.start()
      }
      // What the last one had in hand is free once it is known to be dead: on a server after six seconds.
      if (bureau.place.databaseUrl) await pause(6_500)
      await bureau.pass(1_000)
      await bureau.kill()

      const counts = Array.from({ length: officers }, (_, index) => cardsOf(bureau, index).length)
      const lost = counts.filter((count) => count === 0).length
      const doubled = counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0)
      console.table([{ seed: dice.seed, officers, kills, lost, doubled }])
      expect(lost).toBe(0)
      expect(doubled).toBeLessThanOrEqual(kills * mostInFlight)
    },
  )

  it('opens the day once and deals every officer one set', async () => {
    const { runs, duties, sittings, deliveries } = await bureau.look(async (db) => ({
      runs: await db.run.findMany({ where: { kind: 'open-day' } }),
      duties: await db.duty.findMany(),
      sittings: await db.sitting.findMany(),
      deliveries: await db.delivery.groupBy({ by: ['state'], _count: true }),
    }))
    expect(runs).toHaveLength(1)
    expect(duties.map(({ state }) => state)).toEqual(Array(officers).fill('DUE'))
    expect(new Set(duties.map(({ officerId }) => officerId)).size).toBe(officers)
    expect(sittings).toHaveLength(officers)
    expect(deliveries).toEqual([{ state: 'SENT', _count: officers }])
  })

  it('knows of every officer the message in which the first question waits', async () => {
    const shown = await bureau.look((db) =>
      db.answer.findMany({ where: { position: 1 }, include: { officer: true } }),
    )
    for (const { messageId, officer } of shown) {
      const cards = cardsOf(bureau, Number(officer.telegramId) - firstOfficerId)
      expect(cards.map(({ id }) => id)).toContain(messageId)
    }
    expect(shown).toHaveLength(officers)
  })
})

function cardsOf({ telegram }: Killable, index: number) {
  const person = telegram.person(firstOfficerId + index, { languageCode: 'zh-hans' })
  return person.messages().filter(({ text }) => text.includes('晨训 · 11月30日'))
}

/** Resolves after so many more messages. */
async function sent({ telegram }: Killable, more: number): Promise<void> {
  const count = () => telegram.calls.filter(({ method }) => method === 'sendMessage').length
  const wanted = count() + more
  while (count() < wanted) await pause(5)
}

async function dieWhileStarting(bureau: Killable, afterMs: number): Promise<void> {
  bureau.launch()
  await pause(afterMs)
  await bureau.kill()
}

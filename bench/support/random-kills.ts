import { setTimeout as pause } from 'node:timers/promises'

import type { Fault } from './fault.ts'
import type { Matches } from './seams.ts'
import type { Morning } from './troubled-morning.ts'

/** kill -9 at moments that nobody chose, in each part of a morning. */
export function randomKills(kills: number): Fault[] {
  const among =
    (low: number, high: number) =>
    async (morning: Morning): Promise<void> => {
      for (let count = 0; count < kills && !morning.isOver(); count++) {
        await morning.calls(morning.dice.between(low, high))
        await pause(morning.dice.between(0, 60))
        await morning.killOne()
      }
    }
  /** Up to so many milliseconds after something that belongs to the part. */
  const after = (part: Matches, most: number) => async (morning: Morning) => {
    for (let count = 0; count < kills; count++) {
      if (!(await morning.seen(part))) return
      await pause(morning.dice.between(0, most))
      await morning.killOne()
    }
  }
  return [
    {
      name: 'at random, opening',
      shape: { officers: 4, onlookers: 100 },
      async disturb(morning) {
        for (let count = 0; count < kills; count++) {
          await pause(morning.dice.between(50, 2_500))
          await morning.killOne()
        }
      },
    },
    {
      name: 'at random, sending',
      shape: { officers: 4, onlookers: 60 },
      disturb: among(1, 12),
    },
    { name: 'at random, answering', disturb: among(15, 45) },
    {
      name: 'at random, grading',
      shape: { model: 'marks', kinds: ['true-false', 'short'] },
      disturb: after(({ name }) => name === 'completions', 100),
    },
    {
      name: 'at random, importing',
      shape: { officers: 6, imports: kills + 1 },
      disturb: after(
        ({ name, request, reply }) =>
          name === 'file' || (name === 'getUpdates' && /"data":"bk:/.test(request + reply)),
        600,
      ),
    },
    {
      name: 'at random, three programs',
      on: 'PostgreSQL',
      shape: { programs: 3 },
      disturb: among(10, 30),
    },
  ]
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { optionOrder, seededRandom } from '../../src/quiz/shuffle.ts'
import type { Question } from '../../src/shared/question.ts'

const choice = (...options: string[]): Question => ({
  kind: 'single',
  stem: '?',
  options,
  key: [0],
})

describe('the order of options', () => {
  it('holds every option once', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2, max: 26 }), (seed, size) => {
        const options = Array.from({ length: size }, (_, index) => `选项${index}`)
        const order = optionOrder(choice(...options), seededRandom(seed))
        expect([...order].sort((one, other) => one - other)).toEqual(
          options.map((_, index) => index),
        )
      }),
    )
  })

  it('differs between officers and puts the key in every place about as often', () => {
    const places = [0, 0, 0, 0]
    for (let seed = 0; seed < 4000; seed++) {
      const order = optionOrder(choice('a', 'b', 'c', 'd'), seededRandom(seed))
      places[order.indexOf(0)]!++
    }
    for (const count of places) expect(count).toBeGreaterThan(850)
  })

  it('is the same for the same officer and question', () => {
    const order = () => optionOrder(choice('a', 'b', 'c', 'd', 'e'), seededRandom(7))
    expect(order()).toEqual(order())
  })

  it.each([
    '以上都对',
    '以上全部正确',
    '上述都不对',
    'A和B',
    'A、C',
    '①②',
    '都正确',
    'All of the above',
  ])('stays as written where an option speaks of the others: %s', (last) => {
    for (let seed = 0; seed < 20; seed++) {
      const order = optionOrder(choice('甲', '乙', '丙', last), seededRandom(seed))
      expect(order).toEqual([0, 1, 2, 3])
    }
  })
})

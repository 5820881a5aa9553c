import { describe, expect, test } from 'vitest'

import { inBatches, perClient } from '../../src/platform/in-batches.ts'

describe('what many people ask for at once', () => {
  test('is asked one by one as long as nobody else waits', async () => {
    const batches: number[][] = []
    const double = inBatches(noting(batches))
    expect([await double(1), await double(2)]).toEqual([2, 4])
    expect(batches).toEqual([[1], [2]])
  })

  test('is gathered while the one before is busy, and everybody gets their own', async () => {
    const batches: number[][] = []
    const double = inBatches(noting(batches))
    const asked = Array.from({ length: 500 }, (_, index) => index)
    expect(await Promise.all(asked.map(double))).toEqual(asked.map((item) => 2 * item))
    expect(batches.map((items) => items.length)).toEqual([200, 200, 100])
  })

  test('fails for nobody but the one who cannot be served', async () => {
    const double = inBatches(async (items: number[]) => {
      await Promise.resolve()
      if (items.includes(3)) throw new Error('no threes')
      return items.map((item) => 2 * item)
    })
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(double))
    expect(
      outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : null)),
    ).toEqual([2, 4, null, 8])
    expect(await double(5)).toBe(10)
  })

  test('waits only a moment for what somebody else holds up', async () => {
    const read = inBatches(async (items: string[]) => {
      if (items.includes('held')) await new Promise(() => {})
      return items
    })
    void read('held')
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await Promise.all(['one', 'two'].map(read))).toEqual(['one', 'two'])
  })

  test('is gathered for each database and each transaction apart', () => {
    const made: object[] = []
    const of = perClient((client: object) => made.push(client))
    const [one, other] = [{}, {}]
    expect([of(one), of(other), of(one)]).toEqual([1, 2, 1])
  })
})

function noting(batches: number[][]) {
  return async (items: number[]) => {
    batches.push([...items])
    await new Promise((resolve) => setTimeout(resolve, 2))
    return items.map((item) => 2 * item)
  }
}

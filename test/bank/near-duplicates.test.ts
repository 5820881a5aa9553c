import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { findNear } from '../../src/bank/near-duplicates.ts'

describe('texts that resemble others', () => {
  test('are found among those of the bank and among earlier ones, with their similarity', () => {
    const text = '公安机关对违反治安管理行为人询问查证的时间不得超过八小时'
    const other = '公安机关对违反治安管理行为人询问查证的时间不得超过二十四小时'
    const { near, complete } = findNear(
      [`${text}吗`, other, '人民警察使用警械应当以制止违法犯罪行为为限度', ''],
      [text],
    )
    expect(complete).toBe(true)
    expect(near).toEqual([
      { index: 0, similarity: expect.closeTo(0.98, 2), of: { against: 0 } },
      { index: 1, similarity: expect.closeTo(0.893, 3), of: { against: 0 } },
    ])
    expect(findNear([text, other], []).near).toEqual([
      { index: 1, similarity: expect.closeTo(0.893, 3), of: { index: 0 } },
    ])
  })

  test('in parts on lines of their own resemble each other in whatever order', () => {
    const { near } = findNear(['哪些正确\n甲乙丙\n丁戊己', '哪些正确\n丁戊己\n甲乙丙'], [])
    expect(near).toEqual([{ index: 1, similarity: 1, of: { index: 0 } }])
  })

  const text = fc.string({ unit: fc.constantFrom(...'甲乙丙丁'), maxLength: 14 })
  const list = fc.array(text, { maxLength: 25 })

  test('are exactly those that comparing every pair finds', () => {
    fc.assert(
      fc.property(list, list, (texts, against) => {
        const { near } = findNear(texts, against)
        const found = new Set(near.map(({ index }) => index))
        const kept: string[] = [...against]
        for (const [index, one] of texts.entries()) {
          const isNear = kept.some((other) => dice(one, other) >= 0.85)
          expect({ one, kept, isNear }).toEqual({ one, kept, isNear: found.has(index) })
          if (!isNear) kept.push(one)
        }
        for (const { index, similarity, of } of near) {
          const other = 'against' in of ? against[of.against] : texts[of.index]
          expect(similarity).toBeCloseTo(dice(texts[index] ?? '', other ?? ''))
          expect('index' in of && found.has(of.index)).toBe(false)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('are not looked for without end', () => {
    const texts = Array.from({ length: 50 }, (_, at) => `第${at}条规定的时间不得超过多少小时`)
    expect(findNear(texts, [], 20).complete).toBe(false)
  })
})

function dice(one: string, other: string): number {
  const [a, b] = [bigrams(one), bigrams(other)]
  if (a.size === 0 || b.size === 0) return 0
  return (2 * [...a].filter((gram) => b.has(gram)).length) / (a.size + b.size)
}

function bigrams(text: string): Set<string> {
  if (text.length === 1) return new Set([text])
  return new Set(
    Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)),
  )
}

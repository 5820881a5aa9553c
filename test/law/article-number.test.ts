import { describe, expect, it } from 'vitest'

import { articleName, readNumeral, writeNumeral } from '../../src/law/article-number.ts'

describe('the numbers of articles', () => {
  it('are read and written alike from 1 to 2000', () => {
    for (let number = 1; number <= 2000; number += 1) {
      expect(readNumeral(writeNumeral(number))).toBe(number)
    }
  })

  it('are written as laws write them', () => {
    expect([10, 11, 20, 101, 110, 113, 1001, 1010].map(writeNumeral)).toEqual([
      '十',
      '十一',
      '二十',
      '一百零一',
      '一百一十',
      '一百一十三',
      '一千零一',
      '一千零一十',
    ])
    expect(articleName('120-1')).toBe('第一百二十条之一')
  })

  it('are read in digits of every kind', () => {
    expect(['83', '８３', '八十三', '八三', '二○○四', '〇'].map(readNumeral)).toEqual([
      83,
      83,
      83,
      83,
      2004,
      null,
    ])
  })
})

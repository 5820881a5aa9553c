import { describe, expect, test } from 'vitest'

import { readAiken } from '../../../src/bank/formats/aiken.ts'
import { codes, only, readText } from '../read.ts'

const single = { kind: 'single', stem: '哪个？', options: ['甲', '乙', '丙'], key: [1] }

describe('a bank in Aiken', () => {
  test.each([
    ['with full stops', '哪个？\nA. 甲\nB. 乙\nC. 丙\nANSWER: B\n'],
    ['with brackets', '哪个？\nA) 甲\nB) 乙\nC) 丙\nANSWER: B'],
    ['with CRLF and a byte order mark', '\uFEFF哪个？\r\nA. 甲\r\nB. 乙\r\nC. 丙\r\nANSWER: B\r\n'],
    ['with CR', '哪个？\rA. 甲\rB. 乙\rC. 丙\rANSWER: B'],
    ['with spaces and blank lines', '\n哪个？\n\n  A.甲 \n\nB.  乙\nC.\t丙\n\n ANSWER:B \n'],
    ['with Chinese signs', '哪个？\nA、甲\nＢ．乙\n(C) 丙\n答案：B\n'],
    ['with another word for the answer', '哪个？\nA. 甲\nB. 乙\nC. 丙\n正确答案：Ｂ\n'],
  ])('%s', async (_, text) => {
    const file = await readText(text)
    expect(file.format).toBe('aiken')
    expect(only(file)).toEqual(single)
  })

  test('several right letters are a choice of several', () => {
    expect(only(readAiken('哪些？\nA. 甲\nB. 乙\nC. 丙\nANSWER: A, C'))).toMatchObject({
      kind: 'multiple',
      key: [0, 2],
    })
  })

  test('对 and 错 are true and false, with and without options', () => {
    const text = '甲？\nA. 对\nB. 错\nANSWER: B\n\n乙？\nANSWER: TRUE\n'
    expect(readAiken(text).items.map(({ question: { kind, key } }) => [kind, key])).toEqual([
      ['true-false', false],
      ['true-false', true],
    ])
  })

  test('an explanation below the answer belongs to it', () => {
    const file = readAiken(
      '甲？\nA. 一\nB. 二\nANSWER: A\n解析：因为。\n\n乙？\nA. 一\nB. 二\nANSWER: B',
    )
    expect(file.items.map(({ question: { stem, explanation } }) => [stem, explanation])).toEqual([
      ['甲？', '因为。'],
      ['乙？', undefined],
    ])
  })

  test('a stem of several lines is kept and to be checked', () => {
    const file = readAiken('第一章\n哪个？\nA. 甲\nB. 乙\n（续）\nANSWER: B')
    expect(file.items[0]?.question).toMatchObject({
      stem: '第一章\n哪个？',
      options: ['甲', '乙\n（续）'],
    })
    expect(codes(file)).toEqual(['1 note-stem-lines'])
  })

  test('markup that is asked about stays', () => {
    expect(only(readAiken('含有 <html class="a"> & 图片：\nA. 甲\nB. 乙\nANSWER: A')).stem).toBe(
      '含有 <html class="a"> & 图片：',
    )
  })

  test('what is incomplete is named and quoted, and the others are read', () => {
    const file = readAiken(
      '甲？\nA. 一\nB. 二\n乙？\nA. 一\nB. 二\nANSWER: C\n丙？\nANSWER: A\n丁？\nA. 一 二\nANSWER: A\n戊？\nA. 一\nB. 二\nANSWER: B\n完',
    )
    expect(file.items.map(({ question: { stem } }) => stem)).toEqual(['戊？'])
    expect(codes(file)).toEqual([
      '1 no-key',
      '4 key-outside',
      '8 no-options',
      '10 few-options',
      '17 aiken-text',
    ])
    expect(file.problems[0]).toMatchObject({ block: '甲？\nA. 一\nB. 二\n乙？' })
  })

  test('a numbered list is not taken for it', async () => {
    expect((await readText('1. 哪个？\nA. 甲\nB. 乙\n答案：B\n')).format).not.toBe('aiken')
  })
})

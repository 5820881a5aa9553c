import { describe, expect, test } from 'vitest'

import { readGift } from '../../../src/bank/formats/gift.ts'
import { codes, only, readText } from '../read.ts'

function one(text: string): unknown {
  return only(readGift(text))
}

describe('a text with embedded answers', () => {
  test.each(['SHORTANSWER', 'SA', 'MW', 'NUMERICAL', 'NM'])('%s is a blank', (type) => {
    expect(one(`不超过{1:${type}:=24}小时。`)).toEqual({
      kind: 'fill-in',
      stem: '不超过____小时。',
      key: [['24']],
    })
  })

  test.each(['MULTICHOICE', 'MC', 'MCV', 'MCH', 'MCS', 'MULTICHOICE_VS', 'MULTICHOICE_HS'])(
    '%s is a choice',
    (type) => {
      expect(one(`处{2:${type}:警告#轻了~%100%拘留#正确~罚款}。`)).toEqual({
        kind: 'single',
        stem: '处____。',
        options: ['警告', '拘留', '罚款'],
        key: [1],
      })
    },
  )

  test.each(['MULTIRESPONSE', 'MR', 'MRH', 'MRHS', 'MULTIRESPONSE_S'])(
    '%s is a choice of several',
    (type) => {
      expect(one(`有{:${type}:=甲~乙~%50%丙}。`)).toMatchObject({ kind: 'multiple', key: [0, 2] })
    },
  )

  test.each(['SHORTANSWER_C', 'SAC', 'MWC'])('%s no longer minds capitals', (type) => {
    expect(codes(readGift(`写{1:${type}:=MOODLE~%50%Moodle}`))).toEqual([
      '1 note-case',
      '1 note-part-marks',
    ])
  })

  test('several choices are typed, with the words to choose from behind each blank', () => {
    const file = readGift('甲{1:MC:=一~二}乙{1:SA:=三}丙{1:MC:一~=四}')
    expect(file.items[0]?.question).toEqual({
      kind: 'fill-in',
      stem: '甲____（一 / 二）乙____丙____（一 / 四）',
      key: [['一'], ['三'], ['四']],
    })
    expect(codes(file)).toEqual(['1 note-gaps-typed'])
  })

  test('the same words for every gap stand once below', () => {
    expect(readGift('甲{1:MC:=一~二}乙{1:MC:一~=二}').items[0]?.question.stem).toBe(
      '甲____乙____\n（一 / 二）',
    )
  })

  test('what cannot be typed is asked gap by gap', () => {
    const file = readGift('甲{1:MC:=，~。}乙{1:SA:=三}')
    expect(file.items.map((item) => item.question)).toEqual([
      { kind: 'single', stem: '甲【1】乙【2】\n【1】 → ?', options: ['，', '。'], key: [0] },
      { kind: 'fill-in', stem: '甲【1】乙【2】\n【2】 → ____', key: [['三']] },
    ])
    expect(codes(file)).toEqual(['1 note-gaps-split'])
  })

  test('gap by gap, a text too long for a message shows the paragraph that is asked about', () => {
    const long = '长'.repeat(2000)
    const file = readGift(`看材料\n${long}{1:MC:=，~。}\n${long}{1:MC:=；~。}`)
    expect(file.items.map((item) => item.question.stem.replaceAll(long, '长'))).toEqual([
      '看材料\n…\n长【1】\n【1】 → ?',
      '看材料\n…\n长【2】\n【2】 → ?',
    ])
  })

  test('escaped signs, HTML entities and formulas are text', () => {
    expect(one('写{1:MC:=a\\~b\\#c\\}~&#39;x&#39;~H<sub>2</sub>O}，\\neq{x}')).toMatchObject({
      stem: '写____，\\neq{x}',
      options: ['a~b#c}', "'x'", 'H₂O'],
    })
  })

  test.each([
    ['no right option', '选{1:MC:梨~%50%苹果}', 'gap-unclear'],
    ['one option', '选{1:MC:=苹果}', 'gap-unclear'],
    ['no options', '选{1:MULTICHOICE}', 'gap-unclear'],
    ['no number', '写{1:NM:=零}', 'key-unclear'],
    ['nothing that counts', '写{1:SA:%0%*}', 'gap-unclear'],
  ])('with %s is named', (_, text, code) => {
    expect(readGift(text).items).toEqual([])
    expect(codes(readGift(text))).toEqual([`1 ${code}`])
  })

  test('in a file of its own is one question, blank lines and all', async () => {
    const file = await readText('第一段{1:SA:=甲}。\n\n第二段{1:NM:=3:2}。\n')
    expect(file.format).toBe('cloze')
    expect(file.items.map((item) => item.question)).toEqual([
      { kind: 'fill-in', stem: '第一段____。\n\n第二段____。', key: [['甲'], ['3']] },
    ])
  })
})

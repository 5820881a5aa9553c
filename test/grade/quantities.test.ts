import { describe, expect, it } from 'vitest'

import { plain } from '../../src/grade/normalise-answer.ts'
import { quantitiesIn } from '../../src/grade/quantities.ts'
import { parseNumeral } from '../../src/shared/quantities.ts'

const read = (text: string) => quantitiesIn(plain(text)).map(({ value, unit }) => `${value}${unit}`)

describe('numbers', () => {
  it.each([
    ['二十四', 24],
    ['一百零五', 105],
    ['一千二', 1200],
    ['两万五', 25_000],
    ['十', 10],
    ['千', 1000],
    ['二〇二六', 2026],
    ['1.5万', 15_000],
    ['百', 100],
  ])('%s', (text, value) => {
    expect(parseNumeral(text)).toBe(value)
  })
})

describe('amounts in a text', () => {
  it.each([
    ['不超过二十四小时', ['24hour']],
    ['三日内，48 h', ['72hour', '48hour']],
    ['半年或者一年半', ['6month', '18month']],
    ['两个半小时', ['2.5hour']],
    ['半个月', ['360hour']],
    ['一千元以上二千元以下', ['1000yuan', '2000yuan']],
    ['罚一到两千元', ['1000yuan', '2000yuan']],
    ['已满14不满16周岁', ['14age', '16age']],
    ['20至80毫克/100毫升', ['20milligram', '80milligram']],
    ['百分之五十，30%，三分之二', ['0.5ratio', '0.3ratio', `${2 / 3}ratio`]],
    ['一次记12分', ['1time', '12mark']],
    ['十五个工作日', ['15workday']],
    ['两名民警、三个侦查员', ['2person', '3person']],
    ['第三次', []],
    ['2026年1月1日起', []],
  ])('%s', (text, amounts) => {
    expect(read(text)).toEqual(amounts)
  })

  it.each([
    ['不超过8小时', 'upper'],
    ['8小时以内', 'upper'],
    ['不少于2人', 'lower'],
    ['两人以上', 'lower'],
    ['8小时', null],
  ])('say which side is allowed: %s', (text, bound) => {
    expect(quantitiesIn(plain(text))[0]?.bound).toBe(bound)
  })
})

import { describe, expect, it } from 'vitest'

import { hidePersonal } from '../../../src/bank/draft/hide-personal.ts'
import { cutPolicy, policyTitle } from '../../../src/bank/draft/sections.ts'

const cut = (text: string) =>
  cutPolicy({ law: '管理办法', text }).map(({ article, text: words }) => [article, words])

describe('a policy', () => {
  it('is cut at its articles, with the items of each inside, and chapters in none', () => {
    const text = `第一章 总则
第一条 为规范值班备勤工作，制定本办法。
第二条 值班民警应当遵守下列规定：
（一）不得擅自离岗；
（二）及时接听电话。
第二章 附则
第三条 本办法自印发之日起施行，由办公室解释。`
    expect(cut(text)).toEqual([
      ['第一条', '为规范值班备勤工作，制定本办法。'],
      ['第二条', '值班民警应当遵守下列规定：\n（一）不得擅自离岗；\n（二）及时接听电话。'],
      ['第三条', '本办法自印发之日起施行，由办公室解释。'],
    ])
  })

  it('is cut at 一、 and （一）, each item called after the part above it', () => {
    const text = `各部门要高度重视，认真落实以下要求。
一、值班要求
（一）值班民警应当在岗在位，不得擅自离岗。
（二）交接班应当填写记录，双方签字。
二、违反本办法的，依照有关规定处理。`
    expect(cut(text)).toEqual([
      ['第一部分第（一）项', '值班民警应当在岗在位，不得擅自离岗。'],
      ['第一部分第（二）项', '交接班应当填写记录，双方签字。'],
      ['第二部分', '违反本办法的，依照有关规定处理。'],
    ])
  })

  it('is cut at 1., or at its paragraphs where nothing is numbered', () => {
    expect(
      cut('1. 值班民警应当在岗在位，保持通信畅通。\n2．交接班应当填写记录，双方签字。'),
    ).toEqual([
      ['第1项', '值班民警应当在岗在位，保持通信畅通。'],
      ['第2项', '交接班应当填写记录，双方签字。'],
    ])
    expect(cut('值班民警应当在岗在位，保持通信畅通。')[0]?.[0]).toBe('第1段')
  })

  it('keeps every word of a long section, in pieces that a model can take', () => {
    const sentence = '值班民警应当在岗在位，保持通信畅通，不得擅自离岗。'
    const pieces = cut(`第一条 ${sentence.repeat(200)}\n第二条 ${sentence}`)
    expect(pieces.every(([, words = '']) => words.length <= 1_800)).toBe(true)
    expect(pieces.map(([, words]) => words).join('')).toBe(sentence.repeat(201))
  })

  it('is called by the title at its top, else by its file', () => {
    expect(policyTitle('江城市公安局\n值班备勤管理办法（试行）\n一、总则', 'a.docx')).toBe(
      '值班备勤管理办法（试行）',
    )
    expect(policyTitle('各部门要高度重视。', '值班要求.docx')).toBe('值班要求')
  })
})

describe('personal data', () => {
  it('is hidden wherever it stands, a name also where nothing announces it', () => {
    const { text, masked } = hidePersonal('民警李伟到场。李伟的电话13812345678，张某在场。')
    expect(text).toBe('民警【姓名】到场。【姓名】的电话【手机号】，张某在场。')
    expect(masked).toEqual([
      { kind: 'mobile', count: 1 },
      { kind: 'name', count: 2 },
    ])
  })
})

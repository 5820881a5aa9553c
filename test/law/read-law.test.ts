import { describe, expect, it } from 'vitest'

import { readLaw } from '../../src/law/formats/read-law.ts'

const head = `云州市养犬管理条例

（2019年3月1日云州市人民代表大会常务委员会通过　自2019年6月1日起施行）
`

function read(body: string, name = '养犬.txt') {
  const { laws, problems } = readLaw(`${head}\n${body}`, { name })
  return { articles: laws[0]?.articles ?? [], laws, problems }
}

describe('a law text', () => {
  it('keeps inserted articles under a number of their own', () => {
    const { articles, problems } = read(
      '第一条　甲。\n第一条之一　乙。\n第一条之二　丙。\n第二条　丁。',
    )
    expect(articles.map(({ number }) => number)).toEqual(['1', '1-1', '1-2', '2'])
    expect(problems).toEqual([])
  })

  it('names a gap by its line', () => {
    const { problems } = read('第一条　甲。\n第二条　乙。\n第五条　丙。')
    expect(problems).toEqual([
      {
        law: '云州市养犬管理条例',
        line: 7,
        code: 'gap',
        args: { from: '第三条', to: '第四条', count: 2 },
      },
    ])
  })

  it('parts an article glued to the end of a paragraph, and says so', () => {
    const { articles, problems } = read(
      '第一条　甲。\n第二条　乙。第三条　丙。\n丙的第二款。\n第四条　丁。',
    )
    expect(articles.map(({ text }) => text)).toEqual(['甲。', '乙。', '丙。\n丙的第二款。', '丁。'])
    expect(problems.map(({ code, args }) => [code, args])).toEqual([
      ['note-glued', { article: '第三条' }],
    ])
  })

  it('takes a reference at the start of a paragraph for no article', () => {
    const { articles } = read(
      '第一条　甲。\n第二条　乙。\n第一条规定的犬只，不适用前款。\n第三条　丙。',
    )
    expect(articles[1]?.text).toBe('乙。\n第一条规定的犬只，不适用前款。')
  })

  it('does not take the table of contents for chapters of the law', () => {
    const contents = '目　录\n第一章　总　则\n第二章　罚　则\n\n'
    const { articles, problems } = read(
      `${contents}第一章　总　则\n第一条　甲。\n第二章　罚　则\n第二条　乙。\n第三条　丙。`,
    )
    expect(articles.map(({ chapters }) => chapters)).toEqual([
      ['第一章 总则'],
      ['第二章 罚则'],
      ['第二章 罚则'],
    ])
    expect(problems).toEqual([])
  })

  it('is read with numbers in digits of every kind', () => {
    const { articles } = read('第1条 甲。\n第２条　乙。\n第 三 条　丙。')
    expect(articles.map(({ number }) => number)).toEqual(['1', '2', '3'])
  })

  it('names an article that stands there twice', () => {
    const { articles, problems } = read('第一条　甲。\n第二条　乙。\n第二条　丙。\n第三条　丁。')
    expect(articles.map(({ text }) => text)).toEqual(['甲。', '乙。', '丁。'])
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ['repeated', 7],
      ['note-outside', 7],
    ])
  })

  it('is one of several in a file', () => {
    const { laws } = read(
      '第一条　甲。\n第二条　乙。\n第三条　丙。\n\n云州市养猫管理办法\n（2020年5月1日公布）\n第一条　丁。\n第二条　戊。\n第三条　本办法自2020年7月1日起施行。',
    )
    expect(laws.map(({ title, date, inForce }) => [title, date, inForce])).toEqual([
      ['云州市养犬管理条例', '2019-03-01', '2019-06-01'],
      ['云州市养猫管理办法', '2020-05-01', '2020-07-01'],
    ])
    expect(laws[0]?.articles.at(-1)?.text).toBe('丙。')
  })

  it('takes the day of an amendment from the head, where it says that the amendment came later into force', () => {
    const { laws } = readLaw(
      `---\ntitle: 中华人民共和国治安管理处罚法（2013年版）\ndate: 2025-07-01T03:26:16.534Z\n---\n
（2005年8月28日通过　自2006年3月1日起施行　根据2012年10月26日第十一届全国人民代表大会常务委员会第二十九次会议通过　2012年10月26日公布　自2013年1月1日起施行的《关于修改的决定》修正）

## 第一章　总则

第一条　甲。

第二条　乙。

第三条　本法自2006年3月1日起施行。`,
      { name: '中华人民共和国治安管理处罚法（2013年版）.md' },
    )
    expect(laws.map(({ title, date, inForce }) => [title, date, inForce])).toEqual([
      ['中华人民共和国治安管理处罚法', '2012-10-26', '2013-01-01'],
    ])
  })

  it('without any date has none', () => {
    const { laws } = readLaw('养犬办法\n第一条　甲。\n第二条　乙。\n第三条　丙。', {
      name: 'a.txt',
    })
    expect(laws[0]).toMatchObject({ title: '养犬办法', date: null, inForce: null })
  })

  it('is not seen in a text that only quotes one', () => {
    expect(
      readLaw('1. 根据第三条，正确的是（A）\n第三条　甲。\nA. 甲 B. 乙', { name: 'a.txt' }).laws,
    ).toEqual([])
  })
})

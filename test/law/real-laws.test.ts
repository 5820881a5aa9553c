import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { articleName } from '../../src/law/article-number.ts'
import { readLaw } from '../../src/law/formats/read-law.ts'
import { sharedData } from '../support/shared-data.ts'

const folder = sharedData('laws')

/** Files whose count in SOURCES.tsv is not the number of articles, and why. */
const miscounted: Record<string, number> = {
  // The list counted references within articles as well; the last article is 第二百三十二条.
  'kuang-公安机关人民警察内务条令.md': 232,
  // 第一百二十八 条 is written with a space before 条 and none behind it.
  'lrb-诉讼与非诉讼程序法-刑事诉讼法(2018-10-26).md': 308,
}

interface Listed {
  file: string
  articles: number
}

describe.skipIf(!folder)('real laws', () => {
  const listed = folder ? readListed(join(folder, 'SOURCES.tsv')) : []
  const read = listed.map(({ file }) => {
    const { laws, problems } = readLaw(readFileSync(join(folder ?? '', file), 'utf8'), {
      name: file,
    })
    return { file, laws, problems }
  })
  const all = read.flatMap(({ laws }) => laws)
  const law = (title: string, date: string) =>
    all.find((one) => one.title === title && one.date === date)

  it('are read with every article', () => {
    const counts = read.map(({ file, laws }) => [file, laws.map(({ articles }) => articles.length)])
    expect(counts).toEqual(
      listed.map(({ file, articles }) => [file, [miscounted[file] ?? articles]]),
    )
    expect(listed).toHaveLength(53)
  })

  it('have no gap, no repetition and no empty article', () => {
    const defects = read.flatMap(({ problems }) =>
      problems.filter(({ code }) => !code.startsWith('note-')),
    )
    expect(defects).toEqual([])
  })

  it('keep every word that stands below the first article', () => {
    const differing = read.filter(({ file, laws }) => {
      const kept = laws.flatMap(({ articles }) =>
        articles.map(({ number, text }) => `${articleName(number)}${text}`),
      )
      return words(kept.join('')) !== words(bodyOf(readFileSync(join(folder ?? '', file), 'utf8')))
    })
    // Of this one the annex is left out.
    expect(differing.map(({ file }) => file)).toEqual([
      'lrb-部门规章-公安部-交通警察道路执勤执法工作规范(2018-01-25).md',
    ])
  })

  it('carry their dates', () => {
    expect(law('中华人民共和国治安管理处罚法', '2025-06-27')).toMatchObject({
      inForce: '2026-01-01',
      source: 'stated',
    })
    expect(law('公安机关适用继续盘问规定', '2004-07-12')?.inForce).toBe('2004-10-01')
    expect(law('公安机关督察条例', '2011-08-31')?.inForce).toBe('2011-10-01')
    expect(law('公安机关人民警察内务条令', '2021-10-28')).toMatchObject({ source: 'published' })
    expect(all.every(({ date, inForce }) => date !== null && inForce !== null)).toBe(true)
  })

  it('take an amended text to hold from its amendment, and say so', () => {
    const { laws, problems } = read.find(({ file }) => file.includes('道路交通安全法_2021')) ?? {}
    expect(laws?.[0]).toMatchObject({ date: '2021-04-29', inForce: '2021-04-29' })
    expect(problems).toEqual([
      {
        law: '中华人民共和国道路交通安全法',
        code: 'note-in-force-older',
        args: { date: '2021-04-29', stated: '2004-05-01' },
      },
    ])
  })

  it('keep headings, paragraphs and items where they stand', () => {
    const articles = law('中华人民共和国治安管理处罚法', '2025-06-27')?.articles ?? []
    const tenth = articles.find(({ number }) => number === '10')
    expect(tenth?.chapters).toEqual(['第二章 处罚的种类和适用'])
    expect(tenth?.text.split('\n')).toEqual([
      '治安管理处罚的种类分为：',
      '（一）警告；',
      '（二）罚款；',
      '（三）行政拘留；',
      '（四）吊销公安机关发放的许可证件。',
      '对违反治安管理的外国人，可以附加适用限期出境或者驱逐出境。',
    ])
    const criminal = law('中华人民共和国刑事诉讼法', '2018-10-26')?.articles ?? []
    expect(criminal.find(({ number }) => number === '128')?.chapters).toEqual([
      '第二编 立案、侦查和提起公诉',
      '第二章 侦查',
      '第四节 勘验、检查',
    ])
    expect(criminal.at(-1)?.chapters).toEqual(['附则'])
  })

  it('name what belongs to no article', () => {
    const outside = read.flatMap(({ problems }) =>
      problems.filter(({ code }) => code === 'note-outside').map((problem) => problem.law),
    )
    expect(outside.sort()).toEqual(['中华人民共和国宪法', '交通警察道路执勤执法工作规范'])
  })
})

/** One heading goes on in a second line. */
const heading = /^(?:#|第[^条]{1,4}[编章节]\s|附\s*则$|违法所得的没收程序$)/

/** The lines from the first article on, without headings. */
function bodyOf(text: string): string {
  const lines = text
    .replace(/<\/?b[^>]*>|\[|\]\([^)]*\)/g, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
  return lines
    .slice(lines.findIndex((line) => /^第一条\s/.test(line)))
    .filter((line) => !heading.test(line))
    .join('')
}

function words(text: string): string {
  return text.replace(/\s/g, '')
}

function readListed(file: string): Listed[] {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n')
  return lines.map((line) => {
    const [name = '', , , , , , articles = ''] = line.split('\t')
    return { file: name, articles: Number(articles) }
  })
}

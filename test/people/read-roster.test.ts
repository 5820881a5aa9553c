import { describe, expect, it } from 'vitest'

import { looksLikeRoster, readRoster } from '../../src/people/read-roster.ts'
import { rosterProblemText } from '../../src/people/roster-problem-text.ts'
import { readTables, writeWorkbook } from '../../src/platform/tables.ts'
import { loadTexts } from '../../src/platform/texts.ts'

const header = '警号,姓名,单位,岗位,类别,职务'

async function read(...lines: string[]) {
  return readRoster(await readTables(Buffer.from(lines.join('\n'))))
}

async function readOne(line: string) {
  const { rows, problems } = await read(header, line)
  return { row: rows[0], codes: problems.map(({ code }) => code) }
}

describe('a roster file', () => {
  it('gives people with their unit, post, category and lead', async () => {
    const { rows, problems } = await read(
      header,
      '001001,张三,市局/襄州分局/肖湾派出所,社区,民警,所长',
      'FJ002,李四,市局/襄州分局,内勤,辅警,',
    )
    expect(problems).toEqual([])
    expect(rows).toEqual([
      {
        sheet: '',
        row: 2,
        badge: '001001',
        name: '张三',
        post: '社区',
        unit: ['市局', '襄州分局', '肖湾派出所'],
        category: 'POLICE',
        leader: true,
        reviewer: null,
      },
      {
        sheet: '',
        row: 3,
        badge: 'FJ002',
        name: '李四',
        post: '内勤',
        unit: ['市局', '襄州分局'],
        category: 'AUXILIARY',
        leader: false,
        reviewer: null,
      },
    ])
  })

  it('is found below headlines, under other headings and in any order', async () => {
    const { rows, problems } = await read(
      '某市公安局人员名册',
      '制表日期：2026年11月24日,共1人',
      '序号,所在部门（全称）,人员 姓名*,警员编号,人员类别',
      '1,市局/交警支队,王五,009,文职',
    )
    expect(problems).toEqual([])
    expect(rows).toMatchObject([
      { badge: '009', name: '王五', unit: ['市局', '交警支队'], leader: null, row: 4 },
    ])
  })

  it('is understood in GB18030', async () => {
    // 警号,姓名,单位 / 01,张三,市局
    const bytes = Buffer.from('beafbac52cd0d5c3fb2cb5a5cebb0a30312cd5c5c8fd2ccad0bed60a', 'hex')
    const { rows } = readRoster(await readTables(bytes))
    expect(rows).toMatchObject([{ badge: '01', name: '张三', unit: ['市局'] }])
  })

  it('keeps text badges whole and takes number badges from a workbook', async () => {
    const bytes = writeWorkbook([
      {
        name: '花名册',
        header: ['警号', '姓名', '单位'],
        rows: [
          ['000123', '张三', '市局'],
          [1001, '李四', '市局'],
        ],
      },
    ])
    const { rows } = readRoster(await readTables(bytes))
    expect(rows.map(({ sheet, badge }) => [sheet, badge])).toEqual([
      ['花名册', '000123'],
      ['花名册', '1001'],
    ])
  })

  it.each([
    ['1001.0', '1001'],
    ['００１２３', '00123'],
    ["'0042", '0042'],
    [' fj 007 ', 'FJ007'],
    ['辅0012', '辅0012'],
  ])('reads the badge %s as %s', async (cell, badge) => {
    expect((await readOne(`${cell},张三,市局,,,`)).row?.badge).toBe(badge)
  })

  it.each([
    '市局/襄州分局/肖湾派出所',
    '市局／襄州分局／肖湾派出所',
    '市局 > 襄州分局 > 肖湾派出所',
    '市局＞襄州分局＞肖湾派出所',
    '市局\\襄州分局\\肖湾派出所',
    '市局－襄州分局－肖湾派出所',
    '市局->襄州分局->肖湾派出所',
    '市局—襄州分局——肖湾派出所',
    '/市局/襄州分局/肖湾 派出所/',
  ])('reads the unit %s', async (unit) => {
    const { row } = await readOne(`1,张三,${unit},,,`)
    expect(row?.unit).toEqual(['市局', '襄州分局', '肖湾派出所'])
  })

  it('takes a unit of one level for staff of the city', async () => {
    expect((await readOne('1,张三,市局,,,')).row?.unit).toEqual(['市局'])
  })

  it.each([
    ['领导', true],
    ['所长', true],
    ['副所长', true],
    ['党委书记、局长', true],
    ['政委', true],
    ['是', true],
    ['原所长', false],
    ['非领导', false],
    ['中队长', false],
    ['办公室主任', false],
    ['民警', false],
    ['', false],
  ])('reads the title %s as leading: %s', async (title, leader) => {
    expect((await readOne(`1,张三,市局,,,${title}`)).row?.leader).toBe(leader)
  })

  it.each([
    ['审题员', true],
    ['所长、审题员', true],
    ['所长', null],
  ])('reads the title %s as reviewing: %s', async (title, reviewer) => {
    expect((await readOne(`1,张三,市局,,,${title}`)).row?.reviewer).toBe(reviewer)
  })

  it('takes a column of its own for who reviews questions', async () => {
    const { rows } = await read('警号,姓名,单位,审题员', '1,张三,市局,是', '2,李四,市局,')
    expect(rows.map(({ reviewer }) => reviewer)).toEqual([true, false])
  })

  it('keeps a title as the post where no post is given', async () => {
    expect((await readOne('1,张三,市局,,,中队长')).row?.post).toBe('中队长')
    expect((await readOne('1,张三,市局,,,领导')).row?.post).toBeNull()
  })

  it.each([
    [',张三,市局,,,', 'badge-missing'],
    ['待定,张三,市局,,,', 'badge-unreadable'],
    ['1,,市局,,,', 'name-missing'],
    ['1,张三,,,,', 'unit-missing'],
    ['1,张三,市局//所,,,', 'unit-broken'],
    ['1,张三,市局/分局/所/队,,,', 'unit-too-deep'],
  ])('leaves the row %s and says %s', async (line, code) => {
    const { row, codes } = await readOne(line)
    expect(row).toBeUndefined()
    expect(codes).toEqual([code])
  })

  it('takes the first of two rows with one badge and names the other', async () => {
    const { rows, problems } = await read(header, '1,张三,市局', '2,李四,市局', '1,王五,市局')
    expect(rows.map(({ name }) => name)).toEqual(['张三', '李四'])
    expect(problems).toEqual([
      {
        sheet: '',
        row: 4,
        code: 'badge-twice',
        left: true,
        args: { badge: '1', firstSheet: '', firstRow: 2 },
      },
    ])
  })

  it('takes a row with a category nobody knows and says so', async () => {
    const { row, codes } = await readOne('1,张三,市局,,外星人,')
    expect(row?.category).toBeNull()
    expect(codes).toEqual(['category-unknown'])
  })

  it('says so for a sheet without a header, a badge column or people', async () => {
    expect((await read('张三,市局', '李四,市局')).problems[0]?.code).toBe('no-header')
    expect((await read('姓名,单位', '张三,市局')).problems[0]?.code).toBe('no-badge-column')
    expect((await read('警号,姓名', '1,张三')).problems[0]?.code).toBe('no-unit-column')
    expect((await read(header)).problems[0]?.code).toBe('no-rows')
  })
})

describe('a table', () => {
  it.each([
    [header, true],
    ['姓名,单位', true],
    ['badge no.,Name,Unit', true],
    ['题目,选项A,选项B,答案', false],
    ['编号,题干,答案,单位,姓名', false],
    ['法律,条文', false],
  ])('with the columns %s is a roster: %s', async (columns, expected) => {
    const tables = await readTables(Buffer.from(`${columns}\n1,2,3,4\n`))
    expect(looksLikeRoster(tables)).toBe(expected)
  })
})

describe('a problem', () => {
  it('is told with its place in words', async () => {
    const { problems } = await read(header, '1,张三,市局', '1,李四,市局', '2,王五,市局,,外星人')
    const t = loadTexts()('zh-CN')
    expect(problems.map((problem) => rosterProblemText(t, problem))).toEqual([
      '第3行：警号 1 与第2行重复，未采用',
      '第4行：不认识类别“外星人”，按原有类别或民警处理',
    ])
    const far = { sheet: '名册', row: 1200, code: 'badge-missing', args: {}, left: true }
    expect(rosterProblemText(t, far)).toBe('名册 第1200行：缺少警号，未采用')
  })

  it('of every kind has a text in both languages', () => {
    const args = { badge: '1', firstSheet: '', firstRow: 2, unit: 'u', known: 'k', category: 'c' }
    const codes =
      'no-header no-badge-column no-unit-column no-rows badge-missing badge-unreadable badge-twice ' +
      'name-missing unit-missing unit-broken unit-too-deep category-unknown unit-elsewhere badge-zeros'
    for (const locale of ['zh-CN', 'en'] as const) {
      for (const code of codes.split(' ')) {
        const problem = { sheet: 's', row: 1, code, args, left: true }
        expect(rosterProblemText(loadTexts()(locale), problem)).not.toBe('')
      }
    }
  })
})

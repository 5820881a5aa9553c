import { describe, expect, test } from 'vitest'

import type { BankFile } from '../../../src/bank/formats/format.ts'
import { readBank } from '../../../src/bank/formats/read-bank.ts'
import { storedZip } from '../../support/zip.ts'

const space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

interface Look {
  /** List and level, `1:0`. */
  list?: string
  style?: string
  /** XML inside the run's properties. */
  look?: string
}

function p(text: string, { list, style, look }: Look = {}): string {
  const [id, level] = list?.split(':') ?? []
  const number = list ? `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr>` : ''
  const styled = style ? `<w:pStyle w:val="${style}"/>` : ''
  return `<w:p><w:pPr>${styled}${number}</w:pPr>${r(text, look)}</w:p>`
}

function r(text: string, look = ''): string {
  return `<w:r><w:rPr>${look}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`
}

function table(rows: string[][]): string {
  const cells = (row: string[]): string => row.map((cell) => `<w:tc>${p(cell)}</w:tc>`).join('')
  return `<w:tbl>${rows.map((row) => `<w:tr>${cells(row)}</w:tr>`).join('')}</w:tbl>`
}

interface Level {
  format: string
  text: string
  start?: number
}

function numbering(definitions: Level[][], overrides: Record<string, number> = {}): string {
  const abstract = definitions.map((levels, id) => {
    const each = levels.map(
      ({ format, text, start = 1 }, level) =>
        `<w:lvl w:ilvl="${level}"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`,
    )
    return `<w:abstractNum w:abstractNumId="${id}">${each.join('')}</w:abstractNum>`
  })
  const nums = definitions.map(
    (_, id) => `<w:num w:numId="${id + 1}"><w:abstractNumId w:val="${id}"/></w:num>`,
  )
  const more = Object.entries(overrides).map(
    ([id, start]) =>
      `<w:num w:numId="${id}"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="${start}"/></w:lvlOverride></w:num>`,
  )
  return `<w:numbering ${space}>${[...abstract, ...nums, ...more].join('')}</w:numbering>`
}

function readDocx(body: string, parts: Record<string, string> = {}): Promise<BankFile> {
  return readBank(
    storedZip({
      '[Content_Types].xml': '<Types/>',
      'word/document.xml': `<w:document ${space}><w:body>${body}</w:body></w:document>`,
      ...parts,
    }),
  )
}

const nested = [
  { format: 'decimal', text: '%1.' },
  { format: 'upperLetter', text: '%2.' },
]

function brief({ items, problems }: BankFile): unknown[] {
  return [
    ...items.map(({ question: { kind, stem, key } }) => [kind, stem, key]),
    ...problems.map(({ code }) => code),
  ]
}

describe('automatic numbers', () => {
  const body = [
    p('一、单选题'),
    p('哪个？', { list: '1:0' }),
    p('甲', { list: '1:1' }),
    p('乙', { list: '1:1' }),
    p('哪个呢？', { list: '1:0' }),
    p('丙', { list: '1:1' }),
    p('丁', { list: '1:1' }),
    p('参考答案'),
    p('1-2 BA'),
  ].join('')

  test.each([
    ['1. and A.', nested],
    [
      '1、 and A、',
      [
        { format: 'decimal', text: '%1、' },
        { format: 'upperLetter', text: '%2、' },
      ],
    ],
    [
      '（1） and (a)',
      [
        { format: 'decimal', text: '（%1）' },
        { format: 'lowerLetter', text: '(%2)' },
      ],
    ],
    [
      '1 and A without signs',
      [
        { format: 'decimal', text: '%1' },
        { format: 'upperLetter', text: '%2' },
      ],
    ],
    [
      'full-width',
      [
        { format: 'decimalFullWidth', text: '%1．' },
        { format: 'upperLetter', text: '%2．' },
      ],
    ],
  ])('%s are read as if they were typed, answers behind', async (_, levels) => {
    const file = await readDocx(body, { 'word/numbering.xml': numbering([levels]) })
    expect(file.format).toBe('docx')
    expect(brief(file)).toEqual([
      ['single', '哪个？', [1]],
      ['single', '哪个呢？', [0]],
    ])
    expect(file.items[0]?.place).toEqual({ paragraph: 2 })
  })

  test('headings, questions and options in lists of their own', async () => {
    const lists = numbering(
      [
        [{ format: 'chineseCountingThousand', text: '%1、' }],
        [{ format: 'decimal', text: '%1.' }],
        [{ format: 'upperLetter', text: '%1.' }],
      ],
      {},
    ).replace(
      '</w:numbering>',
      restart('11', '1') + restart('12', '2') + restart('13', '2') + '</w:numbering>',
    )
    const file = await readDocx(
      [
        p('单选题', { list: '1:0' }),
        p('哪个？（B）', { list: '2:0' }),
        p('甲', { list: '3:0' }),
        p('乙', { list: '3:0' }),
        p('哪个呢？（A）', { list: '2:0' }),
        p('丙', { list: '12:0' }),
        p('丁', { list: '12:0' }),
        p('判断题', { list: '1:0' }),
        p('天是蓝的。（√）', { list: '11:0' }),
        p('地是方的。（×）', { list: '11:0' }),
      ].join(''),
      { 'word/numbering.xml': lists },
    )
    expect(brief(file)).toEqual([
      ['single', '哪个？', [1]],
      ['single', '哪个呢？', [0]],
      ['true-false', '天是蓝的。', true],
      ['true-false', '地是方的。', false],
    ])
  })

  function restart(id: string, abstract: string): string {
    return `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstract}"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`
  }

  test('a number may come from the style of a paragraph', async () => {
    const styles = `<w:styles ${space}><w:style w:styleId="Q"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="O"><w:basedOn w:val="Q"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style></w:styles>`
    const file = await readDocx(
      [
        p('哪个？', { style: 'Q' }),
        p('甲', { style: 'O' }),
        p('乙', { style: 'O' }),
        p('答案：B'),
        p('哪个呢？', { style: 'Q' }),
        p('丙', { style: 'O' }),
        p('丁', { style: 'O' }),
        p('答案：A'),
      ].join(''),
      { 'word/numbering.xml': numbering([nested]), 'word/styles.xml': styles },
    )
    expect(brief(file)).toEqual([
      ['single', '哪个？', [1]],
      ['single', '哪个呢？', [0]],
    ])
  })

  test('numbered points of an answer stay in the answer', async () => {
    const lists = numbering([
      [{ format: 'decimal', text: '%1.' }],
      [{ format: 'decimal', text: '（%1）' }],
    ])
    const file = await readDocx(
      [
        p('简答题'),
        p('简述程序。', { list: '1:0' }),
        p('答：'),
        p('出示证件；', { list: '2:0' }),
        p('通知家属。', { list: '2:0' }),
        p('谁决定？', { list: '1:0' }),
        p('答：负责人。'),
      ].join(''),
      { 'word/numbering.xml': lists },
    )
    expect(brief(file)).toEqual([
      ['short', '简述程序。', '（1） 出示证件；\n（2） 通知家属。'],
      ['short', '谁决定？', '负责人。'],
    ])
  })

  test('options whose letters are bullets are taken by their order, with a remark', async () => {
    const lists = numbering([[{ format: 'bullet', text: '●' }]])
    const file = await readDocx(
      [
        p('单选题'),
        p('1. 哪个？'),
        ...['甲', '乙', '丙', '丁'].map((text) => p(text, { list: '1:0' })),
        p('答案：C'),
      ].join(''),
      { 'word/numbering.xml': lists },
    )
    expect(brief(file)).toEqual([['single', '哪个？', [2]], 'note-options-by-line'])
  })
})

describe('what stands out', () => {
  const question = (number: number, right: number, look: string): string =>
    [
      p(`${number}. 哪个？`),
      ...['甲', '乙', '丙'].map((text, at) =>
        p(`${'ABC'[at]}. ${text}`, at === right ? { look } : {}),
      ),
    ].join('')

  test.each([
    ['highlighted', '<w:highlight w:val="yellow"/>'],
    ['red', '<w:color w:val="FF0000"/>'],
    ['bold', '<w:b/>'],
    ['underlined', '<w:u w:val="single"/>'],
  ])('%s options are the key where the file has no other', async (_, look) => {
    const file = await readDocx(question(1, 2, look) + question(2, 0, look))
    expect(brief(file)).toEqual([
      ['single', '哪个？', [2]],
      ['single', '哪个？', [0]],
      'note-key-by-mark',
      'note-key-by-mark',
    ])
  })

  test('one bold option among many questions without a key is no key', async () => {
    const file = await readDocx(question(1, 2, '<w:b/>') + question(2, 9, '') + question(3, 9, ''))
    expect(brief(file)).toEqual(['no-key', 'no-key', 'no-key'])
  })

  test('a key that is written counts, whatever stands out', async () => {
    const file = await readDocx(
      question(1, 2, '<w:b/>') + p('答案：A') + question(2, 2, '<w:b/>') + p('答案：A'),
    )
    expect(brief(file)).toEqual([
      ['single', '哪个？', [0]],
      ['single', '哪个？', [0]],
    ])
  })

  test('underlined words fill the blanks, and an underlined gap is a blank', async () => {
    const line = '<w:u w:val="single"/>'
    const file = await readDocx(
      `${p('填空题')}<w:p>${r('1. 首都是')}${r(' 北京 ', line)}${r('。')}</w:p><w:p>${r('2. 省会是')}${r('      ', line)}${r('。')}</w:p>${p('答案：南京')}`,
    )
    expect(brief(file)).toEqual([
      ['fill-in', '首都是____。', [['北京']]],
      ['fill-in', '省会是____。', [['南京']]],
      'note-key-by-mark',
    ])
  })
})

describe('the parts of a document', () => {
  const good = p('1. 哪个？（B）') + p('A. 甲') + p('B. 乙')

  test('what was deleted is gone, what was added stays, hidden words are not read', async () => {
    const file = await readDocx(
      `<w:p>${r('1. 哪')}<w:del><w:r><w:delText>些</w:delText></w:r></w:del><w:ins>${r('个')}</w:ins>${r('秘密', '<w:vanish/>')}${r('？')}</w:p>${p('A. 甲')}${p('B. 乙')}${p('答案：B')}`,
    )
    expect(brief(file)).toEqual([['single', '哪个？', [1]]])
  })

  test('line breaks, tabs and text boxes', async () => {
    const box = `<w:p><w:r><w:pict><w:txbxContent>${p('2. 对吗？（√）')}</w:txbxContent></w:pict></w:r></w:p>`
    const file = await readDocx(
      `<w:p>${r('1. 哪个？（B）')}<w:r><w:br/><w:t>A. 甲</w:t><w:tab/><w:t>B. 乙</w:t></w:r></w:p>${box}`,
    )
    expect(brief(file)).toEqual([
      ['single', '哪个？', [1]],
      ['true-false', '对吗？', true],
    ])
  })

  test('a picture is remarked', async () => {
    const picture = '<w:r><w:drawing><a:blip xmlns:a="a"/></w:drawing></w:r>'
    const file = await readDocx(
      `<w:p>${r('1. 哪个？（B）')}${picture}</w:p>${p('A. 甲')}${p('B. 乙')}`,
    )
    expect(brief(file)).toEqual([['single', '哪个？', [1]], 'note-picture'])
  })

  test('a table with headings is read as a spreadsheet is', async () => {
    const rows = [
      ['题型', '题干', 'A', 'B', '答案'],
      ['单选', '哪个呢？', '甲', '乙', 'A'],
      ['单选', '哪个呀？', '甲', '乙', ''],
    ]
    const file = await readDocx(good + table(rows))
    expect(brief(file)).toEqual([['single', '哪个？', [1]], ['single', '哪个呢？', [0]], 'no-key'])
    expect(file.items[1]?.place).toEqual({ sheet: '表1', row: 2 })
  })

  test('options in the cells of a table are options', async () => {
    const file = await readDocx(
      p('1. 哪个？（C）') +
        table([
          ['A. 甲', 'B. 乙'],
          ['C. 丙', 'D. 丁'],
        ]),
    )
    expect(file.items[0]?.question).toMatchObject({ options: ['甲', '乙', '丙', '丁'], key: [2] })
  })

  test('a table of answers behind the questions', async () => {
    const two =
      p('1. 哪个？') + p('A. 甲') + p('B. 乙') + p('2. 哪个呢？') + p('A. 甲') + p('B. 乙')
    const file = await readDocx(
      p('单选题') +
        two +
        p('参考答案') +
        table([
          ['题号', '1', '2'],
          ['答案', 'B', 'A'],
        ]),
    )
    expect(brief(file)).toEqual([
      ['single', '哪个？', [1]],
      ['single', '哪个呢？', [0]],
    ])
  })

  test.each([
    [
      'a roster',
      table([
        ['警号', '姓名', '单位'],
        ['010001', '张三', '城关派出所'],
        ['010002', '李四', '东关派出所'],
      ]),
    ],
    [
      'a law',
      p('第一条 为了维护秩序，制定本法。') +
        p('第二条 下列行为：') +
        p('（一）扰乱秩序的；') +
        p('（二）其他行为。'),
    ],
    [
      'a report',
      p('关于开展培训的通知') +
        p('一、工作目标') +
        p('1. 提高能力。') +
        p('2. 完善制度。') +
        p('特此通知。'),
    ],
    ['nothing', ''],
  ])('%s holds no questions', async (_, body) => {
    expect(brief(await readDocx(body))).toEqual(['no-questions'])
  })

  test('a broken or hostile document is refused', async () => {
    expect(brief(await readDocx('<w:p>'))).toEqual(['xml-broken'])
    const bomb = '<!DOCTYPE x [<!ENTITY a "b">]><x/>'
    expect(brief(await readBank(storedZip({ 'word/document.xml': bomb })))).toEqual(['xml-doctype'])
  })
})

describe('documents of before docx', () => {
  test('Word 2003 XML, with the numbers that it shows', async () => {
    const shown = (number: string, text: string): string =>
      `<w:p><w:pPr><w:listPr><wx:t wx:val="${number}"/></w:listPr></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`
    const file = await readBank(
      Buffer.from(
        `<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="w" xmlns:wx="wx"><w:body><wx:sect>${shown('1.', '哪个？')}${shown('A.', '甲')}${shown('B.', '乙')}<w:p><w:r><w:t>答案：B</w:t></w:r></w:p></wx:sect></w:body></w:wordDocument>`,
      ),
    )
    expect([file.format, ...brief(file)]).toEqual(['doc', ['single', '哪个？', [1]]])
  })

  test('a docx in one XML file', async () => {
    const file = await readBank(
      Buffer.from(
        `<?xml version="1.0"?><pkg:package xmlns:pkg="p"><pkg:part pkg:name="/word/document.xml"><pkg:xmlData><w:document ${space}><w:body>${p('1. 哪个？（B）')}${p('A. 甲')}${p('B. 乙')}</w:body></w:document></pkg:xmlData></pkg:part></pkg:package>`,
      ),
    )
    expect([file.format, ...brief(file)]).toEqual(['doc', ['single', '哪个？', [1]]])
  })
})

import { describe, expect, test } from 'vitest'

import { readTablesApart } from '../../src/platform/tables-apart.ts'
import { decodeText } from '../../src/platform/tables-text.ts'
import { readTables, UnreadableFile, writeCsv, writeWorkbook } from '../../src/platform/tables.ts'
import { storedZip } from '../support/zip.ts'

describe('a workbook that is written and read', () => {
  test('keeps sheets, row numbers, text and numbers', async () => {
    const bytes = writeWorkbook([
      {
        name: '名册',
        header: ['警号', '姓名', '人数'],
        rows: [
          ['012345', '张 三\n李四', 3],
          [null, null, null],
          ['x', '', 0.1],
        ],
      },
      { name: '空', header: ['甲'], rows: [] },
    ])
    expect(await readTables(bytes)).toEqual({
      format: 'xlsx',
      sheets: [
        {
          name: '名册',
          rows: [
            { number: 1, cells: ['警号', '姓名', '人数'] },
            { number: 2, cells: ['012345', '张 三\n李四', '3'] },
            { number: 4, cells: ['x', '', '0.1'] },
          ],
        },
        { name: '空', rows: [{ number: 1, cells: ['甲'] }] },
      ],
    })
  })

  test('holds text that looks like a formula as text', async () => {
    const risky = ['=1+1', '+cmd', '-2', '@SUM(A1)', '=HYPERLINK("http://x","y")']
    const bytes = writeWorkbook([{ name: '表', header: ['甲'], rows: risky.map((text) => [text]) }])
    const { sheets } = await readTables(bytes)
    expect(sheets[0]?.rows.slice(1).map(({ cells }) => cells[0])).toEqual(risky)
    // No cell is a formula: `<f>` would be one.
    const apart = Buffer.from(bytes).includes('<f>')
    expect(apart).toBe(false)
  })

  test('has its heading row frozen', async () => {
    const bytes = writeWorkbook([{ name: '表', header: ['甲'], rows: [['乙']] }])
    const { default: yauzl } = await import('yauzl')
    const xml = await new Promise<string>((done, fail) => {
      yauzl.fromBuffer(Buffer.from(bytes), { lazyEntries: true }, (error, zip) => {
        if (error) return fail(error)
        zip.on('entry', (entry) => {
          if (entry.fileName !== 'xl/worksheets/sheet1.xml') return zip.readEntry()
          zip.openReadStream(entry, (fault, stream) => {
            if (fault) return fail(fault)
            let text = ''
            stream.on('data', (chunk) => (text += String(chunk)))
            stream.on('end', () => done(text))
          })
        })
        zip.readEntry()
      })
    })
    expect(xml).toContain('state="frozen"')
  })

  test('gets sheet names that Excel accepts', async () => {
    const sheets = ['a/b:c*?', 'a b c', '长'.repeat(40), ''].map((name) => ({
      name,
      header: ['甲'],
      rows: [],
    }))
    const names = (await readTables(writeWorkbook(sheets))).sheets.map(({ name }) => name)
    expect(new Set(names).size).toBe(4)
    expect(names.every((name) => name.length <= 31)).toBe(true)
  })
})

describe('csv', () => {
  test('is written for Excel, with formulas made harmless', () => {
    expect(writeCsv([['甲', '=1+1', '-5', '+x', '@y', 'a"b', 'c,d', 'e\nf']])).toBe(
      '\uFEFF甲,\'=1+1,-5,\'+x,\'@y,"a""b","c,d","e\nf"\r\n',
    )
  })

  test('is read back as it was written', async () => {
    const rows = [
      ['警号', '姓名'],
      ['012345', '张"三",李四'],
      ['x', '两\n行'],
    ]
    const { sheets, encoding } = await readTables(Buffer.from(writeCsv(rows)))
    expect(sheets[0]?.rows.map(({ cells }) => cells)).toEqual(rows)
    expect(encoding).toBe('utf-8')
  })
})

describe('text of unknown encoding', () => {
  test.each([
    ['utf-8', Buffer.from('短')],
    ['utf-8', Buffer.from('\uFEFF短')],
    ['utf-8', Buffer.from('plain')],
    ['gb18030', Buffer.from([0xb6, 0xcc])],
    ['utf-16le', Buffer.from('\uFEFF短', 'utf16le')],
    ['utf-16be', Buffer.from([0xfe, 0xff, 0x77, 0xed])],
  ])('%s', (encoding, bytes) => {
    expect(decodeText(bytes).encoding).toBe(encoding)
    expect(decodeText(bytes).text).toMatch(/^(短|plain)$/)
  })

  test('bytes that are no text are refused', () => {
    expect(() => decodeText(Buffer.from([1, 0, 2, 0, 3, 0]))).toThrow(UnreadableFile)
  })
})

describe('a file that would do harm is refused', () => {
  const zeros = Buffer.alloc(30_000_000)
  const parts = { 'xl/workbook.xml': '<workbook/>' }

  test.each<[string, string, Uint8Array]>([
    ['a small zip of millions of zeros', 'file-bomb', storedZip({ ...parts, 'xl/a.xml': zeros })],
    [
      'a zip that lies about its sizes',
      'file-broken',
      storedZip({ ...parts, 'xl/a.xml': zeros }, { size: 100 }),
    ],
    [
      'a zip of thousands of entries',
      'file-bomb',
      storedZip({
        ...parts,
        ...Object.fromEntries(Array.from({ length: 20_001 }, (_, at) => [`x${at}`, ''])),
      }),
    ],
    ['a zip with a password', 'file-encrypted', storedZip(parts, { flags: 1 })],
    ['a zip that is no workbook', 'file-no-table', storedZip({ 'a.txt': 'x' })],
    [
      'a truncated workbook',
      'file-broken',
      writeWorkbook([{ name: '表', header: ['甲'], rows: [['乙']] }]).subarray(0, 900),
    ],
    ['nothing', 'file-empty', new Uint8Array()],
    ['more than Telegram hands over', 'file-too-big', new Uint8Array(20_000_001)],
  ])('%s', async (_, code, bytes) => {
    await expect(readTables(bytes)).rejects.toMatchObject({ code })
  })
})

describe('reading apart from the main thread', () => {
  const book = writeWorkbook([{ name: '表', header: ['甲'], rows: [['乙']] }])

  test('gives the same rows', async () => {
    expect(await readTablesApart(book)).toEqual(await readTables(book))
  })

  test('passes on why a file was refused', async () => {
    await expect(readTablesApart(storedZip({ 'a.txt': 'x' }))).rejects.toMatchObject({
      code: 'file-no-table',
    })
  })

  test('ends when the time is over', async () => {
    const limits = { timeoutMs: 1, memoryMb: 512 }
    await expect(readTablesApart(book, limits)).rejects.toMatchObject({ code: 'file-too-slow' })
  })

  test('ends when the memory is used up, and the program goes on', async () => {
    const rows = Array.from({ length: 200_000 }, (_, at) => `${at},第${at}行的文字`).join('\n')
    const limits = { timeoutMs: 60_000, memoryMb: 24 }
    await expect(readTablesApart(Buffer.from(rows), limits)).rejects.toMatchObject({
      code: 'file-too-big',
    })
  })
})

test('a cell merged downwards counts for each of its rows', async () => {
  const { utils, write } = await import('@e965/xlsx')
  const sheet = utils.aoa_to_sheet([
    ['单位', '姓名'],
    ['城关所', '张三'],
    [null, '李四'],
    [null, '王五'],
  ])
  sheet['!merges'] = [{ s: { r: 1, c: 0 }, e: { r: 3, c: 0 } }]
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, '表')
  const { sheets } = await readTables(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)
  expect(sheets[0]?.rows.slice(1).map(({ cells }) => cells[0])).toEqual([
    '城关所',
    '城关所',
    '城关所',
  ])
})

test('dates, percentages and long numbers read as a person sees them', async () => {
  const { utils, write } = await import('@e965/xlsx')
  const sheet = utils.aoa_to_sheet([['甲']])
  const cells = [
    { t: 'n', v: 46350, z: 'yyyy"年"m"月"d"日"' },
    { t: 'n', v: 0.5, z: '0%' },
    { t: 'n', v: 110101199003071232 },
    { t: 'n', v: 13800138000 },
    { t: 'b', v: true },
  ] as const
  for (const [at, cell] of cells.entries()) sheet[`A${at + 2}`] = cell
  sheet['!ref'] = 'A1:A9'
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, '表')
  const { sheets } = await readTables(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)
  expect(sheets[0]?.rows.map(({ cells: [text] }) => text)).toEqual([
    '甲',
    '2026年11月24日',
    '50%',
    '110101199003071232',
    '13800138000',
    'TRUE',
  ])
})

test('a sheet formatted to its last column costs nothing', async () => {
  const { utils, write } = await import('@e965/xlsx')
  const sheet = utils.aoa_to_sheet([['题干', '答案']])
  sheet['!ref'] = 'A1:XFB165'
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, '表')
  const bytes = write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer
  expect((await readTables(bytes)).sheets[0]?.rows).toHaveLength(1)
})

import { describe, expect, test } from 'vitest'

import type { BankFile } from '../../../src/bank/formats/format.ts'
import { readBank } from '../../../src/bank/formats/read-bank.ts'
import { database, zstdFrame } from '../../support/database.ts'
import { storedZip } from '../../support/zip.ts'
import { codes, only, readText } from '../read.ts'

interface Type {
  fields: string[]
  front?: string
  back?: string
}

const basic: Type = {
  fields: ['正面', '背面'],
  front: '{{正面}}',
  back: '{{FrontSide}}<hr>{{背面}}',
}
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

/** A collection as Anki wrote it until 2020, with JSON in `col`. */
function oldCollection(type: Type, notes: string[][]): Promise<Uint8Array> {
  const fields = type.fields.map((name, ord) => ({ name, ord })).toReversed()
  const tmpls = [{ ord: 0, qfmt: type.front ?? '', afmt: type.back ?? '' }]
  const models = JSON.stringify({ 7: { id: 7, name: '题', flds: fields, tmpls } })
  const decks = JSON.stringify({ 1: { name: 'Default' }, 9: { name: '法律::治安管理' } })
  return database(
    'CREATE TABLE col (models TEXT, decks TEXT)',
    `INSERT INTO col VALUES (${quoted(models)}, ${quoted(decks)})`,
    ...noteTables(notes),
  )
}

/** A collection of today, with tables whose names are in Anki's own order. */
function newCollection(type: Type, notes: string[][]): Promise<Uint8Array> {
  const side = (field: number, text: string) => {
    const bytes = Buffer.from(text)
    const length = [(bytes.length & 127) | 128, bytes.length >> 7]
    return Buffer.concat([Buffer.from([(field << 3) | 2, ...length]), bytes]).toString('hex')
  }
  const config = `${side(1, type.front ?? '')}${side(2, type.back ?? '')}`
  return database(
    `CREATE TABLE col (models TEXT, decks TEXT)`,
    `INSERT INTO col VALUES ('', '')`,
    'CREATE TABLE notetypes (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE, config BLOB)',
    `INSERT INTO notetypes VALUES (7, '题', x'')`,
    `CREATE TABLE fields (ntid INTEGER, ord INTEGER, name TEXT COLLATE NOCASE, PRIMARY KEY (ntid, ord)) WITHOUT ROWID`,
    'CREATE UNIQUE INDEX idx_fields ON fields (name, ntid)',
    ...type.fields.map((name, at) => `INSERT INTO fields VALUES (7, ${at}, ${quoted(name)})`),
    'CREATE TABLE templates (ntid INTEGER, ord INTEGER, config BLOB)',
    `INSERT INTO templates VALUES (7, 0, x'${config}')`,
    'CREATE TABLE decks (id INTEGER PRIMARY KEY, name TEXT)',
    `INSERT INTO decks VALUES (9, ${quoted('法律\u001F治安管理')})`,
    ...noteTables(notes),
    `PRAGMA writable_schema = ON`,
    `UPDATE sqlite_master SET sql = replace(sql, 'NOCASE', 'unicase')`,
  )
}

function noteTables(notes: string[][]): string[] {
  return [
    'CREATE TABLE notes (id INTEGER PRIMARY KEY, mid INTEGER, flds TEXT)',
    'CREATE TABLE cards (id INTEGER PRIMARY KEY, nid INTEGER, did INTEGER)',
    ...notes.flatMap((fields, at) => [
      `INSERT INTO notes VALUES (${at + 100}, 7, ${quoted(fields.join('\u001F'))})`,
      `INSERT INTO cards VALUES (${at + 1}, ${at + 100}, 9)`,
    ]),
  ]
}

async function readNotes(type: Type, ...notes: string[][]): Promise<BankFile> {
  return readBank(storedZip({ 'collection.anki2': await oldCollection(type, notes), media: '{}' }))
}

describe('a deck of cards', () => {
  test('asks what the front says and takes the back as its answer, under the name of the deck', async () => {
    const file = await readNotes(basic, [
      '盗窃罪的立案标准是什么？',
      '<div>一千元</div>至<br>三千元以上',
    ])
    expect(file.format).toBe('anki')
    expect(only(file)).toEqual({
      kind: 'short',
      stem: '盗窃罪的立案标准是什么？',
      key: '一千元\n至\n三千元以上',
      topic: '法律/治安管理',
    })
    expect(file.items[0]?.place).toEqual({ item: 1 })
  })

  test('gives choices and true-false questions where cards hold them', async () => {
    const file = await readNotes(
      basic,
      ['处罚不包括？<br>A. 警告<br>B. 罚款<br>C. 管制', 'C<br><br>解析：管制是刑罚。'],
      ['警告是行政处罚。', '正确'],
      ['处罚包括？<div>A、警告</div><div>B、罚款</div><div>C、管制</div>', '答案：AB'],
    )
    expect(file.problems).toEqual([])
    expect(file.items.map(({ question }) => question)).toMatchObject([
      { kind: 'single', options: ['警告', '罚款', '管制'], key: [2], explanation: '管制是刑罚。' },
      { kind: 'true-false', key: true },
      { kind: 'multiple', options: ['警告', '罚款', '管制'], key: [0, 1] },
    ])
  })

  test('is read by the names of its fields', async () => {
    const fields = ['排序', '问题', '选项', '答案', '出处', '解析', '类型', '科目', '章']
    const file = await readNotes({ fields, front: '{{问题}}' }, [
      '1',
      '处罚不包括？',
      '警告|罚款|管制',
      'C',
      '',
      '管制是刑罚。',
      '单选题',
      '法律',
      '第二章',
    ])
    expect(only(file)).toMatchObject({
      kind: 'single',
      options: ['警告', '罚款', '管制'],
      key: [2],
      explanation: '管制是刑罚。',
    })
  })

  test('asks once for each number of a cloze note', async () => {
    const file = await readNotes(
      { fields: ['Text', 'Extra'], front: '{{cloze:Text}}', back: '{{cloze:Text}}{{Extra}}' },
      [
        '{{c1::询问}}查证不得超过{{c2::八小时::多久}}，{{c1::至迟}}可延长至{{c3::二{{c2::十四}}小时}}。',
        '第九十七条',
      ],
    )
    expect(file.problems).toEqual([])
    expect(file.items.map(({ question }) => [question.stem, question.key])).toEqual([
      ['____查证不得超过八小时，____可延长至二十四小时。', [['询问'], ['至迟']]],
      ['询问查证不得超过____（多久），至迟可延长至二____小时。', [['八小时'], ['十四']]],
      ['询问查证不得超过八小时，至迟可延长至____。', [['二十四小时']]],
    ])
    expect(file.items[0]?.question.explanation).toBe('第九十七条')
  })

  test('shows only what its template shows', async () => {
    const file = await readNotes(
      {
        fields: ['词', '词红', '义', '音', '例'],
        front: '<p style="display:none">{{义}}</p>{{词}}{{hint:例}}{{type:音}}',
        back: '{{词红}}{{义}}{{例}}{{音}}',
      },
      ['拘留', '<b>拘留</b>', '短期关押', 'juliu', ''],
    )
    expect(only(file)).toMatchObject({ stem: '拘留', key: '短期关押', explanation: 'juliu' })
  })

  test('names cards that hold only pictures or sounds, and notes a picture beside a text', async () => {
    const file = await readNotes(
      basic,
      ['<img src="a.jpg">', '<img src="b.jpg">'],
      ['[sound:a.mp3]', '拘留'],
      ['标志？', '<img src="b.jpg">'],
      ['标志<img src="b.jpg">', '禁止通行'],
      ['{{c1::image-occlusion:rect:left=.1}}', ''],
      ['没有答案', ''],
    )
    expect(codes(file)).toEqual([
      '1 picture-only',
      '2 picture-only',
      '3 picture-only',
      '4 note-picture',
      '5 picture-only',
      '6 no-key',
    ])
  })
})

describe('a package', () => {
  const stub = 'Please update to the latest Anki version, then import the .colpkg/.apkg file again.'

  test('is read from its newest collection, not from the notice for old programs', async () => {
    const notes = [['警告是行政处罚。', '正确']]
    const file = await readBank(
      storedZip({
        'collection.anki2': await oldCollection(basic, [[stub, '']]),
        'collection.anki21b': zstdFrame(await newCollection(basic, notes)),
        meta: Buffer.from([8, 3]),
      }),
    )
    expect(only(file)).toMatchObject({ kind: 'true-false', key: true, topic: '法律/治安管理' })
  })

  test('that holds nothing but the notice says how to export it', async () => {
    expect(codes(await readNotes(basic, [stub, '']))).toEqual(['1 anki-stub'])
  })

  test('may be only the collection, out of its zip', async () => {
    const file = await readBank(await oldCollection(basic, [['警告是行政处罚。', '正确']]))
    expect(file.format).toBe('anki')
    expect(only(file)).toMatchObject({ kind: 'true-false', key: true })
  })

  test('that is broken is refused', async () => {
    const files = [
      { 'collection.anki2': 'x' },
      { 'collection.anki21b': 'x' },
      { 'collection.anki21': await database('CREATE TABLE other (a)') },
    ]
    const read = await Promise.all(files.map((entries) => readBank(storedZip(entries))))
    expect(read.map(codes)).toEqual(files.map(() => [' file-broken']))
  })
})

describe('a text export', () => {
  test('follows its first lines', async () => {
    const file = await readText(
      [
        '#separator:Semicolon',
        '#html:true',
        '#notetype column:1',
        '#deck column:2',
        '#tags column:5',
        '问答题;法律::治安;"处罚有几种<br>？";六种;重点',
        '问答题;Default;"{{c1::警告}}是处罚";;',
      ].join('\n'),
    )
    expect(file.format).toBe('anki-text')
    expect(file.problems).toEqual([])
    expect(file.items).toEqual([
      {
        place: { row: 6 },
        question: { kind: 'short', stem: '处罚有几种\n？', key: '六种', topic: '法律/治安' },
      },
      { place: { row: 7 }, question: { kind: 'fill-in', stem: '____是处罚', key: [['警告']] } },
    ])
  })

  test('is read by the names of its columns', async () => {
    const file = await readText(
      '#separator:tab\n#html:false\n#columns:问题\t选项\t答案\tTags\n#tags column:4\n哪个？\t甲|乙|丙\tB\t一\n',
    )
    expect(only(file)).toMatchObject({ kind: 'single', options: ['甲', '乙', '丙'], key: [1] })
  })

  test('without first lines is question and answer', async () => {
    const file = await readText(
      '# 复习\n治安管理处罚的种类\t警告、罚款、行政拘留等\n没有答案\t\n询问查证的时间\t八小时\n继续盘问\t二十四小时\n',
    )
    expect(file.format).toBe('anki-text')
    expect(codes(file)).toEqual(['3 no-key'])
    expect(file.items.map(({ place, question }) => [place.row, question.key])).toEqual([
      [2, '警告、罚款、行政拘留等'],
      [4, '八小时'],
      [5, '二十四小时'],
    ])
  })

  test('is not every table with tabs', async () => {
    const table = await readText('警告是处罚。\t正确\n拘留由法院决定。\t错误\n罚款是处罚。\t正确\n')
    expect(table.format).toBe('csv')
  })
})

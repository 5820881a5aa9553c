import { describe, expect, test } from 'vitest'

import { readBank } from '../../../src/bank/formats/read-bank.ts'
import { readBankFile } from '../../../src/bank/read-bank-file.ts'
import { inflateZstd, readSqlite } from '../../../src/platform/sqlite.ts'
import { database, zstdFrame } from '../../support/database.ts'
import { only } from '../read.ts'

const columns = '题干 TEXT, 选项A TEXT, 选项B TEXT, 选项C TEXT, 答案 TEXT'
const row = `('治安管理处罚的种类不包括？', '警告', '罚款', '管制', 'C')`

describe('a question table in an SQLite database', () => {
  test('is read by the names of its columns', async () => {
    const file = await database(
      `CREATE TABLE questions (id INTEGER PRIMARY KEY, ${columns})`,
      `INSERT INTO questions (题干, 选项A, 选项B, 选项C, 答案) VALUES ${row}`,
    )
    const read = await readBank(file)
    expect(read.format).toBe('sqlite')
    expect(only(read)).toEqual({
      kind: 'single',
      stem: '治安管理处罚的种类不包括？',
      options: ['警告', '罚款', '管制'],
      key: [2],
    })
    expect(read.items[0]?.place).toEqual({ sheet: 'questions', row: 1 })
  })

  test('names each table and row, and what was not read', async () => {
    const read = await readBank(
      await database(
        `CREATE TABLE judge (question TEXT, answer TEXT)`,
        `INSERT INTO judge VALUES ('警告是行政处罚。', '正确'), ('拘留由法院决定。', NULL)`,
        `CREATE TABLE app_log (at TEXT)`,
        `INSERT INTO app_log VALUES ('2026-01-01')`,
        `CREATE TABLE empty (${columns})`,
        `CREATE VIEW v AS SELECT * FROM judge`,
      ),
    )
    expect(read.items.map(({ place }) => place)).toEqual([{ sheet: 'judge', row: 1 }])
    expect(read.problems.map(({ where, code }) => [where.sheet, where.row, code])).toEqual([
      ['judge', 2, 'no-key'],
    ])
  })

  test('is read where its columns are called options and hold only a letter', async () => {
    const read = await readBank(
      await database(
        `CREATE TABLE tiku (question TEXT, answer TEXT, option TEXT)`,
        `INSERT INTO tiku VALUES
          ('最早的电子计算机是        。|ABC|ENIAC|Z-1', 'ENIAC', 'B'),
          ('LED灯比白炽灯节能。|不正确|正确', '正确', 'B')`,
      ),
    )
    expect(read.problems).toEqual([])
    expect(read.items.map(({ question }) => [question.kind, question.key])).toEqual([
      ['single', [1]],
      ['true-false', true],
    ])
  })

  test('is read with tables without row numbers, foreign orders, odd names and text as bytes', async () => {
    const file = await database(
      `CREATE TABLE "__proto__ ""q""" (题干 TEXT COLLATE NOCASE, 答案 TEXT, PRIMARY KEY (题干)) WITHOUT ROWID`,
      `INSERT INTO "__proto__ ""q""" VALUES ('警告是行政处罚。', CAST('正确' AS BLOB))`,
      `PRAGMA writable_schema = ON`,
      `UPDATE sqlite_master SET sql = replace(sql, 'NOCASE', 'localized')`,
    )
    expect(only(await readBank(file))).toMatchObject({ kind: 'true-false', key: true })
  })

  test('is joined with the table that holds its options, one a row', async () => {
    const tables = (flag: string) => [
      'CREATE TABLE question (id INTEGER PRIMARY KEY, content TEXT, type TEXT, answer TEXT)',
      `INSERT INTO question VALUES (7, '处罚不包括？', '单选题', 'B'), (8, '处罚包括？', '多选题', 'AC'), (9, '询问不得超过____。', '填空题', '八小时')`,
      `CREATE TABLE question_option (id INTEGER PRIMARY KEY, question_id INTEGER, label TEXT, content TEXT${flag})`,
    ]
    const options = [
      [8, 'A', '警告', 1],
      [7, 'B', '管制', 1],
      [7, 'A', '警告', 0],
      [8, 'B', '管制', 0],
      [8, 'C', '罚款', 1],
    ]
    const rows = (flagged: boolean) =>
      options.map(
        ([owner, label, text, right], at) =>
          `INSERT INTO question_option VALUES (${at + 1}, ${owner}, '${label}', '${text}'${flagged ? `, ${right}` : ''})`,
      )
    const files = await Promise.all([
      database(...tables(', is_correct INTEGER'), ...rows(true)),
      database(
        ...tables(''),
        ...rows(false),
        'CREATE TABLE notice (id INTEGER, text TEXT)',
        'CREATE TABLE answer_record (id INTEGER, question_id INTEGER, user_id INTEGER, choice TEXT)',
      ),
    ])
    const read = await Promise.all(files.map(readBank))
    for (const file of read) {
      expect(file.problems).toEqual([])
      expect(
        file.items.map(({ place, question }) => [place.row, question.kind, question.key]),
      ).toEqual([
        [1, 'single', [1]],
        [2, 'multiple', [0, 2]],
        [3, 'fill-in', [['八小时']]],
      ])
    }
  })

  test('is read out of a file that was copied from a running program', async () => {
    const file = await database(`CREATE TABLE q (${columns})`, `INSERT INTO q VALUES ${row}`)
    file[18] = file[19] = 2
    expect((await readBank(file)).items).toHaveLength(1)
  })

  test('is read in a worker thread too', async () => {
    const file = await database(`CREATE TABLE q (${columns})`, `INSERT INTO q VALUES ${row}`)
    expect((await readBankFile(file)).items).toHaveLength(1)
  })
})

describe('a database that is broken or hostile', () => {
  test('is refused when its pages are cut off or overwritten', async () => {
    const file = await database(
      `CREATE TABLE q (${columns})`,
      ...Array.from({ length: 200 }, () => `INSERT INTO q VALUES ${row}`),
    )
    const codes = await Promise.all(
      [file.slice(0, 5000), file.map((byte, at) => (at > 100 && at < 4200 ? 255 : byte))].map(
        async (bytes) => (await readBank(bytes)).problems.map(({ code }) => code),
      ),
    )
    expect(codes).toEqual([['file-broken'], ['file-broken']])
  })

  test('cannot compute texts without end', async () => {
    const file = await database(
      `CREATE TABLE q (题干 TEXT, 答案 TEXT)`,
      `INSERT INTO q VALUES ('警告是行政处罚。', '正确')`,
      `ALTER TABLE q ADD COLUMN bomb AS (hex(zeroblob(900000000)))`,
    )
    expect((await readSqlite(file))[0]?.columns).toEqual(['题干', '答案'])
  })

  test('cannot hold more rows or text than the limits', async () => {
    const file = await database(
      `CREATE TABLE q (a TEXT)`,
      `INSERT INTO q VALUES ('一'), ('二'), ('三')`,
    )
    const limits = { rows: 2, characters: 100 }
    await expect(readSqlite(file, () => true, limits)).rejects.toThrow('file-bomb')
    const short = { rows: 9, characters: 2 }
    await expect(readSqlite(file, () => true, short)).rejects.toThrow('file-bomb')
  })
})

describe('Zstandard frames', () => {
  test('give back what was packed', () => {
    const text = Buffer.from('题'.repeat(100))
    expect(Buffer.from(inflateZstd(zstdFrame(text))).equals(text)).toBe(true)
  })

  test('are refused when they hold or claim too much, or end early', () => {
    const frame = zstdFrame(Buffer.alloc(5000, 1))
    expect(() => inflateZstd(frame, 4000)).toThrow('file-bomb')
    const claiming = Buffer.from(frame)
    claiming[5] = 0xf8
    expect(() => inflateZstd(claiming)).toThrow('file-bomb')
    expect(() => inflateZstd(frame.subarray(0, 40))).toThrow('file-broken')
    expect(() => inflateZstd(Buffer.from('not a frame at all, really'))).toThrow('file-broken')
    // 128 KB of one byte repeated take four bytes.
    const block = Buffer.from([0x02, 0, 0x10, 7])
    const bomb = Buffer.concat([frame.subarray(0, 6), ...Array.from({ length: 2000 }, () => block)])
    expect(() => inflateZstd(bomb, 50_000_000)).toThrow('file-bomb')
  })
})

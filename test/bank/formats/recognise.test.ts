import { describe, expect, test } from 'vitest'

import { readBank } from '../../../src/bank/formats/read-bank.ts'
import { writeCsv } from '../../../src/platform/tables.ts'
import { storedZip } from '../../support/zip.ts'
import { codes, only, readText } from '../read.ts'

describe('text tables', () => {
  const rows = [
    ['题干', '选项A', '选项B', '答案'],
    ['哪个是对的，请选择？', '甲,"乙"', '丙\n丁', 'A'],
  ]
  const question = {
    kind: 'single',
    stem: '哪个是对的，请选择？',
    options: ['甲,"乙"', '丙\n丁'],
    key: [0],
  }

  test('csv with a byte order mark, quotes and line breaks in cells', async () => {
    const file = await readText(writeCsv(rows))
    expect(only(file)).toEqual(question)
    expect(file).toMatchObject({ format: 'csv', encoding: 'utf-8' })
  })

  test.each(['\t', ';', '|'])('cells parted by %j', async (sign) => {
    const file = await readText(
      ['题干', '选项A', '选项B', '答案'].join(sign) + '\n' + ['哪个？', '甲', '乙', 'B'].join(sign),
    )
    expect(only(file)).toEqual({ kind: 'single', stem: '哪个？', options: ['甲', '乙'], key: [1] })
  })

  test('GB18030, as Excel in China saves csv', async () => {
    // 题干,A,B,答案 / 天,甲,乙,A
    const bytes = Buffer.from(
      'ccE2B8C92C412C422CB4F0B0B80Accec2Cbcd72Cd2d22C410A'.toLowerCase(),
      'hex',
    )
    const file = await readBank(bytes)
    expect(file).toMatchObject({ format: 'csv', encoding: 'gb18030' })
    expect(only(file)).toEqual({ kind: 'single', stem: '天', options: ['甲', '乙'], key: [0] })
  })

  test('UTF-16 with a byte order mark', async () => {
    const text = Buffer.from('\uFEFF题干\tA\tB\t答案\r\n天？\t甲\t乙\tB\r\n', 'utf16le')
    const file = await readBank(text)
    expect(file.encoding).toBe('utf-16le')
    expect(only(file).key).toEqual([1])
  })

  test('a stray byte does not make UTF-8 something else', async () => {
    const good = Buffer.from(`题干,A,B,答案\n${'哪个是对的请选择一项,甲,乙,A\n'.repeat(200)}`)
    const file = await readBank(Buffer.concat([good, Buffer.from([0xe5, 0x93])]))
    expect(file.encoding).toBe('utf-8')
    expect(file.items).toHaveLength(200)
  })

  test('a stray quote does not swallow the rows after it', async () => {
    const file = await readText(
      '题干,A,B,答案\n"哪个,甲,乙,A\n"党的"哪个？,甲,乙,B\n他说"是"吗？,甲,乙,A\n最后？,甲,乙,B\n',
    )
    expect(file.items.map(({ place, question: { stem } }) => [place.row, stem])).toEqual([
      [2, '"哪个'],
      [3, '"党的"哪个？'],
      [4, '他说"是"吗？'],
      [5, '最后？'],
    ])
  })

  test('empty lines keep the numbers of the rows below them', async () => {
    const file = await readText('题干,A,B,答案\r\n\r\n,,,\r\n哪个？,甲,乙,\r\n')
    expect(codes(file)).toEqual(['4 no-key'])
  })

  test('without headings: what the columns hold decides', async () => {
    const file = await readText(
      '哪个是甲？,甲,乙,丙,A\n哪些是乙？,甲,乙,丙,BC\n哪个是丙？,甲,乙,丙,C\n',
    )
    expect(file.items.map(({ question: { key } }) => key)).toEqual([[0], [1, 2], [2]])
  })

  test('without headings: statements and 对 or 错', async () => {
    const file = await readText('天是蓝的。,对\n地是方的。,错\n水是湿的。,对\n')
    expect(file.items.map(({ question: { key } }) => key)).toEqual([true, false, true])
  })
})

describe('files of other kinds say what to do', () => {
  test.each<[string, Uint8Array | string]>([
    ['format-pdf', '%PDF-1.7\n…'],
    ['format-image', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])],
    ['format-archive', Buffer.from('Rar!\x1a\x07\x00')],
    ['file-broken', Buffer.from('SQLite format 3\0')],
    ['format-html', '<!DOCTYPE html><html><body><p>题目</p></body></html>'],
    ['no-questions', '<?xml version="1.0"?>\n<quiz></quiz>'],
    ['format-xml', '<?xml version="1.0"?>\n<exam><q>题</q></exam>'],
    ['no-questions', '今天上午开会。\n请各单位准时参加。\n'],
    ['no-questions', storedZip({ 'word/document.xml': '<w/>' })],
    ['no-questions', storedZip({ 'imsmanifest.xml': '<m/>' })],
    ['file-broken', storedZip({ 'collection.anki2': 'x' })],
    ['format-archive', storedZip({ 'a.txt': 'x' })],
    ['file-empty', ''],
    ['file-empty', ' \r\n\t'],
    ['file-binary', Buffer.from(Array.from({ length: 500 }, (_, at) => (at * 7) % 256))],
    ['file-broken', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(200, 1)])],
    [
      'file-broken',
      Buffer.concat([
        Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
        Buffer.alloc(2000),
      ]),
    ],
  ])('%s', async (code, content) => {
    const file = await readBank(typeof content === 'string' ? Buffer.from(content) : content)
    expect(file.items).toEqual([])
    expect(file.problems.map((problem) => problem.code)).toEqual([code])
  })

  test('a web page that Excel opens as a sheet is a sheet', async () => {
    const cells = (row: string[]): string =>
      `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
    const html = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><meta charset="utf-8"><table>${cells(['题干', 'A', 'B', '答案'])}${cells(['哪个？', '甲', '乙', 'B'])}</table></html>`
    const file = await readText(html)
    expect(only(file)).toEqual({ kind: 'single', stem: '哪个？', options: ['甲', '乙'], key: [1] })
  })
})

test('long runs of blanks, line ends and open tags are read like any other text', async () => {
  for (const sign of [' ', '\t', '\r', '<p>']) {
    const run = sign.repeat(150_000 / sign.length)
    const csv = await readText(`题目,A,B,答案\n甲,一,二,A\n乙${run},一,二,B\n`)
    expect(csv.items[0]?.question).toMatchObject({ stem: '甲', key: [0] })
    const gift = await readText(`$CATEGORY: x\n\n甲{=一 ~二}\n\n乙${run}{=${run}一 ~二}\n`)
    expect(gift.items[0]?.question).toMatchObject({ stem: '甲', key: [0] })
  }
})

import { describe, expect, it } from 'vitest'

import { readTables } from '../../src/platform/tables.ts'
import { docx, paragraph, table } from '../support/docx.ts'
import { storedZip } from '../support/zip.ts'

const rowsOf = async (...blocks: string[]) => {
  const { sheets } = await readTables(docx(...blocks))
  return sheets.map(({ name, rows }) => [
    name,
    ...rows.map(({ number, cells }) => [number, ...cells]),
  ])
}

describe('a Word file', () => {
  it('gives each of its tables, named by the line above it', async () => {
    const first = table(['姓名', '12-01'], ['', ''], ['邓晓梅', '早'])
    const second = table(['姓名', '12-02'], ['方文斌', '休'])
    expect(
      await rowsOf(paragraph('青石派出所'), paragraph(''), first, `<w:sdt>${second}</w:sdt>`),
    ).toEqual([
      ['青石派出所', [1, '姓名', '12-01'], [3, '邓晓梅', '早']],
      ['青石派出所', [1, '姓名', '12-02'], [2, '方文斌', '休']],
    ])
  })

  it('keeps its columns below a wide heading, and a tall cell counts for each of its rows', async () => {
    const cell = (text: string, properties = '') =>
      `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text)}</w:tc>`
    const rows = [
      cell('单位', '<w:vMerge w:val="restart"/>') + cell('12月', '<w:gridSpan w:val="2"/>'),
      cell('', '<w:vMerge/>') + cell('1日') + cell('2日'),
      cell('青石\n所', '<w:vMerge w:val="restart"/>') + cell('早') + cell('夜'),
      cell('', '<w:vMerge w:val="continue"/>') + cell('') + cell('休'),
    ]
    const made = `<w:tbl>${rows.map((row) => `<w:tr>${row}</w:tr>`).join('')}</w:tbl>`
    expect(await rowsOf(made)).toEqual([
      [
        '',
        [1, '单位', '12月', ''],
        [2, '单位', '1日', '2日'],
        [3, '青石\n所', '早', '夜'],
        [4, '青石\n所', '', '休'],
      ],
    ])
  })

  it('is no table without one, and no other zip is one', async () => {
    for (const bytes of [docx(paragraph('第一条')), storedZip({ 'a.txt': 'x' })]) {
      await expect(readTables(bytes)).rejects.toMatchObject({ code: 'file-no-table' })
    }
  })
})

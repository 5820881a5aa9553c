import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { readBook } from '../../src/platform/tables-book.ts'
import { streamBook } from '../../src/platform/tables-stream.ts'
import { writeWorkbook } from '../../src/platform/tables.ts'
import { sharedData } from '../support/shared-data.ts'
import { storedZip } from '../support/zip.ts'

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A workbook of one sheet as another program might write it. */
function book(parts: { sheet: string; strings?: string; styles?: string }): Uint8Array {
  const files: Record<string, string> = {
    '[Content_Types].xml': `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook ${main} xmlns:r="${relations}"><sheets><sheet name="题 &amp; 库" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId3" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet ${main}>${parts.sheet}</worksheet>`,
    'xl/sharedStrings.xml': `<sst ${main}>${parts.strings ?? ''}</sst>`,
    'xl/styles.xml':
      parts.styles ?? `<styleSheet ${main}><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>`,
  }
  return storedZip(files)
}

/** Both readings of a workbook, to be compared. */
async function both(bytes: Uint8Array) {
  return { streamed: await streamBook(bytes, 0), whole: await readBook(bytes) }
}

const dated = `<styleSheet ${main}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`

describe('a big workbook read as it is inflated', () => {
  test.each([
    ['shared strings', '<row r="2"><c r="B2" t="s"><v>0</v></c></row>', '<si><t>甲</t></si>'],
    [
      'a string in runs, with a reading aid that nobody sees',
      '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
      '<si><r><t xml:space="preserve">民 </t></r><r><rPr><b/></rPr><t>警</t></r><rPh sb="0" eb="1"><t>min</t></rPh></si>',
    ],
    [
      'references, line ends and escaped characters',
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>1 &lt; 2 &amp;&#20013;</t></is></c></row>',
      '<si><t>一_x000D_\r\n二&#x4e2d;</t></si>',
    ],
    [
      'rows and cells without an address',
      '<row><c t="s"><v>0</v></c><c><v>7</v></c></row><row><c/><c><v>0.30000000000000004</v></c></row>',
      '<si><t>甲</t></si>',
    ],
    [
      'truth values and results of formulas',
      '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="C1"><f>1+1</f><v>2</v></c></row>',
      '',
    ],
    [
      'cells merged over rows',
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row><mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>',
      '<si><t>单选</t></si>',
    ],
    [
      'empty cells and rows',
      '<row r="1"/><row r="9"><c r="A9" t="s"><v>0</v></c></row>',
      '<si><t> </t></si>',
    ],
  ])('gives the same rows: %s', async (_, rows, strings) => {
    const [start = '', ...merges] = rows.split('<mergeCells')
    const sheet = `<sheetData>${start}</sheetData>${merges.map((rest) => `<mergeCells${rest}`).join('')}`
    const { streamed, whole } = await both(book({ sheet, strings }))
    expect(streamed).toEqual(whole)
    expect(streamed).not.toBeNull()
  })

  test('a file of this program, with more columns than letters', async () => {
    const wide = Array.from({ length: 60 }, (_, at) => `列${at}`)
    const bytes = writeWorkbook([{ name: '题', header: wide, rows: [wide, wide.slice(0, 3)] }])
    const { streamed, whole } = await both(bytes)
    expect(streamed).toEqual(whole)
  })

  test.each([
    ['a date', '<row r="1"><c r="A1" s="1"><v>45000</v></c></row>'],
    ['an error', '<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>'],
    ['a comment', '<row r="1"><!-- x --><c r="A1"><v>1</v></c></row>'],
    ['an angle in an attribute', '<row r="1" x=">"><c r="A1"><v>1</v></c></row>'],
  ])('leaves %s to the reader of whole workbooks', async (_, rows) => {
    const bytes = book({ sheet: `<sheetData>${rows}</sheetData>`, styles: dated })
    expect(await streamBook(bytes, 0)).toBeNull()
  })

  test('a small one is left to it too', async () => {
    expect(await streamBook(book({ sheet: '<sheetData/>' }))).toBeNull()
  })

  const folder = sharedData('banks/xlsx')
  test.skipIf(!folder)('gives the same rows of every real file', async () => {
    for (const name of readdirSync(folder ?? '').filter((file) => file.endsWith('.xlsx'))) {
      const { streamed, whole } = await both(readFileSync(join(folder ?? '', name)))
      expect({ name, sheets: streamed }).toEqual({ name, sheets: whole })
    }
  })
})

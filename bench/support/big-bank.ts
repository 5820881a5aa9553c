import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { templateSheet } from '../../src/bank/formats/template.ts'
import type { Question } from '../../src/shared/question.ts'
import { storedZip } from '../../test/support/zip.ts'

/**
 * A bank of many questions put together from clauses of real laws, as an xlsx with shared strings as
 * Excel writes it. The same one every time.
 */
export function writeBigBank(count: number): Uint8Array {
  const pick = chance(clausesOfLaws())
  const questions = Array.from({ length: count }, (_, index) => makeQuestion(index, pick))
  const { header, rows } = templateSheet('题库', questions)
  return writeXlsx([header, ...rows.map((row) => row.map(String))])
}

function clausesOfLaws(): string[] {
  const folder = join(import.meta.dirname, '../../assets/laws')
  const text = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
  const clauses = text
    .split(/[，。；：、\s]/)
    .filter((clause) => /^\p{Script=Han}{5,24}$/u.test(clause))
  return [...new Set(clauses)]
}

/** Picks some of a list, always the same (mulberry32). */
function chance(list: string[]): (count: number) => string {
  let state = 7
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return (count) =>
    Array.from({ length: count }, () => list[Math.floor(next() * list.length)] ?? '').join('，')
}

function makeQuestion(index: number, pick: (count: number) => string): Question {
  const common = {
    stem: `${pick(3)}，下列说法正确的是（  ）。`,
    explanation: pick(3),
    topic: `第${(index % 12) + 1}章`,
    basis: { law: '治安管理处罚法', article: `第${(index % 40) + 1}条` },
  }
  const options = [pick(1), pick(1), pick(1), pick(1)]
  switch (index % 5) {
    case 0:
      return { kind: 'true-false', ...common, stem: `${pick(3)}。`, key: index % 2 === 0 }
    case 1:
      return { kind: 'multiple', ...common, options, key: [0, 2] }
    case 2:
      return { kind: 'fill-in', ...common, stem: `${pick(2)}不得超过____。`, key: [['八小时']] }
    default:
      return { kind: 'single', ...common, options, key: [index % 4] }
  }
}

function writeXlsx(rows: string[][]): Uint8Array {
  const strings = new Map<string, number>()
  const lines = rows.map((cells, at) => {
    const filled = cells.flatMap((text, column) => {
      if (text === '') return []
      const index = strings.get(text) ?? strings.size
      strings.set(text, index)
      return `<c r="${String.fromCharCode(65 + column)}${at + 1}" t="s"><v>${index}</v></c>`
    })
    return `<row r="${at + 1}">${filled.join('')}</row>`
  })
  const texts = [...strings.keys()].map((text) => `<si><t>${text}</t></si>`)
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const packaged = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
  const part = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`
  const kinds = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const kind = (path: string, name: string): string =>
    `<Override PartName="/xl/${path}" ContentType="${kinds}.${name}+xml"/>`
  return storedZip({
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${kind('workbook.xml', 'sheet.main')}${kind('worksheets/sheet1.xml', 'worksheet')}${kind('sharedStrings.xml', 'sharedStrings')}</Types>`,
    '_rels/.rels': `<Relationships ${packaged}>${part('a', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook ${main} xmlns:r="${office}"><sheets><sheet name="题库" sheetId="1" r:id="a"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships ${packaged}>${part('a', 'worksheet', 'worksheets/sheet1.xml')}${part('b', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    'xl/sharedStrings.xml': `<sst ${main}>${texts.join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet ${main}><sheetData>${lines.join('')}</sheetData></worksheet>`,
  })
}

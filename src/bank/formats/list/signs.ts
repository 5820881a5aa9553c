import type { Basis, RubricPoint } from '../../../shared/question.ts'

/*
 * The parts of a question's text that hold signs of their own: blanks, a legal basis, a point of a
 * rubric. A sign that belongs to the text itself has a `\` before it; `\n` is a line end.
 */

/** `忽视|||忽略；乙`: blanks parted by `；`, spellings of one blank by `|||`. */
export function writeBlanks(blanks: string[][]): string {
  return blanks
    .map((blank) => blank.map((text) => escape(text, /[;；|/／]|^[（(①-⑳\d]/g)).join('|||'))
    .join('；')
}

/** `（1）甲；（2）乙` are numbers that a person gave the blanks. */
const numbered = /^(?:[（(]\d{1,2}[)）]|[①-⑳]|\d{1,2}[.．、])/

/** The blanks of `writeBlanks`, or null where a sign stands that it would not have written. */
export function readBlankSigns(text: string): string[][] | null {
  const blanks = splitAt(text, /[;；]/y).map((blank) => splitAt(blank, /\|\|\|/y))
  const bare = blanks
    .flat()
    .some((part) => splitAt(part, /[|/／]/y).length > 1 || numbered.test(part.trim()))
  const read = blanks.map((blank) => blank.map((part) => unescape(part.trim())))
  return bare || read.flat().includes('') ? null : read
}

/** `《law》（version）article：quote`, each part but the first only where there is one. */
export function writeBasis({ law, version, article, quote }: Basis): string {
  return [
    `《${escape(law, /》/g)}》`,
    version ? `（${escape(version, /[)）]/g)}）` : '',
    article ? escape(article, /[:：]|^[(（]/g) : '',
    quote ? `：${quote}` : '',
  ].join('')
}

/** The basis of `writeBasis`, or null for any other text. */
export function readBasisSigns(text: string): Basis | null {
  const hit =
    /^《((?:[^\\》]|\\.)+)》\s*(?:[(（]((?:[^\\)）]|\\.)+)[)）])?((?:[^\\:：\n]|\\.)*)(?:[:：]([^]+))?$/.exec(
      text,
    )
  if (!hit) return null
  const [, law = '', version, article, quote] = hit
  const said = unescape((article ?? '').trim())
  return {
    law: unescape(law),
    ...(version ? { version: unescape(version) } : {}),
    ...(said ? { article: said } : {}),
    ...(quote ? { quote } : {}),
  }
}

/** `- (2) text | 关键词：甲/乙+丙 | 数量：8小时、3日`; `[id]` before it unless it is `p1`, `p2`, … */
export function writePoint(point: RubricPoint, index: number): string {
  const id = point.id === `p${index + 1}` ? '' : `[${escape(point.id, /\]/g)}] `
  const groups = point.keywords
    .map((group) => group.map((word) => escape(word, /[/／+＋|]/g)).join('/'))
    .join('+')
  const quantities = point.quantities.map((text) => escape(text, /[、|]/g)).join('、')
  return [
    `- ${id}(${point.weight}) ${escape(point.text, /\|/g)}`,
    ...(groups ? [`关键词：${groups}`] : []),
    ...(quantities ? [`数量：${quantities}`] : []),
  ].join(' | ')
}

/** The point of `writePoint`, or null for any other line. */
export function readPoint(line: string, index: number): RubricPoint | null {
  const head = /^-\s*(?:\[((?:[^\\\]]|\\.)+)\]\s*)?[(（](\d+(?:\.\d+)?)分?[)）]\s*(.+)$/.exec(line)
  if (!head || !(Number(head[2]) > 0)) return null
  const [text = '', ...parts] = splitAt(head[3] ?? '', /\s*\|\s*/y).map((part) => part.trim())
  const demands = readDemands(parts)
  if (text === '' || !demands) return null
  const id = head[1] ? unescape(head[1]) : `p${index + 1}`
  return { id, weight: Number(head[2]), text: unescape(text), ...demands }
}

function readDemands(parts: string[]): Pick<RubricPoint, 'keywords' | 'quantities'> | null {
  const demands = { keywords: [] as string[][], quantities: [] as string[] }
  for (const part of parts) {
    const [, name, value = ''] = /^(关键词|数量)[:：]\s*(.+)$/.exec(part) ?? []
    if (name === '数量') demands.quantities = splitAt(value, /、/y).map(unescape)
    else if (name === '关键词') {
      const groups = splitAt(value, /[+＋]/y)
      demands.keywords = groups.map((group) => splitAt(group, /[/／]/y).map(unescape))
    } else return null
  }
  return [...demands.keywords.flat(), ...demands.quantities].includes('') ? null : demands
}

function escape(text: string, signs: RegExp): string {
  return text.replace(/\\/g, '\\\\').replace(signs, '\\$&').replace(/\n/g, '\\n')
}

function unescape(text: string): string {
  return text.replace(/\\([^])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign))
}

/** Parts between signs that have no `\` before them; `sign` is sticky. */
function splitAt(text: string, sign: RegExp): string[] {
  const parts: string[] = []
  let from = 0
  let at = 0
  while (at < text.length) {
    sign.lastIndex = at
    const hit = text[at] === '\\' ? null : sign.exec(text)
    if (hit && hit[0] !== '') {
      parts.push(text.slice(from, at))
      from = at + hit[0].length
      at = from
    } else at += text[at] === '\\' ? 2 : 1
  }
  return [...parts, text.slice(from)]
}

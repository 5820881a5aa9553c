import { childOf, descendantsOf, textOf, type XmlElement } from '../../../platform/xml.ts'
import type { Span } from '../list/lines.ts'

/** A paragraph as a person sees it: its text with `\n` for line breaks, and what stands out. */
export interface Paragraph {
  text: string
  spans: Span[]
  media: boolean
  /** The text boxes anchored in it, as elements that hold paragraphs. */
  boxes: XmlElement[]
}

/** What is written in a paragraph, without what was deleted or hidden. */
export function readParagraph(element: XmlElement): Paragraph {
  const paragraph: Paragraph = { text: '', spans: [], media: false, boxes: [] }
  readInto(paragraph, element)
  return paragraph
}

/** Deleted, moved away, or not text at all. */
const skipped = new Set(
  'pPr rPr del moveFrom instrText fldData proofErr rt listPr sectPr tab-stops'.split(' '),
)

function readInto(paragraph: Paragraph, element: XmlElement): void {
  for (const child of element.children) {
    if (typeof child === 'string' || skipped.has(child.name)) continue
    if (child.name === 'r') readRun(paragraph, child)
    else if (child.name === 'oMath')
      paragraph.text += descendantsOf(child, 't').map(textOf).join('')
    else if (child.name === 'AlternateContent') readInto(paragraph, chosen(child))
    else readInto(paragraph, child)
  }
}

/** Word writes a text box twice, for new and for old readers. */
function chosen(alternate: XmlElement): XmlElement {
  return childOf(alternate, 'Choice') ?? childOf(alternate, 'Fallback') ?? alternate
}

function readRun(paragraph: Paragraph, run: XmlElement): void {
  const looks = looksOf(childOf(run, 'rPr'))
  if (looks.hidden) return
  const start = paragraph.text.length
  for (const child of run.children) if (typeof child !== 'string') readPiece(paragraph, child)
  const text = paragraph.text.slice(start)
  if (text.trim() === '') {
    // A line to write on is made of underlined spaces.
    const line = looks.by.includes('underline') && (text.length > 1 || text === '\t')
    if (line) paragraph.text = `${paragraph.text.slice(0, start)}____`
    return
  }
  for (const by of looks.by) addSpan(paragraph.spans, { by, start, end: paragraph.text.length })
}

/** Word cuts a word into runs at will. */
function addSpan(spans: Span[], span: Span): void {
  const before = spans.findLast(({ by }) => by === span.by)
  if (before?.end === span.start) before.end = span.end
  else spans.push(span)
}

const signs: Record<string, string> = {
  tab: '\t',
  ptab: '\t',
  br: '\n',
  cr: '\n',
  noBreakHyphen: '-',
}

function readPiece(paragraph: Paragraph, piece: XmlElement): void {
  switch (piece.name) {
    case 't':
      paragraph.text += textOf(piece)
      return
    case 'sym':
      paragraph.text += symbolOf(piece.attributes.get('char') ?? '')
      return
    case 'AlternateContent':
      readObject(paragraph, chosen(piece))
      return
    case 'ruby':
      readInto(paragraph, childOf(piece, 'rubyBase') ?? piece)
      return
    case 'drawing':
    case 'pict':
    case 'object':
      readObject(paragraph, piece)
      return
    default:
      paragraph.text += signs[piece.name] ?? ''
  }
}

function readObject(paragraph: Paragraph, object: XmlElement): void {
  paragraph.boxes.push(...descendantsOf(object, 'txbxContent'))
  paragraph.media ||= ['blip', 'imagedata', 'binData', 'OLEObject'].some(
    (name) => descendantsOf(object, name).length > 0,
  )
}

/** Ticks and crosses of the Wingdings fonts; other symbols of such fonts mean nothing as text. */
function symbolOf(code: string): string {
  const sign = code.toUpperCase().replace(/^F0/, '')
  if (['FC', 'FE', '50', '52'].includes(sign)) return '√'
  return ['FB', 'FD', '4F', '51', '53', '54'].includes(sign) ? '×' : ''
}

function looksOf(properties: XmlElement | undefined): { by: Span['by'][]; hidden: boolean } {
  if (!properties) return { by: [], hidden: false }
  const value = (name: string): string | undefined => {
    const found = childOf(properties, name)
    return found && (found.attributes.get('val') ?? 'on')
  }
  const on = (name: string): boolean =>
    !['off', '0', 'false', 'none', undefined].includes(value(name))
  const by: Span['by'][] = []
  if (on('highlight') && value('highlight') !== 'white') by.push('highlight')
  if (isColour(value('color'))) by.push('colour')
  if (on('b')) by.push('bold')
  if (on('u')) by.push('underline')
  return { by, hidden: on('vanish') }
}

/** Neither black nor the grey and white of a page. */
function isColour(value: string | undefined): boolean {
  const hit = /^([\dA-F]{2})([\dA-F]{2})([\dA-F]{2})$/i.exec(value ?? '')
  if (!hit) return false
  const parts = hit.slice(1).map((part) => Number.parseInt(part, 16))
  return Math.max(...parts) - Math.min(...parts) > 0x60
}

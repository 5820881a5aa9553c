import { childOf, elementsOf, type XmlElement } from '../../../platform/xml.ts'
import { htmlToText } from '../clean.ts'

/** What a part of an item shows a person. */
export interface Shown {
  text: string
  /** There is a picture, a sound or a film. */
  media: boolean
}

/** What stands in place of an element: a text, or null for the element itself. */
export type Slot = (element: XmlElement) => string | null

const blocks = new Set(
  'p div h1 h2 h3 h4 h5 h6 ul ol dl dt dd li table tr blockquote section article figure figcaption prompt rubricBlock'.split(
    ' ',
  ),
)
const kept = new Set(['td', 'th', 'sup', 'sub', 'pre'])
const media = new Set(['img', 'object', 'audio', 'video', 'svg', 'canvas', 'picture'])
const unseen = new Set(
  'script style annotation annotation-xml rp stylesheet source track'.split(' '),
)

/**
 * XHTML with MathML as text: blocks are lines, formulas are written in one line. Where nothing but
 * pictures stands there, what they say they show is the text.
 */
export function showXml(element: XmlElement, slot: Slot = () => null): Shown {
  const alternatives: string[] = []
  let hasMedia = false
  const walk = (node: XmlElement | string): string => {
    if (typeof node === 'string') return escapeHtml(node)
    const instead = slot(node)
    if (instead !== null) return escapeHtml(instead).replaceAll('\n', '<br>')
    if (media.has(node.name)) {
      hasMedia = true
      alternatives.push(node.attributes.get('alt') ?? '')
    }
    return write(node, walk)
  }
  const text = htmlToText(tidy(element.children.map(walk).join('')))
    .replace(/ {2,}\| {2,}/g, ' | ')
    .replace(/[ |]+$/gm, '')
  return { text: text === '' ? alternatives.join(' ').trim() : text, media: hasMedia }
}

/** Line ends of the XML mean nothing outside `<pre>`. */
function tidy(html: string): string {
  const whole = html.includes('<pre>') ? html : html.replace(/\s+/g, ' ')
  return whole.replace(/ *(<\/?(?:p|br)>) */g, '$1')
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

type Walk = (node: XmlElement | string) => string

function write(node: XmlElement, walk: Walk): string {
  const { name } = node
  if (unseen.has(name)) return ''
  if (name === 'br') return '<br>'
  const math = formulas.get(name)
  if (math)
    return math(
      elementsOf(node).map((part) => tidy(walk(part)).trim()),
      node,
    )
  const inside = node.children.map(walk).join('')
  if (name === 'rt') return `（${inside.trim()}）`
  if (name === 'svg') return ''
  if (blocks.has(name)) return `<p>${inside}</p>`
  return kept.has(name) ? `<${name}>${inside}</${name}>` : inside
}

/** How the parts of a formula are written in one line. */
const formulas = new Map<string, (parts: string[], node: XmlElement) => string>(
  Object.entries({
    mfrac: ([top = '', bottom = '']) => `${grouped(top)}/${grouped(bottom)}`,
    msup: ([base = '', power = '']) => `${base}<sup>${power}</sup>`,
    msub: ([base = '', index = '']) => `${base}<sub>${index}</sub>`,
    msubsup: ([base = '', index = '', power = '']) =>
      `${base}<sub>${index}</sub><sup>${power}</sup>`,
    msqrt: (parts) => `√${grouped(parts.join(''))}`,
    mroot: ([base = '', degree = '']) => `<sup>${degree}</sup>√${grouped(base)}`,
    mfenced: (parts, { attributes }) =>
      `${attributes.get('open') ?? '('}${parts.join(', ')}${attributes.get('close') ?? ')'}`,
    mtable: (parts) => parts.join('; '),
    semantics: ([first = '']) => first,
  }),
)

function grouped(text: string): string {
  return /^[\p{L}\p{N}.]*$/u.test(text) ? text : `(${text})`
}

/** The text of a child element, or `''`. */
export function shownChild(element: XmlElement, name: string): string {
  const child = childOf(element, name)
  return child ? showXml(child).text : ''
}

import { elementsOf, textOf, type XmlElement } from '../../../platform/xml.ts'
import { htmlToText } from '../clean.ts'
import { escapeHtml, type Shown, type Slot } from './text.ts'

const media = new Set(['matimage', 'mataudio', 'matvideo', 'matapplet', 'matapplication'])
const texts = new Set(['mattext', 'matemtext', 'mat_formattedtext'])

/** The materials below an element of QTI 1 as text, in their order. */
export function showMaterial(element: XmlElement, slot: Slot = () => null): Shown {
  let hasMedia = false
  const walk = (node: XmlElement): string => {
    const instead = slot(node)
    if (instead !== null) return escapeHtml(instead).replaceAll('\n', '<br>')
    if (media.has(node.name)) hasMedia = true
    if (node.name === 'matbreak') return '<br>'
    if (!texts.has(node.name))
      return elementsOf(node)
        .map((child) => within(node, walk(child)))
        .join('')
    const html = contentOf(node)
    if (/<(?:img|audio|video|iframe|object|embed)\b/i.test(html)) hasMedia = true
    return html
  }
  return { text: htmlToText(walk(element)), media: hasMedia }
}

/** Materials are lines of their own, but in a sentence with gaps. */
function within(parent: XmlElement, html: string): string {
  if (html === '') return ''
  const gaps = elementsOf(parent).some(({ name }) => /^response_(str|num)$/.test(name))
  return parent.name === 'material' || gaps ? `${html} ` : `<div>${html}</div>`
}

function contentOf(node: XmlElement): string {
  const text = textOf(node)
  const type = node.attributes.get('texttype') ?? node.attributes.get('type') ?? ''
  // Some programs say plain and write HTML all the same.
  const isHtml = /html/i.test(type) || /<(?:p|br|div|span|img)\b[^>]*>/i.test(text)
  return isHtml ? text : escapeHtml(text).replaceAll('\n', '<br>')
}

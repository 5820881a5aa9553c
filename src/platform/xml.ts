import { SaxesParser } from 'saxes'

import { htmlEntities } from './html-entities.ts'
import { UnreadableFile } from './tables-types.ts'

/** An element with its attributes and, in order, its texts and child elements. */
export interface XmlElement {
  /** Without its namespace prefix: `w:p` is `p`. */
  name: string
  attributes: Map<string, string>
  children: (XmlElement | string)[]
}

/** Deeper than any honest file: a hostile one must not exhaust the stack of whoever walks it. */
const maxDepth = 256
const maxElements = 2_000_000

/**
 * The root element of an XML text. A document type is refused: entities of a file's own and files
 * fetched from elsewhere are what hostile XML is made of, and no question needs them. Prefixes are
 * dropped, comments and processing instructions too. Entities that HTML names are known.
 * @throws UnreadableFile `xml-broken` {line, reason}, `xml-doctype`, `xml-deep`
 */
export function parseXml(text: string): XmlElement {
  const parser = new SaxesParser({ fileName: '' })
  Object.setPrototypeOf(parser.ENTITIES, null)
  Object.assign(parser.ENTITIES, htmlEntities)
  const root: XmlElement = { name: '', attributes: new Map(), children: [] }
  const open = [root]
  let elements = 0
  const top = (): XmlElement => open.at(-1) ?? root
  parser.on('error', (error) => {
    const reason = error.message.replace(/^\S*?:?\d+:\d+:\s*/, '')
    throw new UnreadableFile('xml-broken', { line: parser.line, reason })
  })
  parser.on('doctype', () => {
    throw new UnreadableFile('xml-doctype')
  })
  parser.on('opentag', ({ name, attributes }) => {
    elements += 1
    if (open.length > maxDepth || elements > maxElements) throw new UnreadableFile('xml-deep')
    const element: XmlElement = {
      name: local(name),
      attributes: new Map(Object.entries(attributes).map(([key, value]) => [local(key), value])),
      children: [],
    }
    top().children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => void open.pop())
  parser.on('text', (chunk) => void top().children.push(chunk))
  parser.on('cdata', (chunk) => void top().children.push(chunk))
  parser.write(text.replace(/^\uFEFF/, '')).close()
  const [element] = elementsOf(root)
  if (!element) throw new UnreadableFile('xml-broken', { line: 1, reason: 'no element' })
  return element
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** The child elements, all or those of one name. */
export function elementsOf({ children }: XmlElement, name?: string): XmlElement[] {
  return children.filter(
    (child): child is XmlElement =>
      typeof child !== 'string' && (name === undefined || child.name === name),
  )
}

/** The first child element of a name. */
export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return elementsOf(element, name)[0]
}

/** Every element of a name below, in the order of the text. */
export function descendantsOf(element: XmlElement, name: string): XmlElement[] {
  return elementsOf(element).flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...descendantsOf(child, name),
  ])
}

/** All text below an element, as it stands. */
export function textOf(element: XmlElement): string {
  return element.children
    .map((child) => (typeof child === 'string' ? child : textOf(child)))
    .join('')
}

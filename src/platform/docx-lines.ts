import { readZip } from './tables-zip.ts'
import { descendantsOf, parseXml, type XmlElement } from './xml.ts'

const document = 'word/document.xml'

/**
 * The paragraphs of a Word file as plain text, in order, a line break within one as `\n`. Numbers
 * that Word makes by itself are not in the text and do not appear. Null where the zip is no Word file.
 * @throws UnreadableFile as `readDocxDocument`
 */
export async function readDocxParagraphs(bytes: Uint8Array): Promise<string[] | null> {
  const root = await readDocxDocument(bytes)
  return root && descendantsOf(root, 'p').map(paragraphText)
}

/**
 * The text of a Word file with its structure; null where the zip is no Word file.
 * @throws UnreadableFile as `readZip` and `parseXml`
 */
export async function readDocxDocument(bytes: Uint8Array): Promise<XmlElement | null> {
  const xml = (await readZip(bytes, (name) => name === document)).get(document)
  return xml ? parseXml(xml.toString('utf8')) : null
}

/** The text of a paragraph, a line break within it as `\n`. */
export function paragraphText(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? '' : runText(child))).join('')
}

/** Only `w:t` is text; what was deleted under tracked changes is not. */
function runText(element: XmlElement): string {
  switch (element.name) {
    case 't':
      return element.children.filter((child) => typeof child === 'string').join('')
    case 'tab':
      return '\t'
    case 'br':
    case 'cr':
      return '\n'
    case 'del':
    case 'pPr':
    case 'rPr':
      return ''
    default:
      return paragraphText(element)
  }
}

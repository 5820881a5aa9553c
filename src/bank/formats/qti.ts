import { isZip, UnreadableFile } from '../../platform/tables.ts'
import { childOf, descendantsOf, parseXml, type XmlElement } from '../../platform/xml.ts'
import type { BankFile, Place, Problem, Source } from './format.ts'
import { isProblem, type Found } from './qti/item.ts'
import { openPackage, resolvePath } from './qti/package.ts'
import { poolQuestions, readPoolQuestion } from './qti/pool.ts'
import { splitItems, type ItemText } from './qti/qti-1-split.ts'
import { readItem1 } from './qti/qti-1.ts'
import { readItem2 } from './qti/qti-2.ts'
import { showXml } from './qti/text.ts'
import { withoutDoctype } from './qti/xml.ts'
import { settleDrafts } from './settle.ts'

/** A file of a package (`''` alone): its items as text, or its root element. */
type Document = { name: string; items: ItemText[] } | { name: string; root: XmlElement }

/**
 * A test package of QTI 1.2, 2.x or 3.0, or one such file by itself. An item that cannot be read
 * costs only itself; a file of a package that is not QTI is passed over.
 * @throws UnreadableFile
 */
export async function readQti({ bytes, decoded }: Source): Promise<BankFile> {
  const { documents, missing } = isZip(bytes)
    ? await openPackage(bytes)
    : { documents: [{ name: '', text: decoded?.text ?? '' }], missing: [] }
  const opened = documents.map(({ name, text }) => openDocument(name, text))
  const found = readDocuments(opened.filter((document) => 'name' in document))
  const settled = settleDrafts(found.flatMap((one) => (isProblem(one) ? [] : [one])))
  const unread = opened.filter((document) => 'where' in document)
  return {
    format: 'qti',
    items: settled.items,
    problems: [
      ...missing.map((name): Problem => ({ where: {}, code: 'entry-missing', args: { name } })),
      ...inOrder([...unread, ...found.filter(isProblem), ...settled.problems], documents),
    ],
  }
}

function openDocument(name: string, source: string): Document | Problem {
  const text = withoutDoctype(source)
  const items = /<(?:\w+:)?questestinterop[\s>]/.test(text) ? splitItems(text) : []
  if (items.length > 0) return { name, items }
  try {
    return { name, root: parseXml(text) }
  } catch (error) {
    if (!(error instanceof UnreadableFile) || name === '') throw error
    return unreadable({ sheet: name }, error, text)
  }
}

function unreadable(where: Place, { code, args }: UnreadableFile, text: string): Problem {
  return { where, code, args, block: text.slice(0, 2000) }
}

function readDocuments(documents: Document[]): Found[] {
  const stimuli = new Map(
    documents.flatMap((one) =>
      'root' in one && isStimulus(one.root) ? [[one.name, one.root]] : [],
    ),
  )
  return documents.flatMap((document) => {
    const { name } = document
    const place = (item?: number): Place => ({
      ...(name === '' ? {} : { sheet: name }),
      ...(item === undefined ? {} : { item }),
    })
    if ('items' in document) {
      return document.items.flatMap((item, at) => readItemText(item, place(at + 1)))
    }
    const { root } = document
    if (root.name === 'POOL') {
      return poolQuestions(root).flatMap((one, at) => readPoolQuestion(one, place(at + 1)))
    }
    if (!/^(qti-)?assessment-?item$/i.test(root.name)) return []
    return readItem2(root, place(name === '' ? 1 : undefined), passageOf(root, name, stimuli))
  })
}

function readItemText({ xml, line, topic }: ItemText, place: Place): Found[] {
  try {
    return readItem1(parseXml(xml), place, topic)
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    const problem = unreadable(place, error, xml)
    const at = Number(error.args['line'] ?? 1) + line - 1
    return [
      { ...problem, args: { ...error.args, ...(error.code === 'xml-broken' ? { line: at } : {}) } },
    ]
  }
}

function isStimulus(root: XmlElement): boolean {
  return /^(qti-)?assessment-?stimulus$/i.test(root.name)
}

/** The material that an item shares with others, as text. */
function passageOf(root: XmlElement, name: string, stimuli: Map<string, XmlElement>): string {
  const folder = name.replace(/[^/]+$/, '')
  const references = ['assessmentStimulusRef', 'qti-assessment-stimulus-ref'].flatMap((ref) =>
    descendantsOf(root, ref),
  )
  return references
    .map(({ attributes }) => stimuli.get(resolvePath(folder, attributes.get('href') ?? '')))
    .map((stimulus) => (stimulus ? stimulusText(stimulus) : ''))
    .filter((text) => text !== '')
    .join('\n')
}

function stimulusText(stimulus: XmlElement): string {
  const body = childOf(stimulus, 'stimulusBody') ?? childOf(stimulus, 'qti-stimulus-body')
  return body ? showXml(body).text : ''
}

function inOrder(problems: Problem[], documents: { name: string }[]): Problem[] {
  const order = new Map(documents.map(({ name }, at) => [name, at]))
  const at = ({ where }: Problem): number =>
    (order.get(where.sheet ?? '') ?? 0) * 1e6 + (where.item ?? 0)
  return problems.sort((a, b) => at(a) - at(b))
}

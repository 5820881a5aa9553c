import { isZip, UnreadableFile } from '../../platform/tables.ts'
import {
  childOf,
  descendantsOf,
  elementsOf,
  parseXml,
  type XmlElement,
} from '../../platform/xml.ts'
import type { BankFile, Place, Problem, Source } from './format.ts'
import { readItem1 } from './qti-1.ts'
import { readItem2 } from './qti-2.ts'
import { isProblem, type Found } from './qti-item.ts'
import { openPackage, resolvePath } from './qti-package.ts'
import { poolQuestions, readPoolQuestion } from './qti-pool.ts'
import { showXml } from './qti-text.ts'
import { withoutDoctype } from './qti-xml.ts'
import { settleDrafts } from './settle.ts'

/** A file of questions: its name within a package (`''` alone) and its root element. */
interface Document {
  name: string
  root: XmlElement
}

/**
 * A test package of QTI 1.2, 2.x or 3.0, or one such file by itself. An item that cannot be read
 * costs only itself; a file of a package that is not QTI is passed over.
 * @throws UnreadableFile
 */
export async function readQti({ bytes, decoded }: Source): Promise<BankFile> {
  const { documents, missing } = isZip(bytes)
    ? await openPackage(bytes)
    : { documents: [{ name: '', text: decoded?.text ?? '' }], missing: [] }
  const parsed = documents.map(({ name, text }) => parseDocument(name, text))
  const good = parsed.filter((document) => 'root' in document)
  const found = readDocuments(good)
  const settled = settleDrafts(found.flatMap((one) => (isProblem(one) ? [] : [one])))
  return {
    format: 'qti',
    items: settled.items,
    problems: [
      ...missing.map((name): Problem => ({ where: {}, code: 'entry-missing', args: { name } })),
      ...parsed.flatMap((document) => ('root' in document ? [] : [document])),
      ...inOrder([...found.filter(isProblem), ...settled.problems], good),
    ],
  }
}

function parseDocument(name: string, text: string): Document | Problem {
  try {
    return { name, root: parseXml(withoutDoctype(text)) }
  } catch (error) {
    if (!(error instanceof UnreadableFile) || name === '') throw error
    const block = text.slice(0, 2000)
    return { where: { sheet: name }, code: error.code, args: error.args, block }
  }
}

function readDocuments(documents: Document[]): Found[] {
  const stimuli = new Map(documents.filter(isStimulus).map(({ name, root }) => [name, root]))
  return documents.flatMap(({ name, root }, at): Found[] => {
    const place = (item?: number): Place => ({
      ...(name === '' ? {} : { sheet: name }),
      ...(item === undefined ? {} : { item }),
    })
    if (root.name === 'POOL') {
      return poolQuestions(root).flatMap((one, index) => readPoolQuestion(one, place(index + 1)))
    }
    if (root.name === 'questestinterop') {
      return itemsWithTopics(root, '').flatMap(({ item, topic }, index) =>
        readItem1(item, place(index + 1), topic),
      )
    }
    if (!/^(qti-)?assessment-?item$/i.test(root.name)) return []
    return readItem2(root, name === '' ? { item: at + 1 } : place(), passageOf(root, name, stimuli))
  })
}

function isStimulus({ root }: Document): boolean {
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

/** The items of sections, each with the title of its section where that says something. */
function itemsWithTopics(
  element: XmlElement,
  topic: string,
): { item: XmlElement; topic: string }[] {
  return elementsOf(element).flatMap((child) => {
    if (child.name === 'item') return [{ item: child, topic }]
    const title = child.name === 'section' ? (child.attributes.get('title') ?? '') : ''
    const says = title !== '' && !/^(main|root_?section|section \d*|default|untitled)$/i.test(title)
    return itemsWithTopics(child, says ? title : topic)
  })
}

function inOrder(problems: Problem[], documents: Document[]): Problem[] {
  const order = new Map(documents.map(({ name }, at) => [name, at]))
  const at = ({ where }: Problem): number =>
    (order.get(where.sheet ?? '') ?? 0) * 1e6 + (where.item ?? 0)
  return problems.sort((a, b) => at(a) - at(b))
}

import { childOf, descendantsOf, elementsOf, type XmlElement } from '../../../platform/xml.ts'
import type { Draft } from '../draft.ts'
import { exactFillIn } from '../exact.ts'
import type { Place } from '../format.ts'
import { maxStem } from '../limits.ts'
import { splitMatching } from '../matching.ts'
import { foreignItem, type Found } from './item.ts'
import { explain, modelAnswer } from './qti-2-feedback.ts'
import { accepted, readDeclarations, rightIdentifiers, type Declaration } from './qti-2-key.ts'
import { showXml, shownChild, type Slot } from './text.ts'

/** An item of QTI 2 while it is read. */
interface Item {
  root: XmlElement
  body: XmlElement
  place: Place
  declarations: Map<string, Declaration>
  /** What a stem is when the body says nothing. */
  title: string
  passage: string
  extras: Partial<Draft>
}

/**
 * The questions of an `assessmentItem` of QTI 2.0 to 2.2, or of 3.0, whose names only look
 * different. Each interaction is a question, but gaps in one text are the blanks of one.
 * Format: 1edtech.org, "QTI Assessment, Section and Item Information Model".
 */
export function readItem2(source: XmlElement, place: Place, passage = ''): Found[] {
  const root = source.name.startsWith('qti-') ? asVersion2(source) : source
  const body = childOf(root, 'itemBody')
  const title = root.attributes.get('title') ?? ''
  if (!body) return [foreignItem(place, 'item', title)]
  const asked = interactionsOf(body)
  const whole = showXml(body, (element) => (isAside(element) ? '' : null))
  const kind = foreignWhole(root, asked)
  if (kind !== null) return [foreignItem(place, kind, whole.text)]
  const explanation = explain(
    root,
    asked.flatMap((part) => rightOf(readDeclarations(root), part)),
  )
  const extras = {
    ...(whole.media ? { media: true } : {}),
    ...(explanation === '' ? {} : { explanation }),
  }
  const declarations = readDeclarations(root)
  return readAsked({ root, body, place, declarations, title, passage, extras }, asked)
}

function asVersion2(element: XmlElement): XmlElement {
  const camel = (name: string): string =>
    name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return {
    name: element.name.startsWith('qti-') ? camel(element.name.slice(4)) : element.name,
    attributes: new Map([...element.attributes].map(([name, value]) => [camel(name), value])),
    children: element.children.map((child) =>
      typeof child === 'string' ? child : asVersion2(child),
    ),
  }
}

/** What nobody answers: buttons that end an attempt, players. */
const silent = new Set(['endAttemptInteraction', 'mediaInteraction'])

function interactionsOf(element: XmlElement): XmlElement[] {
  return elementsOf(element).flatMap((child) => {
    if (child.name.endsWith('Interaction')) return silent.has(child.name) ? [] : [child]
    return interactionsOf(child)
  })
}

/** Feedback, and words for those who mark. */
function isAside(element: XmlElement): boolean {
  if (/^feedback(Inline|Block)$/.test(element.name)) return interactionsOf(element).length === 0
  if (element.name === 'templateBlock' || element.name === 'templateInline') return true
  const view = element.attributes.get('view') ?? 'candidate'
  return element.name === 'rubricBlock' && !view.includes('candidate')
}

/** Why an item as a whole cannot be asked, or null. */
function foreignWhole(root: XmlElement, asked: XmlElement[]): string | null {
  if (elementsOf(root, 'templateDeclaration').length > 0) return 'template'
  if (asked.length === 0)
    return descendantsOf(root, 'mediaInteraction').length > 0 ? 'media' : 'text'
  return root.attributes.get('adaptive') === 'true' && asked.length > 1 ? 'adaptive' : null
}

const inline = new Set(['textEntryInteraction', 'inlineChoiceInteraction'])

function readAsked(item: Item, asked: XmlElement[]): Found[] {
  const [only] = asked
  if (asked.every(({ name }) => inline.has(name))) {
    const single = asked.length === 1 && only?.name === 'inlineChoiceInteraction' ? only : null
    if (single)
      return [
        readChoice(
          item,
          single,
          showBody(item, () => '____'),
        ),
      ]
    return [readGaps(item, asked, showBody(item, gapText))]
  }
  if (asked.length === 1 && only) {
    return readPart(
      item,
      only,
      showBody(item, (part) => `\n${shownChild(part, 'prompt')}\n`),
    )
  }
  return readComposite(item, asked)
}

function showBody(item: Item, show: (interaction: XmlElement) => string | null): string {
  const slot: Slot = (element) => {
    if (isAside(element)) return ''
    if (!element.name.endsWith('Interaction')) return null
    return silent.has(element.name) ? '' : show(element)
  }
  return showXml(item.body, slot).text || item.title
}

/** A gap to choose from shows its choices. */
function gapText(interaction: XmlElement): string {
  const choices = elementsOf(interaction, 'inlineChoice').map((choice) => showXml(choice).text)
  return choices.length > 0 ? `____（${choices.join(' / ')}）` : '____'
}

/** Several questions on one page: each with what stands first and what stands right before it. */
function readComposite(item: Item, asked: XmlElement[]): Found[] {
  const mark = '\uE000'
  const pieces = showBody(item, (part) => (asked.includes(part) ? mark : '')).split(mark)
  const [passage = ''] = pieces
  return asked.flatMap((part, at) => {
    const before = at === 0 ? '' : (pieces[at] ?? '').trim()
    const lines = [passage.trim(), before, shownChild(part, 'prompt')].filter((line) => line !== '')
    if (!inline.has(part.name)) return readPart(item, part, lines.join('\n'))
    const after = (pieces[at + 1] ?? '').split('\n')[0] ?? ''
    return [readGaps(item, [part], `${lines.join('\n')} ${gapText(part)}${after}`)]
  })
}

function readPart(item: Item, part: XmlElement, stem: string): Found[] {
  switch (part.name) {
    case 'choiceInteraction':
    case 'hottextInteraction':
      return [
        readChoice(item, part, part.name === 'choiceInteraction' ? stem : hottext(stem, part)),
      ]
    case 'extendedTextInteraction':
      return [readText(item, part, stem)]
    case 'matchInteraction':
    case 'associateInteraction':
      return readPairs(item, part, stem)
    default:
      return [foreignItem(item.place, part.name.replace('Interaction', ''), stem)]
  }
}

function draftOf(item: Item, stem: string): Draft {
  const fits = item.passage.length + stem.length < maxStem
  return {
    place: item.place,
    stem: item.passage !== '' && fits ? `${item.passage}\n${stem}` : stem,
    options: [],
    ...item.extras,
    ...(item.passage !== '' && !fits ? { remarks: ['note-passage-long'] } : {}),
  }
}

const choiceNames = ['simpleChoice', 'inlineChoice', 'hottext']

function readChoice(item: Item, part: XmlElement, stem: string): Found {
  const choices = choiceNames.flatMap((name) => descendantsOf(part, name))
  const options = choices.map((choice) => showXml(choice, (inner) => (isAside(inner) ? '' : null)))
  if (options.some(({ text }) => text === '')) {
    return { where: item.place, code: 'picture-only', draft: draftOf(item, stem) }
  }
  const right = rightOf(item.declarations, part)
  const several = item.declarations.get(responseOf(part))?.cardinality === 'multiple'
  return {
    ...draftOf(item, stem),
    options: options.map(({ text }) => text),
    right: choices.map((choice) => right.includes(choice.attributes.get('identifier') ?? '')),
    ...(several && part.attributes.get('maxChoices') !== '1' ? { kind: '多选' } : {}),
  }
}

function responseOf(part: XmlElement): string {
  return part.attributes.get('responseIdentifier') ?? ''
}

function rightOf(declarations: Map<string, Declaration>, part: XmlElement): string[] {
  const declaration = declarations.get(responseOf(part))
  return declaration ? rightIdentifiers(declaration) : []
}

/** The text whose words are chosen among, under what is asked. */
function hottext(stem: string, part: XmlElement): string {
  const text = showXml(part, (inner) => (inner.name === 'prompt' ? '' : null)).text
  return [stem, text].filter((line) => line !== '').join('\n')
}

function readGaps(item: Item, parts: XmlElement[], stem: string): Found {
  const blanks = parts.map((part) => {
    const declaration = item.declarations.get(responseOf(part))
    if (!declaration) return []
    if (part.name === 'textEntryInteraction') return accepted(declaration)
    const right = rightIdentifiers(declaration)
    return elementsOf(part, 'inlineChoice')
      .filter((choice) => right.includes(choice.attributes.get('identifier') ?? ''))
      .map((choice) => showXml(choice).text)
  })
  const draft = draftOf(item, stem)
  const exact = parts.some((part) => isRounded(item, part)) ? ['note-key-exact'] : []
  const remarks = [...(draft.remarks ?? []), ...exact]
  return exactFillIn({ ...draft, ...(remarks.length > 0 ? { remarks } : {}) }, blanks)
}

/** The item itself takes numbers that are near enough. */
function isRounded({ root, declarations }: Item, part: XmlElement): boolean {
  if (!/float|integer/.test(declarations.get(responseOf(part))?.baseType ?? '')) return false
  const near = descendantsOf(root, 'equal').some(
    ({ attributes }) => (attributes.get('toleranceMode') ?? 'exact') !== 'exact',
  )
  return near || descendantsOf(root, 'equalRounded').length > 0
}

function readText(item: Item, part: XmlElement, stem: string): Found {
  const declaration = item.declarations.get(responseOf(part))
  const stated = declaration ? accepted(declaration).join('\n') : ''
  const guide = stated === '' ? modelAnswer(item.root) : ''
  const draft = draftOf(item, stem)
  const remarks = [...(draft.remarks ?? []), ...(guide === '' ? [] : ['note-model-answer'])]
  const { explanation, ...rest } = draft
  return {
    ...rest,
    ...(explanation !== undefined && explanation !== guide ? { explanation } : {}),
    ...(remarks.length > 0 ? { remarks } : {}),
    kind: '简答',
    key: stated || guide,
  }
}

function readPairs(item: Item, part: XmlElement, stem: string): Found[] {
  const choices = descendantsOf(part, 'simpleAssociableChoice')
  const textBy = new Map(
    choices.map((choice) => [choice.attributes.get('identifier') ?? '', showXml(choice).text]),
  )
  const [first] = elementsOf(part, 'simpleMatchSet')
  const leftIds = new Set(
    first && elementsOf(first).map((choice) => choice.attributes.get('identifier') ?? ''),
  )
  const pairs = rightOf(item.declarations, part).flatMap((value) => {
    const [a = '', b = ''] = value.split(/\s+/)
    const [left, right] = leftIds.size > 0 && !leftIds.has(a) ? [b, a] : [a, b]
    return textBy.has(left) && textBy.has(right) ? [[left, right] as const] : []
  })
  const { stem: whole, options, ...draft } = draftOf(item, stem)
  if (pairs.length === 0) return [{ ...draft, stem: whole, options, kind: '简答' }]
  const lefts = new Set(pairs.map(([left]) => left))
  const rights = new Set(pairs.map(([, right]) => right))
  const kind = part.name.replace('Interaction', '')
  // Who is left in one pair and right in another, or a picture, cannot be asked for.
  if ([...rights].some((right) => lefts.has(right)) || [...textBy.values()].includes('')) {
    return [foreignItem(item.place, kind, whole)]
  }
  const others = [...textBy.keys()].filter((id) => !lefts.has(id) && !leftIds.has(id))
  const text = (id: string): string => textBy.get(id) ?? ''
  return splitMatching({
    ...draft,
    stem: whole,
    pairs: pairs.map(([left, right]) => ({ left: text(left), right: text(right) })),
    distractors: others.map(text),
  })
}

import { descendantsOf, elementsOf, textOf, type XmlElement } from '../../../platform/xml.ts'
import type { Draft } from '../draft.ts'
import type { Place } from '../format.ts'
import { isVerdict } from './item.ts'
import { readRewards, type Rewards } from './qti-1-key.ts'
import { showMaterial } from './qti-1-text.ts'
import type { Shown } from './text.ts'

/** An item of QTI 1 while it is read. */
export interface Item1 {
  place: Place
  presentation: XmlElement
  responses: Response[]
  rewards: Rewards
  /** The word of the program that wrote it for the kind: `multiple_choice_question`, `Essay`. */
  kind: string
  stem: string
  extras: Partial<Draft>
  feedback: Map<string, { text: string; solution: boolean }>
}

export interface Response {
  element: XmlElement
  name: string
  ident: string
  cardinality: string
  labels: ({ ident: string } & Shown)[]
  /** What stands beside its choices: the left side of a matching question. */
  beside: string
}

/** Takes an `item` of QTI 1 apart; decides nothing. */
export function openItem(element: XmlElement, place: Place, topic: string): Item1 {
  const [presentation = element] = descendantsOf(element, 'presentation')
  const responses = responsesOf(presentation).map((response) =>
    openResponse(response, presentation),
  )
  const rewards = readRewards(element)
  const feedback = new Map(
    descendantsOf(element, 'itemfeedback').map((one) => [
      one.attributes.get('ident') ?? '',
      { text: showMaterial(one).text, solution: descendantsOf(one, 'solution').length > 0 },
    ]),
  )
  const shown = showStem(presentation)
  const media = shown.media || responses.some(({ labels }) => labels.some((label) => label.media))
  const explanation = explain(feedback, rewards)
  return {
    place,
    presentation,
    responses,
    rewards,
    kind: kindOfItem(element),
    stem: withOwn(shown.text, responses) || (element.attributes.get('title') ?? ''),
    extras: {
      ...(media ? { media } : {}),
      ...(topic === '' ? {} : { topic }),
      ...(explanation === '' ? {} : { explanation }),
    },
    feedback,
  }
}

function responsesOf(element: XmlElement): XmlElement[] {
  return elementsOf(element).flatMap((child) =>
    child.name.startsWith('response_') && child.name !== 'response_label'
      ? [child]
      : responsesOf(child),
  )
}

function openResponse(element: XmlElement, presentation: XmlElement): Response {
  const own = elementsOf(element, 'material').map((material) => showMaterial(material).text)
  return {
    element,
    name: element.name,
    ident: element.attributes.get('ident') ?? '',
    cardinality: (element.attributes.get('rcardinality') ?? 'Single').toLowerCase(),
    labels: descendantsOf(element, 'response_label').map((label) => ({
      ident: label.attributes.get('ident') ?? '',
      ...showMaterial(label),
    })),
    beside: own.join('\n') || besideOf(element, presentation),
  }
}

/** Blackboard puts the left side into the same `flow`, before the choices. */
function besideOf(element: XmlElement, presentation: XmlElement): string {
  const flow = descendantsOf(presentation, 'flow').find((one) => elementsOf(one).includes(element))
  if (!flow || flow.attributes.get('class') !== 'Block') return ''
  return showMaterial(flow, (node) => (node === element ? '' : null)).text
}

function showStem(presentation: XmlElement): Shown {
  const flows = descendantsOf(presentation, 'flow')
  const question = flows.find(({ attributes }) => attributes.get('class') === 'QUESTION_BLOCK')
  return showMaterial(question ?? presentation, (node) => {
    if (/^response_(str|num)$/.test(node.name)) return ' ____ '
    return node.name.startsWith('response_') ? '' : null
  })
}

/** Some programs put the question beside the choices. */
function withOwn(stem: string, responses: Response[]): string {
  const [only] = responses
  if (responses.length !== 1 || !only || only.beside === '') return stem
  const told = stem.includes(`[${only.beside}]`) || stem.includes(only.beside)
  return told ? stem : `${stem}\n${only.beside}`.trim()
}

const kindLabels = /^(question_type|respondusapi_qtype|qmd_itemtype|qmd_questiontype|cc_profile)$/

function kindOfItem(element: XmlElement): string {
  const [blackboard] = descendantsOf(element, 'bbmd_questiontype')
  if (blackboard) return textOf(blackboard).trim()
  const field = descendantsOf(element, 'qtimetadatafield')
    .concat(descendantsOf(element, 'qti_metadatafield'))
    .find((one) => kindLabels.test(childText(one, 'fieldlabel')))
  const [plain] = descendantsOf(element, 'qmd_itemtype')
  return field ? childText(field, 'fieldentry') : plain ? textOf(plain).trim() : ''
}

function childText(element: XmlElement, name: string): string {
  const [child] = elementsOf(element, name)
  return child ? textOf(child).trim() : ''
}

/** What everybody is told, and what is told for a right answer. */
function explain(feedback: Item1['feedback'], { feedback: rewarded, answers }: Rewards): string {
  const right = new Set([...rewarded, ...answers.map(({ value }) => value)])
  const texts = [...feedback].flatMap(([ident, { text }]) => {
    const told = right.has(ident) || /^(general|correct|solution)|_ALL$/i.test(ident)
    return told && !isVerdict(text) ? [text] : []
  })
  return [...new Set(texts)].join('\n')
}

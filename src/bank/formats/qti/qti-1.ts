import { descendantsOf, elementsOf, type XmlElement } from '../../../platform/xml.ts'
import { hasBlank } from '../blanks.ts'
import type { Draft } from '../draft.ts'
import { exactFillIn } from '../exact.ts'
import type { Place } from '../format.ts'
import { splitMatching } from '../matching.ts'
import { foreignItem, type Found } from './item.ts'
import { openItem, type Item1, type Response } from './qti-1-item.ts'
import type { Rewards } from './qti-1-key.ts'
import { showMaterial } from './qti-1-text.ts'

/**
 * The questions of an `item` of QTI 1.x as Canvas, Blackboard, Respondus and others write them.
 * Format: 1edtech.org, "QTI: ASI XML Binding Specification 1.2".
 */
export function readItem1(element: XmlElement, place: Place, topic: string): Found[] {
  const item = openItem(element, place, topic)
  if (isForeign(item)) return [foreign(item)]
  const names = [...new Set(item.responses.map(({ name }) => name))]
  if (names.includes('response_lid')) return names.length === 1 ? readChosen(item) : [foreign(item)]
  if (isEssay(item)) return [readEssay(item)]
  if (names.length === 0) return [readNamedBlanks(item) ?? foreign(item)]
  const typed = names.every((name) => /^response_(str|num)$/.test(name))
  return [typed ? readTyped(item) : foreign(item)]
}

function readChosen(item: Item1): Found[] {
  const [only] = item.responses
  const single = item.responses.length === 1 && only && !isNamed(only, item)
  return single ? [readChoice(item, only)] : readLists(item)
}

function foreign({ place, kind, responses, stem }: Item1): Found {
  return foreignItem(place, kind || (responses[0]?.name ?? 'text'), stem)
}

function isForeign({ kind, presentation, responses }: Item1): boolean {
  if (
    /order|hot_?\s?spot|upload|calculated|formula|text_?(only|information)|jumbled|opinion/i.test(
      kind,
    )
  ) {
    return true
  }
  if (responses.some(({ cardinality }) => cardinality === 'ordered')) return true
  return ['render_hotspot', 'render_slider', 'ims_render_object'].some(
    (name) => descendantsOf(presentation, name).length > 0,
  )
}

function isEssay({ kind, rewards, presentation }: Item1): boolean {
  if (/essay|short_?\s?response|paper/i.test(kind)) return true
  const rows = descendantsOf(presentation, 'render_fib').map(({ attributes }) =>
    Number(attributes.get('rows') ?? 1),
  )
  return rows.some((count) => count > 1) && rewards.answers.length === 0
}

function draftOf({ place, stem, extras }: Item1): Draft {
  return { place, stem, options: [], ...extras }
}

function readChoice(item: Item1, response: Response): Found {
  const { labels, ident, cardinality } = response
  if (labels.some(({ text }) => text === '')) {
    return { where: item.place, code: 'picture-only', draft: draftOf(item) }
  }
  const right = rightLabels(item, response)
  const several = cardinality === 'multiple'
  const best = Math.max(...answersTo(item, ident).map(({ score }) => score))
  const chosen = several ? right : right.filter(({ score }) => score === best)
  return {
    ...draftOf(item),
    options: labels.map(({ text }) => text),
    right: labels.map((label) => chosen.some(({ at }) => at === label.ident)),
    ...(several ? { kind: '多选' } : {}),
  }
}

function answersTo({ rewards }: Item1, ident: string): Rewards['answers'] {
  return rewards.answers.filter(({ response }) => response === ident)
}

/** Conditions name a choice by its identifier, some programs by its text. */
function rightLabels(item: Item1, { ident, labels }: Response): { at: string; score: number }[] {
  return answersTo(item, ident).flatMap(({ value, score }) => {
    const label =
      labels.find((one) => one.ident === value) ?? labels.find((one) => one.text === value)
    return label ? [{ at: label.ident, score }] : []
  })
}

/** A list of choices for a place `[name]` in the text. */
function isNamed({ beside }: Response, { stem }: Item1): boolean {
  return beside !== '' && stem.includes(`[${beside}]`)
}

/** Several lists: places in a text to choose or type for, or the left sides of a matching. */
function readLists(item: Item1): Found[] {
  const { responses, place, stem, extras, kind } = item
  if (responses.every((response) => isNamed(response, item))) {
    const choosing = !/fill_in|blank/i.test(kind)
    return [
      readPlaces(
        item,
        responses.map((response) => ({
          name: response.beside,
          accepted: choosing ? rightTexts(item, response) : response.labels.map(({ text }) => text),
          choices: choosing ? response.labels.map(({ text }) => text) : [],
        })),
      ),
    ]
  }
  const rights = rightSides(item)
  const pairs = responses.flatMap((response) =>
    rightLabels(item, response).map(({ at }) => ({
      left: response.beside,
      right: rights(response).get(at) ?? '',
    })),
  )
  if (pairs.some(({ left, right }) => left === '' || right === '')) {
    return [foreignItem(place, kind || 'composite', stem)]
  }
  if (pairs.length === 0) return [{ ...draftOf(item), kind: '简答' }]
  const distractors = responses.flatMap((response) => [...rights(response).values()])
  return splitMatching({ place, stem, ...extras, pairs, distractors })
}

/** The texts of the right side by identifier; Blackboard lists them once for all lefts. */
function rightSides({ presentation }: Item1): (response: Response) => Map<string, string> {
  const block = descendantsOf(presentation, 'flow').find(
    ({ attributes }) => attributes.get('class') === 'RIGHT_MATCH_BLOCK',
  )
  const listed = block ? elementsOf(block, 'flow').map((flow) => showMaterial(flow).text) : []
  return ({ labels }) =>
    new Map(labels.map(({ ident, text }, at) => [ident, text || (listed[at] ?? '')]))
}

function rightTexts(item: Item1, response: Response): string[] {
  const right = new Set(rightLabels(item, response).map(({ at }) => at))
  return response.labels.filter(({ ident }) => right.has(ident)).map(({ text }) => text)
}

/** Respondus writes `[a]` into the text and only its conditions name it. */
function readNamedBlanks(item: Item1): Found | null {
  const names = [...new Set(item.rewards.answers.map(({ response }) => response))]
  const places = names.filter((name) => item.stem.includes(`[${name.replace(/^\[|\]$/g, '')}]`))
  if (places.length === 0) return null
  return readPlaces(
    item,
    places.map((name) => ({
      name: name.replace(/^\[|\]$/g, ''),
      accepted: answersTo(item, name).map(({ value }) => value),
      choices: [],
    })),
  )
}

interface NamedPlace {
  name: string
  accepted: string[]
  choices: string[]
}

function readPlaces(item: Item1, places: NamedPlace[]): Found {
  const [only] = places
  const at = ({ name }: NamedPlace): number => item.stem.indexOf(`[${name}]`)
  const gap = ({ choices }: NamedPlace): string =>
    choices.length > 0 && places.length > 1 ? `____（${choices.join(' / ')}）` : '____'
  const stem = places.reduce(
    (text, one) => text.replace(`[${one.name}]`, () => gap(one)),
    item.stem,
  )
  const draft = { ...draftOf(item), stem }
  if (places.length === 1 && only && only.choices.length > 0) {
    const right = only.choices.map((choice) => only.accepted.includes(choice))
    return { ...draft, options: only.choices, right }
  }
  const inOrder = places.toSorted((a, b) => at(a) - at(b))
  return exactFillIn(
    draft,
    inOrder.map(({ accepted }) => accepted),
  )
}

function readTyped(item: Item1): Found {
  const { responses, rewards, place } = item
  const blanks = responses.map(({ ident }) => answersTo(item, ident).map(({ value }) => value))
  const draft = { ...draftOf(item), stem: blankedStem(item) }
  const ranged = responses.some(({ ident }) => rewards.ranges.has(ident))
  if (ranged && blanks.some((blank) => blank.length === 0)) {
    return { where: place, code: 'key-range', draft }
  }
  return exactFillIn({ ...draft, ...(ranged ? { remarks: ['note-key-exact'] } : {}) }, blanks)
}

/** The stem with as many gaps as there are answers: its own where it has them. */
function blankedStem({ stem, responses }: Item1): string {
  const bare = stem.replace(/\s*____\s*$/, '').trim()
  return responses.length === 1 && (hasBlank(bare) || bare === stem.replace(/____/, '').trim())
    ? bare
    : stem
}

function readEssay(item: Item1): Found {
  const { feedback, extras } = item
  const solutions = [...feedback.values()].filter(({ solution }) => solution)
  const key = solutions.map(({ text }) => text).join('\n') || (extras.explanation ?? '')
  const { explanation, ...rest } = { ...draftOf(item), stem: item.stem.replace(/\s*____\s*$/, '') }
  return {
    ...rest,
    ...(explanation !== undefined && explanation !== key ? { explanation } : {}),
    ...(key !== '' && solutions.length === 0 ? { remarks: ['note-model-answer'] } : {}),
    kind: '简答',
    key,
  }
}

import { descendantsOf, elementsOf, textOf, type XmlElement } from '../../../platform/xml.ts'
import { isVerdict } from './item.ts'
import { showXml } from './text.ts'

/** What an item tells those who answered right, or everybody: its explanation; `''` for nothing. */
export function explain(root: XmlElement, rightIdentifiers: string[]): string {
  const rewarded = new Set([...rightIdentifiers, ...identifiersForRight(root)])
  const texts = feedbackOf(root)
    .filter(({ attributes }) => {
      const identifier = attributes.get('identifier') ?? ''
      if (attributes.get('showHide') === 'hide') return false
      return rewarded.has(identifier) || isForRight(identifier)
    })
    .map((feedback) => showXml(feedback).text)
  return [...new Set(texts)].filter((text) => !isVerdict(text)).join('\n')
}

/** What those who mark are told to look for; else what everybody is told afterwards. */
export function modelAnswer(root: XmlElement): string {
  const guides = descendantsOf(root, 'rubricBlock').filter(({ attributes }) =>
    /scorer|author|tutor|proctor/.test(attributes.get('view') ?? ''),
  )
  const sources = guides.length > 0 ? guides : feedbackOf(root)
  return sources
    .map((source) => showXml(source).text)
    .filter((text) => !isVerdict(text))
    .join('\n')
}

function feedbackOf(root: XmlElement): XmlElement[] {
  return ['modalFeedback', 'feedbackBlock', 'feedbackInline'].flatMap((name) =>
    descendantsOf(root, name).filter((element) => !holdsInteraction(element)),
  )
}

function holdsInteraction(element: XmlElement): boolean {
  return elementsOf(element).some(
    (child) => child.name.endsWith('Interaction') || holdsInteraction(child),
  )
}

/** The feedback that response processing turns on where the response is the correct one. */
function identifiersForRight(root: XmlElement): string[] {
  const branches = ['responseIf', 'responseElseIf'].flatMap((name) => descendantsOf(root, name))
  return branches
    .filter((branch) =>
      elementsOf(branch, 'match').some((match) => elementsOf(match, 'correct').length > 0),
    )
    .flatMap((branch) => elementsOf(branch, 'setOutcomeValue'))
    .flatMap((outcome) => descendantsOf(outcome, 'baseValue'))
    .map((value) => textOf(value).trim())
}

function isForRight(identifier: string): boolean {
  return (
    /correct|right|solution|general/i.test(identifier) &&
    !/incorrect|wrong|not|seen|ask/i.test(identifier)
  )
}

import type { Question } from '../../../shared/question.ts'
import { findNear } from '../../near-duplicates.ts'
import { normaliseStem } from '../../rules.ts'
import { keyFollows, type Ground } from './check-key.ts'
import {
  areOfDifferentKind,
  hasSeveralRight,
  keyIsInStem,
  keyStandsOut,
  sameOption,
} from './check-options.ts'
import { escapeText, plain, statementOf } from './compare.ts'
import { longestOption, longestStem } from './compose.ts'
import type { Draft, DraftSource } from './draft.ts'

/** Why a draft may not be shown to a reviewer as it is. */
export type DraftFault =
  | 'quote-not-in-article'
  | 'key-not-from-quote'
  | 'several-right'
  | 'options-alike'
  | 'options-of-different-kind'
  | 'key-in-stem'
  | 'key-stands-out'
  /** Not one right option of a single choice, fewer than two of a multiple one, not a key for each blank. */
  | 'wrong-count'
  | 'too-long'
  | 'not-self-contained'
  | 'duplicate'

/**
 * What is wrong with a draft, whoever made it, as far as code can tell from the article; an empty list
 * where nothing is. `others` are questions that it must not repeat: the same kind with the same answer
 * to about the same stem.
 */
export function checkDraft(
  { question }: Draft,
  { source, others }: { source: DraftSource; others: Question[] },
): DraftFault[] {
  const ground = { quote: question.basis?.quote ?? '', article: source.text }
  const faults: [DraftFault, boolean][] = [
    ['quote-not-in-article', !isQuoted(ground)],
    ['key-not-from-quote', !keyFollows(question, ground)],
    ...optionFaults(question, ground),
    ['wrong-count', !hasKeys(question)],
    ['too-long', isTooLong(question)],
    ['not-self-contained', !isSelfContained(question.stem)],
    ['duplicate', repeats(question, others)],
  ]
  return faults.flatMap(([fault, isFound]) => (isFound ? [fault] : []))
}

function isQuoted({ quote, article }: Ground): boolean {
  const bare = (text: string) => text.normalize('NFKC').replace(/\s/g, '')
  return bare(quote) !== '' && bare(article).includes(bare(quote))
}

function optionFaults(question: Question, ground: Ground): [DraftFault, boolean][] {
  if (question.kind === 'fill-in') return [['key-in-stem', blankIsGivenAway(question)]]
  if (question.kind !== 'single' && question.kind !== 'multiple') return []
  const { options } = question
  const isAlike = options.some((option, index) =>
    options.slice(0, index).some((other) => sameOption(option, other)),
  )
  return [
    ['several-right', hasSeveralRight(question, ground)],
    ['options-alike', isAlike],
    ['options-of-different-kind', areOfDifferentKind(question)],
    ['key-in-stem', keyIsInStem(question)],
    ['key-stands-out', keyStandsOut(question)],
  ]
}

/** The rest of the stem says the longest spelling that is accepted. */
function blankIsGivenAway({ stem, key }: Extract<Question, { kind: 'fill-in' }>): boolean {
  const said = plain(statementOf(stem))
  return key.some((spellings) => {
    const full = longestOf(spellings)
    return full.length >= 2 && new RegExp(`(?<![\\d.])${escapeText(full)}`).test(said)
  })
}

function hasKeys(question: Question): boolean {
  switch (question.kind) {
    case 'single':
      return isKey(question) && question.key.length === 1
    case 'multiple':
      return isKey(question) && question.key.length >= 2
    case 'fill-in':
      return isFilled(question)
    case 'true-false':
    case 'short':
      return true
  }
}

function isFilled({ stem, key }: Extract<Question, { kind: 'fill-in' }>): boolean {
  const blanks = stem.match(/_{2,}|（[\s　]*）/g)?.length ?? 0
  return blanks === key.length && key.every((some) => some.length > 0)
}

function isKey({ options, key }: { options: string[]; key: number[] }): boolean {
  if (options.length < 3) return false
  return new Set(key).size === key.length && key.every((index) => options[index] !== undefined)
}

function isTooLong(question: Question): boolean {
  const options = 'options' in question ? question.options : []
  return (
    question.stem.length > longestStem || options.some((option) => option.length > longestOption)
  )
}

/** `下列说法正确的是`: of what, only the options tell. */
const sayNothing =
  /^(?:下列|以下)?(?:哪些|哪项|哪个)?(?:说法|表述|选项|做法|行为)?中?不?(?:正确|错误)的(?:是|有|有哪些|是哪项)?$/

/** No reference to what is not there; 本法 only where the law is named. */
function isSelfContained(stem: string): boolean {
  if (/前[款条项]|前两款|本[款条项](?![例令])|上款|如下图|下图|上述材料/.test(stem)) return false
  if (/本(?:法|条例|规定|办法|细则)(?![律定])/.test(stem) && !stem.includes('《')) return false
  const said = normaliseStem(statementOf(stem))
  return said.length >= 4 && !sayNothing.test(said)
}

function repeats(question: Question, others: Question[]): boolean {
  const rivals = others.filter(
    (other) => other.kind === question.kind && sharesAnswer(question, other),
  )
  const text = (stem: string) => normaliseStem(statementOf(stem))
  const stems = rivals.map(({ stem }) => text(stem))
  return findNear([text(question.stem)], stems).near.length > 0
}

/** Two questions of one kind call the same right; of a multiple choice half the options suffice. */
function sharesAnswer(question: Question, other: Question): boolean {
  const [one, two] = [answersOf(question), answersOf(other)]
  const shared = one.filter((answer) => two.includes(answer)).length
  return shared * 2 >= Math.max(one.length, two.length)
}

function answersOf(question: Question): string[] {
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return question.key.map((index) => plain(question.options[index] ?? ''))
    case 'true-false':
      return [String(question.key)]
    case 'fill-in':
      return question.key.map(longestOf)
    case 'short':
      return ['']
  }
}

function longestOf(spellings: string[]): string {
  return spellings.map(plain).sort((a, b) => b.length - a.length)[0] ?? ''
}

/** Whether the options of a choice leave exactly the key right, and do not give it away. Pure. */
import type { ChoiceQuestion } from '../../../shared/question.ts'
import type { Ground } from './check-key.ts'
import { areListed, isAmountOnly, plain, quantitiesOf, statementOf } from './compare.ts'

const blank = /（[\s　]*）|\([\s　]*\)|_{2,}/

/** Whether a wrong option is right as well: the same as the key, or the law says it in the key's place. */
export function hasSeveralRight(question: ChoiceQuestion, ground: Ground): boolean {
  const { options, key } = question
  const wrongs = options.filter((_, index) => !key.includes(index))
  const rights = key.map((index) => options[index] ?? '')
  return wrongs.some(
    (wrong) =>
      rights.some((right) => sameOption(right, wrong)) ||
      fitsBlank(question.stem, wrong, ground.article) ||
      rights.every((right) => areListed(right, wrong, ground.quote)),
  )
}

/** With the option in the blank, the sentence up to it and the clause after it are the words of the law. */
export function fitsBlank(stem: string, option: string, article: string): boolean {
  const match = blank.exec(stem)
  if (match === null || stem.split(blank).length > 2) return false
  const [before, after] = [stem.slice(0, match.index), stem.slice(match.index + match[0].length)]
  const sentence = /[^。]*$/.exec(statementOf(before))?.[0] ?? ''
  const rest = /^[^，。；]*/.exec(after)?.[0] ?? ''
  return plain(article).includes(plain(sentence + option + rest))
}

/** Two options that say the same: by their words or by their value (24小时 and 一日). */
export function sameOption(one: string, other: string): boolean {
  if (bare(one) === bare(other)) return true
  const [a, b] = [one, other].map((option) => quantitiesOf(option).join())
  const isAmount = isAmountOnly(one) && isAmountOnly(other)
  return isAmount && a === b && boundsOf(one) === boundsOf(other)
}

function bare(option: string): string {
  return plain(option).replace(/[\p{P}\s]/gu, '')
}

function boundsOf(option: string): string {
  return (option.match(/以上|以下|不满|已满|不超过|超过|以内/g) ?? [])
    .join()
    .replace('以内', '以下')
}

/** Amounts beside words, or amounts of different things: the odd one out is known without the law. */
export function areOfDifferentKind({ options }: ChoiceQuestion): boolean {
  const amounts = options.filter(isAmountOnly)
  if (amounts.length === 0) return false
  if (amounts.length < options.length)
    return options.length - amounts.length === 1 || amounts.length === 1
  const units = options.map((option) => dimensionOf(option))
  return new Set(units).size > 1
}

function dimensionOf(option: string): string {
  const units = quantitiesOf(option).map((amount) => amount.replace(/^[\d.]+/, ''))
  return [...new Set(units.map((unit) => (unit === '个月' || unit === '个工作日' ? '小时' : unit)))]
    .sort()
    .join()
}

/** The one right option is much longer than every other. */
export function keyStandsOut({ kind, options, key }: ChoiceQuestion): boolean {
  if (kind !== 'single') return false
  const right = options[key[0] ?? 0]?.length ?? 0
  const others = options.filter((_, index) => !key.includes(index)).map(({ length }) => length)
  const longest = Math.max(...others)
  return right >= 2 * longest && right - longest >= 8
}

/** The stem says a right option and no wrong one. */
export function keyIsInStem({ stem, options, key }: ChoiceQuestion): boolean {
  const said = plain(stem)
  const inStem = options.map((option) => plain(option).length >= 2 && occurs(plain(option), said))
  return (
    inStem.some((found, index) => found && key.includes(index)) &&
    !inStem.some((found, index) => found && !key.includes(index))
  )
}

/** Whether a text occurs, numbers only whole: 1日 does not in 11日. */
function occurs(text: string, source: string): boolean {
  const at = source.indexOf(text)
  if (at < 0) return false
  const isCut = /^\d/.test(text) && /[\d.]/.test(source[at - 1] ?? '')
  return !isCut || occurs(text, source.slice(at + 1))
}

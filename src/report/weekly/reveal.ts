/** What a wrong option reveals, by comparing its words with those of the right one. Pure. */
import { normaliseQuantities } from '../../shared/quantities.ts'
import type { Question } from '../../shared/question.ts'
import type { WrongOption } from '../most-missed.ts'

export interface Reveal {
  /**
   * A number or time limit is mixed up; 应当, 可以 and 不得; who decides or acts; a condition is added or
   * forgotten; something counts that does not; a false statement is believed, a true one is not; or none of these.
   */
  kind:
    | 'number'
    | 'modal'
    | 'subject'
    | 'added'
    | 'forgotten'
    | 'wider'
    | 'believed'
    | 'doubted'
    | 'other'
  /** The words of the right option; empty where it has none. */
  right: string
}

/** What choosing `option` reveals; null where the question is not one with options. */
export function revealOf(asked: Question, { text, truth }: WrongOption): Reveal | null {
  if (asked.kind === 'true-false') {
    return { kind: truth === true ? 'believed' : 'doubted', right: '' }
  }
  if (asked.kind !== 'single' && asked.kind !== 'multiple') return null
  const right = asked.key.map((index) => asked.options[index] ?? '').join('；')
  if (asked.kind === 'multiple') return { kind: 'wider', right }
  return { kind: differenceOf(plain(text), plain(right)), right }
}

const modals = /应当|必须|可以|不得|不予|无须|禁止/g
const subjects =
  /机关|法院|检察院|人民政府|负责人|部门|派出所|大队|支队|民警|警察|代理人|监护人|近亲属|委员会|本人|单位/g

function differenceOf(wrong: string, right: string): Reveal['kind'] {
  const [said, meant] = [numbersOf(wrong), numbersOf(right)]
  if (said.length > 0 && meant.length > 0 && said.join() !== meant.join()) return 'number'
  if (wrong.includes(right)) return 'added'
  if (right.includes(wrong)) return 'forgotten'
  if (wordsOf(wrong, modals) !== wordsOf(right, modals)) return 'modal'
  const [who, whoElse] = [wordsOf(wrong, subjects), wordsOf(right, subjects)]
  return who !== '' && whoElse !== '' ? 'subject' : 'other'
}

function wordsOf(text: string, words: RegExp): string {
  return (text.match(words) ?? []).join()
}

function numbersOf(text: string): string[] {
  return text.match(/\d+(?:\.\d+)?[%\p{Script=Han}]?/gu) ?? []
}

function plain(text: string): string {
  return normaliseQuantities(text).replace(/[\p{P}\p{S}]/gu, '')
}

import type { ChoiceQuestion, Question } from '../../shared/question.ts'
import { judge, type Given, type Judgement, type MultipleRule } from '../judge.ts'

/**
 * The mark of an answer to `asked`, an earlier version, by the key of `now`. Options are the same
 * where their words are, wherever they stand. Null where the answer says nothing about `now`: the
 * kind or the number of blanks is another, a chosen option is gone, the key holds an option that was
 * not there to choose, or it is a short answer.
 */
export function judgeAnew(
  asked: Question,
  given: Given,
  { now, rule }: { now: Question; rule: MultipleRule },
): Judgement | null {
  const same = givenTo(now, asked, given)
  return same === null ? null : judge(now, same, rule)
}

/** What was given, as an answer to `now`. */
function givenTo(now: Question, asked: Question, given: Given): Given | null {
  switch (now.kind) {
    case 'single':
    case 'multiple':
      return asked.kind === now.kind ? movedChoice(given as number[], asked.options, now) : null
    case 'true-false':
      return asked.kind === now.kind ? given : null
    case 'fill-in':
      return asked.kind === now.kind && asked.key.length === now.key.length ? given : null
    case 'short':
      return null
  }
}

function movedChoice(
  chosen: number[],
  before: string[],
  { options, key }: ChoiceQuestion,
): number[] | null {
  const places = before.map((option, index) => placeOf(option, index, options))
  if (key.some((index) => !places.includes(index))) return null
  const moved = new Set(chosen.map((index) => places[index] ?? -1))
  return moved.has(-1) ? null : [...moved]
}

/** Where the option stands now; at its old place where two read alike. -1 when it is gone. */
function placeOf(option: string, index: number, options: string[]): number {
  const words = options.map(bare)
  const wanted = bare(option)
  return words[index] === wanted ? index : words.indexOf(wanted)
}

/**
 * True when two versions ask the same and offer the same, whatever their keys: an answer to one is an
 * answer to the other.
 */
export function asksTheSame(one: Question, other: Question): boolean {
  return JSON.stringify(askedBy(one)) === JSON.stringify(askedBy(other))
}

function askedBy(question: Question): unknown[] {
  const { kind, stem } = question
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return [kind, bare(stem), question.options.map(bare)]
    case 'fill-in':
      return [kind, bare(stem), question.key.length]
    case 'true-false':
    case 'short':
      return [kind, bare(stem)]
  }
}

/** Text without what an editor changes unseen: spaces, full-width letters. */
function bare(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '')
}

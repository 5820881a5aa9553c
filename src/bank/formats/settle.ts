import type { Kind, Question } from '../../shared/question.ts'
import { hasBlank, readBlanks } from './blanks.ts'
import { cleanText } from './clean.ts'
import { common } from './common.ts'
import type { Draft } from './draft.ts'
import type { Item, Problem } from './format.ts'
import { findHabits, keyNumber, ordinal, type Habits } from './habits.ts'
import { bareKey, keyLetters, readChoiceKey } from './keys.ts'
import { checkQuestion, remarksOn } from './limits.ts'
import { prepare, type Prepared } from './prepare.ts'
import { truthOf, truthPair } from './truth.ts'

/** A question, or why it is none. */
type Settled = { question: Question; note?: string } | Omit<Problem, 'where' | 'draft'>

/**
 * Decides what every draft of a file is: its kind, its options, its key. Every draft becomes either
 * an item or a problem with its place; remarks on doubtful readings are problems too.
 */
export function settleDrafts(drafts: Draft[]): { items: Item[]; problems: Problem[] } {
  const prepared = drafts.map(prepare)
  const habits = findHabits(prepared)
  const items: Item[] = []
  const problems: Problem[] = []
  const noted = new Set<string>()
  for (const [index, draft] of prepared.entries()) {
    const settled = refuseBad(settle(unnumber(draft, habits), habits))
    if (!('question' in settled)) {
      problems.push({ where: draft.place, ...settled, draft: drafts[index] ?? draft })
      continue
    }
    items.push({ place: draft.place, question: settled.question })
    // A habit of the whole file is said once, at its first question.
    if (settled.note && !noted.has(settled.note)) {
      noted.add(settled.note)
      problems.push({ where: draft.place, code: settled.note })
    }
    for (const remark of remarksOn(draft, settled.question)) {
      problems.push({ where: draft.place, ...remark })
    }
  }
  return { items, problems }
}

function unnumber(draft: Prepared, habits: Habits): Prepared {
  if (!habits.numbered.has(draft.place.sheet ?? '')) return draft
  return { ...draft, stem: draft.stem.replace(ordinal, '') }
}

function refuseBad(settled: Settled): Settled {
  return 'question' in settled ? (checkQuestion(settled.question) ?? settled) : settled
}

function settle(draft: Prepared, habits: Habits): Settled {
  if (draft.settled) return { question: draft.settled }
  if (draft.stem === '') return { code: 'no-stem' }
  if (draft.word === 'foreign') return { code: 'kind-foreign', args: { kind: draft.kind ?? '' } }
  const declared = declaredKind(draft, habits)
  switch (kindByShape(draft, declared, habits)) {
    case 'true-false':
      return trueFalse(draft, habits)
    case 'fill-in':
      return fillIn(draft)
    case 'short':
      return short(draft)
    case 'single':
    case 'multiple':
    case 'choice':
      return choice(draft, declared, habits)
  }
}

function declaredKind(draft: Prepared, habits: Habits): Kind | 'choice' | null {
  if (draft.word === 'code') return habits.codes.get(cleanText(draft.kind ?? '')) ?? null
  if (draft.word === 'unknown' || draft.word === 'foreign') return markedInStem(draft.stem)
  return draft.word
}

/** `（多选）` in the stem, where no column says it. */
function markedInStem(stem: string): Kind | null {
  const mark = /[（(【[]\s*(多选|单选|判断|填空|不定项|简答)题?\s*[)）】\]]/.exec(stem)?.[1]
  if (mark === undefined) return null
  if (mark === '单选') return 'single'
  if (mark === '判断') return 'true-false'
  if (mark === '填空') return 'fill-in'
  return mark === '简答' ? 'short' : 'multiple'
}

/** The file's word for the kind, unless options and key say that it must be another. */
function kindByShape(
  draft: Prepared,
  declared: Kind | 'choice' | null,
  habits: Habits,
): Kind | 'choice' {
  const optioned = draft.options.length > 1
  const pair = truthPair(draft.options) !== null
  if (declared === 'single' || declared === 'multiple') return declared
  if (declared === 'true-false' || declared === 'fill-in' || declared === 'short') {
    return optioned && contradicts(draft, declared) ? 'choice' : declared
  }
  if (optioned) return pair ? 'true-false' : 'choice'
  return declared ?? kindWithoutOptions(draft, habits)
}

/** Options and key that only make sense as a choice, whatever the file calls it. */
function contradicts(draft: Prepared, declared: Kind): boolean {
  if (declared === 'true-false') return !truthPair(draft.options) && !isTruthKey(draft)
  return pointsAtOptions(draft)
}

function pointsAtOptions(draft: Prepared): boolean {
  return (
    draft.right !== undefined || (typeof draft.key === 'string' && keyLetters(draft.key) !== null)
  )
}

function isTruthKey(draft: Prepared): boolean {
  return (
    typeof draft.key === 'boolean' || (typeof draft.key === 'string' && truthOf(draft.key) !== null)
  )
}

function kindWithoutOptions(draft: Prepared, habits: Habits): Kind | 'choice' {
  const { key } = draft
  const numbered = habits.truthByNumber && keyNumber(draft) !== null
  if (numbered || isTruthKey(draft)) return hasUnderscores(draft.stem) ? 'fill-in' : 'true-false'
  if (
    typeof key === 'string' &&
    /^[A-H](?:[\s,，、;；]*[A-H])*$/.test(bareKey(key).normalize('NFKC'))
  ) {
    return 'choice'
  }
  if (draft.options.length === 1) return 'choice'
  return hasBlank(draft.stem) || Array.isArray(key) ? 'fill-in' : 'short'
}

function hasUnderscores(stem: string): boolean {
  return /[_＿]{2,}/.test(stem)
}

function choice(draft: Prepared, declared: Kind | 'choice' | null, habits: Habits): Settled {
  if (draft.options.length === 0) return { code: 'no-options' }
  if (draft.options.length === 1) return { code: 'few-options' }
  const reading = rightOptions(draft, habits)
  if (!Array.isArray(reading)) return { code: reading.code, args: { key: reading.key } }
  const counted =
    keyNumber(draft) !== null && habits.base !== null && !draft.right && !draft.keyIsText
  const note = counted ? { note: `note-numbers-from-${habits.base}` } : {}
  if (declared === 'single' && reading.length > 1) {
    return { code: 'single-many-keys', args: { key: keyText(draft) } }
  }
  const kind = declared === 'multiple' || reading.length > 1 ? 'multiple' : 'single'
  return { question: { kind, ...common(draft), options: draft.options, key: reading }, ...note }
}

function rightOptions(draft: Prepared, habits: Habits): ReturnType<typeof readChoiceKey> {
  if (draft.right) {
    const right = draft.right.flatMap((is, index) => (is ? [index] : []))
    return right.length > 0 ? right : { code: 'no-key', key: '' }
  }
  const { key } = draft
  if (typeof key === 'number') return readChoiceKey(String(key), draft, habits.base)
  if (typeof key === 'boolean') return readChoiceKey(key ? '对' : '错', draft, null)
  const choices = draft.keyIsText ? { options: draft.options, labels: [] } : draft
  const base = draft.keyIsText ? null : habits.base
  return readChoiceKey((key ?? '') as string | string[], choices, base)
}

function trueFalse(draft: Prepared, habits: Habits): Settled {
  const answer = truthAnswer(draft, habits)
  if (answer === null) {
    const key = keyText(draft)
    return key === '' ? { code: 'no-key' } : { code: 'key-unclear', args: { key } }
  }
  const { value, note } = answer
  return {
    question: { kind: 'true-false', ...common(draft), key: value },
    ...(note ? { note } : {}),
  }
}

function truthAnswer(draft: Prepared, habits: Habits): { value: boolean; note?: string } | null {
  if (typeof draft.key === 'boolean') return { value: draft.key }
  const text = bareKey(keyText(draft))
  const said = truthOf(text)
  if (said !== null) return { value: said }
  const pair = truthPair(draft.options)
  if (pair) {
    const reading = rightOptions(draft, habits)
    const index = Array.isArray(reading) && reading.length === 1 ? reading[0] : undefined
    const value = index === undefined ? undefined : pair[index]
    return value === undefined ? null : { value }
  }
  const number = keyNumber(draft)
  if (number === habits.truth.right) return { value: true, note: truthNote(habits) }
  if (number === habits.truth.wrong) return { value: false, note: truthNote(habits) }
  // Examination systems store true-false as option A 对 and option B 错.
  const letter = text.normalize('NFKC').toUpperCase()
  return letter === 'A' || letter === 'B'
    ? { value: letter === 'A', note: 'note-truth-letters' }
    : null
}

function truthNote(habits: Habits): string {
  return `note-truth-${habits.truth.right}-${habits.truth.wrong}`
}

function fillIn(draft: Prepared): Settled {
  const given = draft.key === undefined || keyText(draft) === '' ? draft.options : draft.key
  const shown = typeof given === 'boolean' ? keyText(draft) : given
  if (Array.isArray(shown) && shown.length === 0) return { code: 'no-key' }
  const blanks = readBlanks(shown, draft.stem)
  if (!blanks) return { code: 'blanks-differ', args: { key: keyText(draft) } }
  return { question: { kind: 'fill-in', ...common(draft), key: blanks } }
}

function short(draft: Prepared): Settled {
  const text = keyText(draft) || draft.options.join('\n')
  if (text === '') return { code: 'no-key' }
  const rubric = draft.rubric ? { rubric: draft.rubric } : {}
  return { question: { kind: 'short', ...common(draft), key: text, ...rubric } }
}

function keyText(draft: Prepared): string {
  const { key } = draft
  if (key === undefined) return ''
  return Array.isArray(key) ? key.flat().join('；') : String(key).trim()
}

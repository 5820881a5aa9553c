import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { readBank } from '../../src/bank/formats/read-bank.ts'
import type { Question } from '../../src/shared/question.ts'
import { sharedData } from '../support/shared-data.ts'

const folder = sharedData('banks')

interface Text {
  text: string
}
interface Choice {
  isCorrect: boolean
  weight: number | null
  text: Text & { type?: string; number?: number }
}
/** A question as gift-pegjs reads it: the parses that its own tests expect. */
interface Parsed {
  type: string
  stem: Text
  globalFeedback: Text | null
  isTrue?: boolean
  choices?: Choice[] | { type: string; number?: number }
  matchPairs?: { subquestion: Text; subanswer: string }[]
}

describe.skipIf(!folder)('fixtures of gift-pegjs', () => {
  const part = join(folder ?? '', 'gift/gift-pegjs-tests')
  const names = folder ? readdirSync(part).filter((name) => name.endsWith('.gift')) : []

  test.each(names)('%s has the keys that gift-pegjs finds', async (name) => {
    const text = readFileSync(join(part, name.replace(/gift$/, 'json')), 'utf8')
    const parsed = JSON.parse(text) as Parsed[]
    const file = await readBank(readFileSync(join(part, name)))
    expect(file.items.map(({ question }) => brief(question))).toEqual(parsed.flatMap(expected))
    const descriptions = parsed.filter(({ type }) => type === 'Description').length
    const notes = file.problems.filter(({ code }) => code === 'note-description').length
    expect(notes).toBe(descriptions)
    for (const { stem, globalFeedback } of parsed.filter(({ type }) => type === 'MC')) {
      const item = file.items.find(({ question }) => letters(question.stem) === letters(stem.text))
      expect(letters(item?.question.explanation ?? '')).toContain(
        letters(globalFeedback?.text ?? ''),
      )
    }
  })
})

/** What matters of a question, in letters and figures only. */
function brief(question: Question): unknown {
  const { kind, stem, key } = question
  const options = 'options' in question ? question.options.map(letters) : []
  // A number that may be off is also taken rounded.
  const isRounding = (text: string, index: number): boolean =>
    index > 0 && /^-?\d+\.\d+$/.test(text)
  const spelled = (blank: string[]): string[] =>
    blank.filter((text, index) => !isRounding(text, index)).map(letters)
  const shown = kind === 'fill-in' ? key.map(spelled) : key
  return [kind, letters(stem), options, shown]
}

function expected(parsed: Parsed): unknown[] {
  const stem = letters(parsed.stem?.text ?? '')
  const choices = Array.isArray(parsed.choices) ? parsed.choices : []
  switch (parsed.type) {
    case 'MC':
      return [expectedChoice(stem, choices)]
    case 'TF':
      return [['true-false', stem, [], parsed.isTrue]]
    case 'Short':
    case 'Numerical': {
      const whole = choices.filter(({ isCorrect, weight }) => isCorrect && (weight ?? 100) === 100)
      const single = Array.isArray(parsed.choices) ? [] : [parsed.choices]
      const numbers = [...whole.map((choice) => choice.text), ...single]
      const key = numbers.map((value) =>
        value?.type === undefined ? (value as Text).text : String(value.number),
      )
      // A range without a number in its middle is not asked.
      return key.includes('undefined') ? [] : [['fill-in', stem, [], [key.map(letters)]]]
    }
    case 'Matching':
      return expectedPairs(parsed)
    default:
      return []
  }
}

function expectedChoice(stem: string, choices: Choice[]): unknown {
  const correct = choices.flatMap(({ isCorrect }, index) => (isCorrect ? [index] : []))
  const positive = choices.flatMap(({ weight }, index) => ((weight ?? 0) > 0 ? [index] : []))
  const key = correct.length > 0 ? correct : positive
  const kind = correct.length === 1 ? 'single' : 'multiple'
  return [kind, stem, choices.map(({ text }) => letters(text.text)), key]
}

function expectedPairs({ stem, matchPairs = [] }: Parsed): unknown[] {
  const options = matchPairs.map(({ subanswer }) => letters(subanswer))
  return matchPairs.flatMap(({ subquestion }, index) =>
    subquestion.text === ''
      ? []
      : [['single', letters(stem.text + subquestion.text), options, [index]]],
  )
}

function letters(text: string): string {
  const plain = text.replace(/<!--[^]*?-->|<[a-z/][^>]*>/gi, '').replace(/&nbsp;/g, ' ')
  return /[\p{L}\p{N}]/u.test(plain) ? plain.replace(/[^\p{L}\p{N}]/gu, '') : plain.trim()
}

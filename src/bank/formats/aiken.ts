import type { Draft } from './draft.ts'
import type { BankFile, Place, Problem } from './format.ts'
import { longestBlock } from './moodle/finish.ts'
import { upperLetter } from './options.ts'
import { settleDrafts } from './settle.ts'

const optionLine = /^[（(]?([A-ZＡ-Ｚ])[)）.．、。:：](?!\/\/)[ \t\u3000]*(.*)$/
const answerLine = /^(?:ANSWER|正确答案|参考答案|标准答案|答案)\s*[:：]\s*(.*)$/i
const explanationLine = /^(?:EXPLANATION|FEEDBACK|RATIONALE|答案解析|解析)\s*[:：]\s*(.*)$/i

/**
 * Reads a bank in the Aiken format: a question, lettered options, `ANSWER: B`. Kinder than Moodle: a
 * question may span lines, have several right letters, Chinese signs and words, and an explanation
 * below its answer.
 * Format: https://docs.moodle.org/en/Aiken_format
 */
export function readAiken(text: string): BankFile {
  const drafts: Draft[] = []
  const problems: Problem[] = []
  let current = fresh()
  const unfinished = (): void => {
    if (isEmpty(current)) return
    problems.push(problemAt(current, current.options.length === 0 ? 'aiken-text' : 'no-key'))
  }
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n?|\n/)
    .entries()) {
    const line = raw.trim()
    if (line === '') continue
    const explained = explanationLine.exec(line)?.[1]
    if (explained !== undefined && isEmpty(current) && drafts.length > 0) {
      explain(drafts, explained)
      continue
    }
    if (startsAnew(current, line)) {
      unfinished()
      current = freshWith(current)
    }
    const key = take(current, line, index + 1)
    if (key === null) continue
    // A lone option is none: it would be taken for a cell that holds them all.
    if (current.options.filter(({ text: shown }) => shown !== '').length === 1) {
      problems.push(problemAt(current, 'few-options'))
    } else drafts.push(draftOf(current, key))
    current = fresh()
  }
  unfinished()
  const settled = settleDrafts(drafts)
  const all = [...problems, ...settled.problems]
  all.sort((a, b) => (a.where.line ?? 0) - (b.where.line ?? 0))
  return { format: 'aiken', items: settled.items, problems: all }
}

interface Open {
  place: Place
  stem: string[]
  options: { label: string; text: string }[]
  /** Lines since the last option, which belong to it or to the next question. */
  tail: { line: number; text: string }[]
  lines: string[]
}

function fresh(): Open {
  return { place: {}, stem: [], options: [], tail: [], lines: [] }
}

/** The question that begins with the lines below the options of one without an answer. */
function freshWith({ tail }: Open): Open {
  const next = fresh()
  for (const { line, text } of tail) take(next, text, line)
  return next
}

function isEmpty({ stem, options }: Open): boolean {
  return stem.length === 0 && options.length === 0
}

/** An option A after text, where options have already stood: the answer between is missing. */
function startsAnew({ options, tail }: Open, line: string): boolean {
  const label = optionLine.exec(line)?.[1]
  return options.length > 0 && tail.length > 0 && upperLetter(label ?? '') === 'A'
}

/** Takes a line into the question; the key where the line is its answer, else null. */
function take(current: Open, line: string, number: number): string | null {
  if (isEmpty(current)) current.place = { line: number }
  current.lines.push(line)
  const key = answerLine.exec(line)?.[1]
  const option = optionOf(current, line)
  if (key === undefined && option === null) {
    if (current.options.length > 0) current.tail.push({ line: number, text: line })
    else current.stem.push(line)
    return null
  }
  const last = current.options.at(-1)
  if (last) last.text = [last.text, ...current.tail.map(({ text }) => text)].join('\n')
  current.tail = []
  if (option) current.options.push(option)
  return key ?? null
}

/** `B) …` begins an option once A has; before that only A does. */
function optionOf({ options }: Open, line: string): Open['options'][number] | null {
  const [, letter, text = ''] = optionLine.exec(line) ?? []
  const label = upperLetter(letter ?? '')
  const fits = options.length > 0 || label === 'A'
  return letter !== undefined && fits ? { label, text: text.trim() } : null
}

function problemAt({ place, lines }: Open, code: string): Problem {
  return { where: place, code, block: lines.join('\n').slice(0, longestBlock) }
}

function draftOf({ place, stem, options }: Open, key: string): Draft {
  return {
    place,
    stem: stem.join('\n'),
    options: options.map(({ text }) => text),
    labels: options.map(({ label }) => label),
    key: key.trim(),
    ...(stem.length > 1 ? { remarks: ['note-stem-lines'] } : {}),
  }
}

function explain(drafts: Draft[], text: string): void {
  const last = drafts.pop()
  if (last) drafts.push({ ...last, explanation: [last.explanation ?? '', text].join('\n').trim() })
}

import type { Draft } from './draft.ts'
import type { BankFile, Problem } from './format.ts'
import type { Entry } from './list/answers.ts'
import { stemParts, textOf, type Block } from './list/block.ts'
import { draftOf, type Drafted } from './list/draft.ts'
import { numberGaps } from './list/gaps.ts'
import { isListedKey } from './list/keys.ts'
import { cutAtLabels } from './list/labels.ts'
import { textLines, withoutFurniture, wrapWidth, type Line } from './list/lines.ts'
import { outlineOf } from './list/outline.ts'
import { tokensOf } from './list/tokens.ts'
import { readQuestionText } from './read-question-text.ts'
import { settleDrafts } from './settle.ts'

/** What a text file with questions holds. */
export function readListBank(text: string): BankFile {
  return { format: 'list', ...readList(textLines(text)) }
}

/**
 * What a message with questions holds: one question in the layout of `questionAsText` is read back
 * exactly as it was, anything else as a text file is.
 */
export function readListText(text: string): BankFile {
  const settled = readQuestionText(text)
  if (!settled) return readListBank(text)
  const draft = { place: { line: 1 }, stem: settled.stem, options: [], settled }
  return { format: 'list', ...settleDrafts([draft]) }
}

/**
 * The questions in the lines of a text or a Word file. Whatever was not understood is a problem with
 * its words; a text without any question gives nothing at all.
 */
export function readList(all: Line[]): Pick<BankFile, 'items' | 'problems'> {
  const lines = withoutFurniture(all)
  if (isForeign(lines)) {
    return { items: [], problems: [{ where: {}, code: 'list-foreign', block: wordsOf(lines) }] }
  }
  const { sections, left, loose } = outlineOf(tokensOf(lines))
  const blocks = sections.flatMap((section) => section.blocks)
  const early = loose.find(([line]) => line && isBefore(line, blocks[0]) && isKeyLine(line))
  if (early)
    return {
      items: [],
      problems: [{ where: early[0]?.place ?? {}, code: 'list-key-first', block: wordsOf(lines) }],
    }
  const width = wrapWidth(lines)
  const drafted = blocks.map((block) => draftOf(block, width))
  const drafts = withMarkedKeys(drafted)
  if (!drafted.some(isQuestionLike)) return { items: [], problems: [] }
  const settled = settleDrafts(drafts)
  const problems = [
    ...drafted.flatMap((one) => ('problem' in one ? [one.problem] : [])),
    ...settled.problems,
    ...looseProblems(loose, blocks[0]),
    ...answersLeft(left),
    ...numberGaps(sections.map((section) => section.blocks.map(printed))),
  ]
  return { items: settled.items, problems: inOrder(problems, lines) }
}

/** Markup of another program: `[multiple_choice]`, `[answer]`, `[feedback]`. */
function isForeign(lines: Line[]): boolean {
  const tags = lines.map(({ text }) => /^\[[a-z]+(?:_[a-z]+)*\]$/.exec(text)?.[0])
  return new Set(tags.filter((tag) => tag !== undefined)).size > 1
}

/** What makes a text a list of questions at all: one with options or a key, or several refused. */
function isQuestionLike(one: Drafted): boolean {
  if ('problem' in one) return one.problem.code !== 'list-unread'
  const { options, key, right, kind } = one.draft
  return (
    options.length > 1 || key !== undefined || right !== undefined || kind?.endsWith('题') === true
  )
}

/** The right options that only stand out, where they do so throughout the file. */
function withMarkedKeys(drafted: Drafted[]): Draft[] {
  const read = drafted.flatMap((one) => ('draft' in one ? [one] : []))
  const open = read.filter(
    ({ draft }) => draft.options.length > 1 && draft.key === undefined && !draft.right,
  )
  for (const by of ['highlight', 'colour', 'bold', 'underline']) {
    const told = open.filter(({ marks }) => {
      const marked = marks.get(by) ?? []
      return marked.includes(true) && marked.includes(false)
    })
    const enough = told.length > 1 || (open.length === 1 && by !== 'bold' && by !== 'underline')
    if (told.length === 0 || !enough || told.length < open.length * 0.6) continue
    return read.map(({ draft, marks }) => {
      const right = marks.get(by)
      const takes = told.some((one) => one.draft === draft)
      return takes && right ? { ...draft, right, remarks: ['note-key-by-mark'] } : draft
    })
  }
  return read.map(({ draft }) => draft)
}

function looseProblems(loose: Line[][], first: Block | undefined): Problem[] {
  return loose
    .filter((lines) => !lines.every((line) => isTitle(line, isBefore(line, first) ? 200 : 40)))
    .map((lines) => ({ where: lines[0]?.place ?? {}, code: 'list-unread', block: wordsOf(lines) }))
}

function isBefore(line: Line, first: Block | undefined): boolean {
  return orderOf(line) < orderOf(first?.parts[0]?.line)
}

/** A key above the first question: then every key may belong to the question below it. */
function isKeyLine({ text }: Line): boolean {
  const [piece] = cutAtLabels(text)
  return piece?.field === 'key' && isListedKey(piece.text)
}

function orderOf(line: Line | undefined): number {
  return line?.place.line ?? line?.place.paragraph ?? 0
}

/** A title, a date, a name, advice above the questions: words that ask and answer nothing. */
function isTitle({ text }: Line, longest: number): boolean {
  return (
    text.length <= longest &&
    !/[？?]|[（(]\s*[A-H√×\s]*[)）]|_{2,}|答案|^[A-H]\s*[.．、]/.test(text)
  )
}

function answersLeft(left: Entry[]): Problem[] {
  return left.map(({ number, parts }) => ({
    where: parts[0]?.line.place ?? {},
    code: 'list-answer-left',
    args: { number: String(number) },
    block: textOf(parts).slice(0, 2000),
  }))
}

function printed(block: Block): Parameters<typeof numberGaps>[0][number][number] {
  return { number: block.number, place: stemParts(block)[0]?.line.place ?? {} }
}

function wordsOf(lines: Line[]): string {
  return lines
    .map(({ text }) => text)
    .join('\n')
    .slice(0, 2000)
}

function inOrder(problems: Problem[], lines: Line[]): Problem[] {
  const order = new Map(lines.map(({ place }, index) => [place, index]))
  const at = ({ where }: Problem): number => order.get(where) ?? 0
  return problems.sort((a, b) => at(a) - at(b))
}

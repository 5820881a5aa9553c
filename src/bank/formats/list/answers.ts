import { kindOf } from '../kinds.ts'
import { holdsKey, type Block, type Part, type Section } from './block.ts'
import { optionCount, textOf } from './block.ts'
import { isQuestionLike } from './decide.ts'
import type { Head } from './heads.ts'
import { isListedKey, listedKeys, type ListedKey } from './keys.ts'
import { endOf, type Token } from './tokens.ts'

/** An answer in a list behind the questions. */
export interface Entry {
  number: number
  parts: Part[]
}

/** The answers under one heading, for questions of the sections before it. */
export interface AnswerGroup {
  kind?: string
  ordinal?: string
  topic?: string
  entries: Entry[]
  /** How many sections stood above. */
  after: number
}

/** The numbers with keys that a line consists of, a label before them or not; or null. */
export function keysOfLine({ whole, head, pieces }: Token): ListedKey[] | null {
  const parts = head ? pieces : whole
  const [only] = parts
  if (!only || parts.length > 1 || (only.field !== null && only.field !== 'key')) return null
  return listedKeys(only.text)
}

/** Whether a line of keys answers questions above: at least two, all of them open. */
export function answersOpen(keys: ListedKey[] | null, sections: Section[]): keys is ListedKey[] {
  if (!keys || keys.length < 2) return false
  const open = new Set(openBlocks(sections).map(({ number }) => number))
  const hits = keys.filter(({ number }) => open.has(number)).length
  return hits >= 2 && hits >= keys.length * 0.8
}

/** Questions without a key of their own. */
export function openBlocks(sections: Section[]): Block[] {
  return sections.flatMap(({ blocks, closed }) =>
    closed ? [] : blocks.filter((block) => !block.listed && !holdsKey(block.parts)),
  )
}

/** Whether a heading (答案, 参考答案：) has a list of answers below it and not one question's answer. */
export function answersFollow(
  tokens: Token[],
  index: number,
  { sections, block }: { sections: Section[]; block: Block | null },
): boolean {
  const open = openBlocks(sections)
  const next = tokens[index + 1]
  if (!next) return true
  if (next.head) return !questionsFollow(tokens, index + 1)
  const keys = keysOfLine(next)
  if (keys && (keys.length > 1 || open.length === 0)) return true
  if (!next.start?.number) return !block || holdsKey(block.parts)
  return runAnswers(numberedRun(tokens, index + 1), open)
}

/** Whether numbered lines answer the open questions: by keys, or one for each in words. */
function runAnswers(run: { number: number; keyed: boolean }[], open: Block[]): boolean {
  const keyed = run.filter((entry) => entry.keyed).length
  if (open.length === 0) return keyed === run.length
  if (open.length === 1) return keyed === run.length && run.length === 1
  const numbers = new Set(open.map(({ number }) => number))
  const hits = run.filter(({ number }) => numbers.has(number)).length
  if (keyed >= run.length * 0.8) return hits > 0
  return hits === run.length && run.length >= open.length * 0.8
}

/** Whether the next number below a heading belongs to a question and not to an answer. */
export function questionsFollow(tokens: Token[], index: number): boolean {
  const at = tokens.findIndex((token, place) => place > index && (token.start || token.head?.kind))
  const token = tokens[at]
  if (!token?.start || keysOfLine(token)) return false
  return isQuestion(tokens, at)
}

/** Whether a numbered line is a question: options, or a key behind a stem. */
export function isQuestion(tokens: Token[], index: number): boolean {
  const pieces = tokens.slice(index, endOf(tokens, index)).flatMap((token) => token.pieces)
  if (optionCount(pieces) > 1) return true
  const [first] = pieces
  if (!first || first.field !== null || first.text === '' || isListedKey(first.text)) return false
  return isQuestionLike(tokens, index)
}

function numberedRun(tokens: Token[], from: number): { number: number; keyed: boolean }[] {
  const run: { number: number; keyed: boolean }[] = []
  const style = tokens[from]?.start?.style
  for (let at = from; at < tokens.length && run.length < 500; at += 1) {
    const token = tokens[at]
    if (!token || token.head || token.end) break
    const keys = keysOfLine(token)
    if (keys) run.push(...keys.map(({ number }) => ({ number, keyed: true })))
    else if (token.start?.number && token.start.style === style) {
      run.push({ number: token.start.number, keyed: isKeyed(token) })
    }
  }
  return run
}

function isKeyed({ pieces }: Token): boolean {
  const [first] = pieces
  return first !== undefined && (first.field === 'key' || isListedKey(first.text))
}

/**
 * Gives the answers to the questions they belong to; returns what belongs to none, or could belong
 * to several: a doubtful answer is none.
 */
export function assignAnswers(sections: Section[], groups: AnswerGroup[]): Entry[] {
  return groups.flatMap((group) => assignGroup(sections.slice(0, group.after), group))
}

function assignGroup(above: Section[], group: AnswerGroup): Entry[] {
  const meant = meantSections(
    above.filter((section) => openBlocks([section]).length > 0),
    group,
  )
  const runs = runsOf(group.entries)
  const left: Entry[] = []
  // Several sections, each counted from 1, and as many lists: they stand in the same order.
  const paired = runs.length > 1 && runs.length === meant.length
  const pairs = paired
    ? runs.map((run, index) => ({ run, sections: meant.slice(index, index + 1) }))
    : [{ run: group.entries, sections: meant }]
  for (const { run, sections } of pairs) left.push(...assignRun(run, sections))
  return left
}

/** Whether questions that a heading over answers can mean still have none. */
export function awaitsAnswers(above: Section[], { kind, ordinal }: Head): boolean {
  const open = above.filter((section) => openBlocks([section]).length > 0)
  if (kind === undefined) return open.length > 0
  return meantSections(open, { kind, ...(ordinal === undefined ? {} : { ordinal }) }).length > 0
}

function meantSections(
  above: Section[],
  { kind, ordinal, topic }: Partial<AnswerGroup>,
): Section[] {
  const sameTopic = topic === undefined ? above : above.filter((section) => section.topic === topic)
  if (kind === undefined && ordinal === undefined) return sameTopic
  const word = kindOf(kind ?? '')
  return sameTopic.filter(
    (section) =>
      (kind === undefined ||
        section.kind === kind ||
        (word !== 'unknown' && kindOf(section.kind ?? '') === word)) &&
      (ordinal === undefined || section.ordinal === undefined || section.ordinal === ordinal),
  )
}

function runsOf(entries: Entry[]): Entry[][] {
  const runs: Entry[][] = []
  let last = 0
  for (const entry of entries) {
    const run = runs.at(-1)
    if (run && entry.number > last) run.push(entry)
    else runs.push([entry])
    last = entry.number
  }
  return runs
}

function assignRun(run: Entry[], sections: Section[]): Entry[] {
  const blocks = byNumber(sections.flatMap((section) => section.blocks))
  const entries = byNumber(run)
  return run.filter((entry) => {
    const [block, twin] = blocks.get(entry.number) ?? []
    if (!block || twin || (entries.get(entry.number)?.length ?? 0) > 1) return true
    if (!holdsKey(block.parts)) block.listed = listedOf(entry)
    return false
  })
}

function byNumber<T extends { number: number | null }>(all: T[]): Map<number | null, T[]> {
  const groups = new Map<number | null, T[]>()
  for (const one of all) groups.set(one.number, [...(groups.get(one.number) ?? []), one])
  return groups
}

function listedOf({ parts }: Entry): NonNullable<Block['listed']> {
  const at = parts.findIndex(({ field }) => field !== null && field !== 'key')
  const key = textOf(at < 0 ? parts : parts.slice(0, at)).trim()
  const explanation = at < 0 ? '' : textOf(parts.slice(at)).trim()
  return { key, ...(explanation ? { explanation } : {}) }
}

/** An answer group under a heading. */
export function groupOf(head: Head, after: number, topic: string | undefined): AnswerGroup {
  return {
    ...(head.kind === undefined ? {} : { kind: head.kind }),
    ...(head.ordinal === undefined ? {} : { ordinal: head.ordinal }),
    ...(topic === undefined ? {} : { topic }),
    entries: [],
    after,
  }
}

import { hasPicture } from './clean.ts'
import type { Draft } from './draft.ts'
import type { BankFile, Place } from './format.ts'
import { isAnswers, readSection, readable, withFormat, type Section } from './gift/answers.ts'
import { giftBlocks, type GiftBlock } from './gift/blocks.ts'
import { protect, restore } from './gift/escape.ts'
import { readExtra, withExtra } from './gift/extra.ts'
import { hasCloze, readCloze } from './moodle/cloze.ts'
import { finishMoodle, type PlacedOutcome } from './moodle/finish.ts'
import type { Gap } from './moodle/gaps.ts'
import { settleMoodle, type Body, type MoodleQuestion, type Outcome } from './moodle/question.ts'
import type { TextFormat } from './moodle/text.ts'
import { topicOf } from './topic.ts'

/**
 * Reads a bank in Moodle's GIFT format by Moodle's own way of cutting it into blocks; a block that
 * is none of its grammar is a problem with its line, and the others are read. A text that only has
 * embedded answers (Moodle's multianswer files) is one question.
 * Grammar: https://docs.moodle.org/en/GIFT_format and question/format/gift/format.php of Moodle.
 */
export function readGift(text: string): BankFile {
  const whole = text.replace(/^\uFEFF/, '')
  const blocks = giftBlocks(whole)
  if (isOneCloze(blocks)) return finishMoodle('cloze', [readWholeCloze(whole)])
  const read: PlacedOutcome[] = []
  let topic = ''
  for (const block of blocks) {
    const category = /^\$CATEGORY:(.*)/.exec(block.text)?.[1]
    if (category !== undefined) topic = topicOf(category)
    else read.push(readBlock(block, topic))
  }
  return finishMoodle('gift', read)
}

function isOneCloze(blocks: GiftBlock[]): boolean {
  const texts = blocks.map(({ text }) => text)
  return (
    texts.some(hasCloze) &&
    texts.every((text) => !/^(::|\$CATEGORY:)/.test(text)) &&
    texts.every((text) => !bracesOf(withoutCloze(protect(text))).some(isAnswers))
  )
}

function bracesOf(text: string): string[] {
  return Array.from(text.matchAll(/\{([^{}]*)\}/g), ([, inside = '']) => inside)
}

function withoutCloze(text: string): string {
  return readCloze(text, 'plain').texts.join('')
}

function readWholeCloze(text: string): PlacedOutcome {
  const line = text.split('\n').findIndex((part) => part.trim() !== '') + 1
  return {
    where: { line },
    block: text,
    ...settleMoodle(cloze({ place: { line }, text, topic: '' })),
  }
}

function readBlock(block: GiftBlock, topic: string): PlacedOutcome {
  const where = { line: block.line }
  const extra = readExtra(block.comments)
  const outcome = settleBlock(block, topic || tagOf(block.comments))
  const placed = { where, block: block.text, ...outcome }
  if (!extra) return placed
  const [draft] = outcome.drafts
  const made = withExtra(outcome.drafts.length === 1 ? draft?.settled : undefined, extra)
  if ('code' in made) return { ...placed, drafts: [], problems: [made] }
  const own: Draft = { place: where, stem: made.stem, options: [], settled: made }
  return { ...placed, drafts: [own], problems: [] }
}

/** `// [tag:法律]`, where no category says what a question is about. */
function tagOf(comments: string[]): string {
  const tag = /\[tag:((?:[^\]\\]|\\[^])+)\]/.exec(comments.join('\n'))?.[1] ?? ''
  return tag.replace(/\\(.)/g, '$1').trim()
}

function settleBlock(block: GiftBlock, topic: string): Outcome {
  const [, name = '', text = ''] = /^(?:::([^]*?)::)?([^]*)$/.exec(protect(block.text)) ?? []
  const place = { line: block.line }
  const { format, text: bare } = withFormat(text, 'moodle')
  if (hasCloze(bare)) return settleMoodle(cloze({ place, text: bare, topic, format }))
  const parts = findParts(bare)
  if (typeof parts === 'string') return { drafts: [], problems: [{ code: parts }] }
  const sections = parts.sections.map((inside) => readSection(inside, format))
  const good = sections.filter((section) => section !== null)
  const body = good.length === sections.length ? bodyOf(good, parts.around, format) : null
  if (!body) return { drafts: [], problems: [{ code: 'gift-answers' }] }
  return settleMoodle({
    place,
    stem: stemOf(parts.around, format) || readable(name, 'plain'),
    body,
    feedback: good
      .map(({ feedback }) => feedback)
      .join('\n')
      .trim(),
    topic,
    media: hasPicture(restore(bare)),
    remarks: block.mended || parts.mended ? ['note-gift-mended'] : [],
  })
}

interface Parts {
  /** What stands around the answers: one more than there are of them. */
  around: string[]
  sections: string[]
  /** Other braces were taken for part of the text. */
  mended: boolean
}

/** Where a text has its answers, or the code of what is wrong with its braces. */
function findParts(text: string): Parts | string {
  const pairs = [...text.matchAll(/\{([^{}]*)\}/g)]
  if (/[{}]/.test(text.replace(/\{[^{}]*\}/g, ''))) return 'gift-braces'
  if (pairs.length === 0) return { around: [text], sections: [], mended: false }
  const likely = pairs.filter(([, inside = '']) => isAnswers(inside))
  const filled = likely.filter(([, inside = '']) => inside.trim() !== '')
  const taken = filled.length > 0 ? filled : likely.length > 0 ? likely : pairs
  if (taken.length > 1 && filled.length === 0) return 'gift-answers'
  const around: string[] = []
  let from = 0
  for (const pair of taken) {
    around.push(text.slice(from, pair.index))
    from = pair.index + pair[0].length
  }
  return {
    around: [...around, text.slice(from)],
    sections: taken.map(([, inside = '']) => inside),
    mended: taken.length < pairs.length,
  }
}

function bodyOf(sections: Section[], around: string[], format: TextFormat): Body | null {
  const [only] = sections
  if (!only) return { type: 'description' }
  if (sections.length === 1) return only.body
  const gaps = sections.map(({ body }) => gapOf(body))
  if (!gaps.every((gap) => gap !== null)) return null
  return { type: 'gaps', texts: readAround(around, format), gaps }
}

function gapOf(body: Body): Gap | null {
  if (body.type === 'choice') {
    return { type: 'choice', answers: body.answers, ...(body.single ? {} : { several: true }) }
  }
  const typed = body.type === 'typed' || body.type === 'number'
  return typed ? { type: body.type, answers: body.answers } : null
}

/** Text after the answers makes them a missing word; a full stop after a question does not. */
function stemOf(around: string[], format: TextFormat): string {
  const [before = '', after = ''] = readAround(around, format)
  const ended = /[?？!！。.:：]$/.test(before.trim()) || before === ''
  if (after.trim() === '' || (ended && before !== '' && /^[\p{P}\s]*$/u.test(after)))
    return before.trim()
  return `${before}____${after}`.trim()
}

const mark = '\uFDD1'

/** The texts around answers without markup, which may begin before and end behind them. */
function readAround(around: string[], format: TextFormat): string[] {
  return readable(around.join(mark), format).split(mark)
}

/** A question with embedded answers; within GIFT its escaped signs are put away. */
function cloze(from: {
  place: Place
  text: string
  topic: string
  format?: TextFormat
}): MoodleQuestion {
  const { place, text, topic, format = 'moodle' } = from
  const { texts, gaps, remarks } = readCloze(text, format, restore)
  const body: Body = { type: 'gaps', texts, gaps }
  const stem = texts.join('____')
  return { place, stem, body, feedback: '', topic, media: hasPicture(restore(text)), remarks }
}

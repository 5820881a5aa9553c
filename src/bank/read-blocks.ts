import { z } from 'zod'

import type { Llm } from '../platform/llm.ts'
import { loadPrompt } from '../platform/prompts.ts'
import { kinds, letter } from '../shared/question.ts'
import type { Draft } from './formats/draft.ts'
import type { Item, Problem } from './formats/format.ts'
import { keyLetters } from './formats/keys.ts'
import { settleDrafts } from './formats/settle.ts'

const wire = z.object({
  questions: z.array(
    z.object({
      block: z.number(),
      kind: z.enum(kinds),
      stem: z.string(),
      options: z.array(z.string()),
      key: z.string(),
      explanation: z.string(),
    }),
  ),
})
type Read = z.infer<typeof wire>['questions'][number]

/** Blocks in one question to the model, and altogether: a file of prose is no bank. */
const blocksAtOnce = 4
export const mostBlocks = 60

export interface BlockReading {
  /** What the model read, each word of it found in the file. */
  items: Item[]
  /** The problems that this settles. */
  settled: Problem[]
  /** Blocks that were not looked at, because the model gave out. */
  unread: number
}

/**
 * Lets a model read the blocks that no rule understood. It may only copy: a question whose words are
 * not all in its block is dropped, and so is one without a key in the file. What it reads is a
 * proposal for a reviewer, whoever calls.
 */
export async function readBlocks(llm: Llm, problems: Problem[]): Promise<BlockReading> {
  const blocks = problems.filter((problem) => blockOf(problem) !== null).slice(0, mostBlocks)
  const reading: BlockReading = { items: [], settled: [], unread: 0 }
  for (let from = 0; from < blocks.length; from += blocksAtOnce) {
    const some = blocks.slice(from, from + blocksAtOnce)
    const answer = await askFor(llm, some)
    if (!answer) {
      reading.unread = blocks.length - from
      return reading
    }
    for (const [index, problem] of some.entries()) {
      const items = answer.filter(({ block }) => block === index + 1).flatMap(itemsOf(problem))
      reading.items.push(...items)
      if (items.length > 0) reading.settled.push(problem)
    }
  }
  return reading
}

/** What the file does not hold, no model can copy from it. */
const missing = new Set(['no-key', 'no-stem', 'kind-foreign'])

/** The text that a model could be shown of a problem; null where there is nothing to read. */
export function blockOf({ block, draft, code }: Problem): string | null {
  if (block !== undefined) return block
  if (!draft || missing.has(code)) return null
  const { stem, options, key, explanation } = draft
  const lettered = options.map((option, index) => `${letter(index)}. ${option}`)
  const said = key === undefined ? [] : [`答案：${[key].flat(2).join('；')}`]
  return [stem, ...lettered, ...said, ...(explanation ? [`解析：${explanation}`] : [])].join('\n')
}

async function askFor(llm: Llm, problems: Problem[]): Promise<Read[] | null> {
  const blocks = problems.map((problem, index) => `段号：${index + 1}\n${blockOf(problem)}`)
  const answer = await llm.askJson({
    prompt: loadPrompt('read-questions'),
    schema: wire,
    name: 'questions',
    inputs: { blocks: blocks.join('\n\n') },
  })
  return answer.ok ? answer.data.questions : null
}

function itemsOf(problem: Problem): (read: Read) => Item[] {
  const { where } = problem
  const block = blockOf(problem) ?? ''
  return (read) => {
    if (read.key.trim() === '' || !isCopied(read, block) || !isKeyGiven(read, block)) return []
    const { kind, stem, options, key, explanation } = read
    const draft: Draft = { place: where, kind, stem, options, key, explanation }
    return settleDrafts([draft]).items
  }
}

/** Whether every word of a question stands in the block it is said to come from. */
function isCopied({ kind, stem, options, key, explanation }: Read, block: string): boolean {
  const source = bare(block.replace(/[（(【[]\s*[A-H√×✓✗对错、,，\s]*\s*[)）】\]]/gi, ''))
  const whole = bare(block)
  const spelled = kind === 'fill-in' ? key.split('；') : kind === 'short' ? [key] : []
  const words = [...stem.split(/_{2,}/), ...options, ...spelled, explanation].map(bare)
  return words.every((text) => source.includes(text) || whole.includes(text))
}

/** Whether a block gives the key: its letters other than before options, or the options once more. */
function isKeyGiven({ kind, key, options }: Read, block: string): boolean {
  const letters = kind === 'single' || kind === 'multiple' ? keyLetters(key) : null
  const rest = block
    .normalize('NFKC')
    .toUpperCase()
    .replace(/(^|\s)[A-Z]\s*[.、:]/g, '$1')
  const isAgain = (option: string): boolean =>
    option !== '' && bare(block).split(bare(option)).length > 2
  return (letters ?? []).every(
    (one) => rest.includes(one) || isAgain(options[one.charCodeAt(0) - 65] ?? ''),
  )
}

function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, '')
}

import { z } from 'zod'

import type { Question } from '../../shared/question.ts'
import { withoutControls } from './clean.ts'
import type { BankFile, Item, Problem } from './format.ts'
import { checkQuestion } from './limits.ts'
import { rubricSchema } from './rubric.ts'
import { truthOf } from './truth.ts'

/**
 * The project's own bank format, documented in docs/bank-json.md:
 *
 *     { "format": "chenxun-bank", "version": 1, "name": "…", "questions": [
 *       { "kind": "single", "stem": "…", "options": ["…", "…"], "key": "A" },
 *       { "kind": "multiple", "stem": "…", "options": ["…", "…", "…"], "key": "AC" },
 *       { "kind": "true-false", "stem": "…", "key": true },
 *       { "kind": "fill-in", "stem": "…____…", "key": [["8小时", "八小时"]] },
 *       { "kind": "short", "stem": "…", "key": "…", "rubric": [
 *         { "id": "1", "weight": 2, "text": "…", "keywords": [["…"]], "quantities": ["8小时"] } ] } ] }
 *
 * Every question may also have `explanation`, `basis` {law, version, article, quote}, `topic` and
 * `difficulty` (1 to 3). What this program writes it reads back as the same bank.
 */
export const ownFormat = 'chenxun-bank'
export const ownVersion = 1

/** What a spreadsheet cell can hold as well, so that both exports are the same bank. */
const words = z.string().transform((text) => withoutControls(text).replace(/\r\n?/g, '\n').trim())
const someWords = words.pipe(z.string().min(1))

const common = {
  stem: someWords,
  explanation: words.optional(),
  basis: z
    .strictObject({
      law: someWords,
      version: z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}$/)
        .optional(),
      article: words.optional(),
      quote: words.optional(),
    })
    .optional(),
  topic: words.optional(),
  difficulty: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
}
const choice = {
  ...common,
  options: z.array(someWords).min(2).max(26),
  key: z.string().regex(/^[A-Z]+$/),
}
const questionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('single'), ...choice }),
  z.strictObject({ kind: z.literal('multiple'), ...choice }),
  z.strictObject({
    kind: z.literal('true-false'),
    ...common,
    key: z.union([z.boolean(), z.enum(['对', '错'])]),
  }),
  z.strictObject({
    kind: z.literal('fill-in'),
    ...common,
    key: z.array(z.array(someWords).min(1)).min(1),
  }),
  z.strictObject({
    kind: z.literal('short'),
    ...common,
    key: someWords,
    rubric: rubricSchema.min(1).optional(),
  }),
])
type Written = z.infer<typeof questionSchema>

/** Whether a JSON value claims to be of the project's own format. */
export function isOwnFormat(value: unknown): value is { questions?: unknown; version?: unknown } {
  return (
    typeof value === 'object' && value !== null && 'format' in value && value.format === ownFormat
  )
}

/** Reads the project's own format; a question that does not fit it is a problem of its own. */
export function readOwnFormat(value: { questions?: unknown; version?: unknown }): BankFile {
  if (value.version !== ownVersion) {
    return refused('json-version', { version: String(value.version), known: String(ownVersion) })
  }
  if (!Array.isArray(value.questions)) return refused('json-field', { field: 'questions' })
  const items: Item[] = []
  const problems: Problem[] = []
  for (const [index, written] of value.questions.entries()) {
    const place = { item: index + 1 }
    const read = readWritten(written)
    if ('code' in read) problems.push({ where: place, ...read })
    else items.push({ place, question: read })
  }
  return { format: 'json', items, problems }
}

/** The project's own format for a bank: what `readOwnFormat` reads back as the same questions. */
export function writeOwnFormat(name: string, questions: Question[]): string {
  const file = { format: ownFormat, version: ownVersion, name, questions: questions.map(toWritten) }
  return `${JSON.stringify(file, null, 2)}\n`
}

function refused(code: string, args: Record<string, string>): BankFile {
  return { format: 'json', items: [], problems: [{ where: {}, code, args }] }
}

/** One question as the project's own format writes it, checked, or what is wrong with it. */
export function readWritten(written: unknown): Question | Omit<Problem, 'where'> {
  const parsed = questionSchema.safeParse(written)
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') || 'kind'
    return { code: 'json-field', args: { field } }
  }
  const question = fromWritten(parsed.data)
  if ('code' in question) return question
  return checkQuestion(question) ?? question
}

function fromWritten(written: Written): Question | Omit<Problem, 'where'> {
  // JSON leaves absent fields out, so the optional ones are never present as undefined.
  const plain = written as Question | Written
  if (written.kind === 'true-false') {
    const { key } = written
    return { ...plain, key: typeof key === 'boolean' ? key : truthOf(key) === true } as Question
  }
  if (written.kind !== 'single' && written.kind !== 'multiple') return plain as Question
  const indexes = Array.from(written.key, (letter) => letter.charCodeAt(0) - 65)
  const key = [...new Set(indexes)].sort((a, b) => a - b)
  if (key.some((index) => index >= written.options.length)) {
    return { code: 'key-outside', args: { key: written.key } }
  }
  if (written.kind === 'single' && key.length > 1) {
    return { code: 'single-many-keys', args: { key: written.key } }
  }
  return { ...plain, key } as Question
}

/** One question as the project's own format writes it: the key of a choice as letters. */
export function toWritten(question: Question): unknown {
  if (question.kind !== 'single' && question.kind !== 'multiple') return question
  const key = question.key.map((index) => String.fromCharCode(65 + index)).join('')
  return { ...question, key }
}

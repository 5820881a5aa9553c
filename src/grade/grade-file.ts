import { z } from 'zod'

import type { Grader, Mark } from './grader.ts'

/** What is told of one line; the names are a contract with whoever reads the output. */
export type GradeRow = Pick<Mark, 'score' | 'max' | 'points' | 'provisional' | 'flags'>

/** Why a line cannot be marked. */
export type BadLine = 'empty-file' | 'not-json' | 'bad-shape' | 'same-id-twice'

/** A line of the file cannot be read; nothing was marked. */
export class BadGradeFile extends Error {
  /** Counted from 1; 0 for the file as a whole. */
  readonly line: number
  readonly reason: BadLine
  /** The field and what is wrong with it, or the id; empty where there is nothing to add. */
  readonly detail: string
  constructor(line: number, reason: BadLine, detail: string) {
    super(`line ${line}: ${reason}${detail ? ` (${detail})` : ''}`)
    this.line = line
    this.reason = reason
    this.detail = detail
  }
}

const lineShape = z.object({
  question: z.string().min(1),
  points: z
    .array(
      z.object({
        id: z.string().min(1),
        weight: z.number().nonnegative(),
        text: z.string().min(1),
        keywords: z.array(z.array(z.string())).default([]),
        quantities: z.array(z.string()).default([]),
      }),
    )
    .min(1),
  answer: z.string(),
})

/** Lines that are marked at the same time. */
const atOnce = 4

/**
 * Marks a JSONL text, one `{question, points, answer}` a line, and returns the rows in input order.
 * Blank lines are skipped. Every line is checked before the first is marked.
 * @throws BadGradeFile naming the line.
 */
export async function gradeFile(grader: Grader, text: string): Promise<GradeRow[]> {
  const inputs = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap((line, i) => (line.trim() === '' ? [] : [readLine(line, i + 1)]))
  if (inputs.length === 0) throw new BadGradeFile(0, 'empty-file', '')
  const rows: GradeRow[] = []
  for (let at = 0; at < inputs.length; at += atOnce) {
    const marks = await Promise.all(inputs.slice(at, at + atOnce).map((input) => grader(input)))
    for (const { score, max, points, provisional, flags } of marks)
      rows.push({ score, max, points, provisional, flags })
  }
  return rows
}

function readLine(line: string, number: number): z.infer<typeof lineShape> {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw new BadGradeFile(number, 'not-json', '')
  }
  const read = lineShape.safeParse(value)
  if (!read.success) {
    const first = read.error.issues[0]
    throw new BadGradeFile(number, 'bad-shape', `${first?.path.join('.')}: ${first?.message}`)
  }
  const ids = read.data.points.map(({ id }) => id)
  const twice = ids.find((id, i) => ids.indexOf(id) !== i)
  if (twice !== undefined) throw new BadGradeFile(number, 'same-id-twice', twice)
  return read.data
}

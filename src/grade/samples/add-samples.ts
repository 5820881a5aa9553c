import { audit } from '../../platform/audit.ts'
import type { Deps } from '../../platform/deps.ts'
import type { RubricPoint } from '../../shared/question.ts'
import { shortAnswerReadiness, type Readiness } from './short-answer-readiness.ts'
import { findComingText, saveSample, type Sample } from './store.ts'

export type SamplesAdded =
  /** `bad` holds the numbers of the lines that were not understood, from 1. */
  | { kind: 'added'; added: number; bad: number[]; readiness: Readiness | null }
  | { kind: 'no-rubric' }
  | { kind: 'unknown' }

const signs = '✓✔√对1✗✘×xX错0'
const made = '✓✔√对1'
/** As an index of the table holds it. */
const longest = 600

/**
 * Keeps sample answers, one a line: a sign for each point of the rubric, in its order, then the answer,
 * as in `✓✗✓ 两人以上`. Lines that are not so are named and left out.
 */
export async function addSamples(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { questionId, text, by }: { questionId: number; text: string; by: number },
): Promise<SamplesAdded> {
  const question = await findComingText(db, questionId)
  if (question?.kind !== 'short') return { kind: 'unknown' }
  const { rubric = [] } = question
  if (rubric.length === 0) return { kind: 'no-rubric' }
  const lines = text.split(/\r?\n/)
  const read = lines.map((line) => readSample(line, rubric))
  const samples = read.filter((sample) => sample !== null)
  const bad = lines.flatMap((line, i) => (line.trim() !== '' && read[i] === null ? [i + 1] : []))
  const at = now()
  await db.$transaction(async (sql) => {
    for (const sample of samples) await saveSample(sql, { ...sample, questionId, by, now: at })
    const object = `question:${questionId}`
    const detail = { count: samples.length }
    await audit(sql, { at, actor: by, act: 'samples-added', object, detail })
  })
  const readiness = await shortAnswerReadiness({ db }, questionId)
  return { kind: 'added', added: samples.length, bad, readiness }
}

function readSample(line: string, rubric: RubricPoint[]): Sample | null {
  const pattern = new RegExp(`^([${signs}]{${rubric.length}})[\\s:：]+(\\S.*)$`)
  const [, marks, text] = pattern.exec(line.trim()) ?? []
  if (!marks || !text || text.length > longest) return null
  const points = rubric.map(({ id }, i) => ({ id, hit: made.includes(marks[i] ?? '✗') }))
  return { text, points }
}

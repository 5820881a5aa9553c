import type { Sql } from '../../platform/db.ts'
import type { RubricPoint } from '../../shared/question.ts'
import { markBuiltIn } from '../built-in.ts'
import { findComingText, listSamples, type Sample } from './store.ts'

/** Whether a short answer may be asked, and how well its rubric does on answers marked by hand. */
export interface Readiness {
  ready: boolean
  missing: 'rubric' | 'samples' | null
  /** Samples that fit the present rubric. */
  samples: number
  /** The share of points on which the built-in grader and the person agree; null without samples. */
  agreement: number | null
}

/** So many answers are marked by hand before a rubric is trusted. */
export const samplesWanted = 5

/**
 * Whether a short-answer question has a rubric and enough marked samples. Null for other questions.
 * The agreement is that of the built-in grader, which costs nothing each time the card is opened.
 */
export async function shortAnswerReadiness(
  { db }: { db: Sql },
  questionId: number,
): Promise<Readiness | null> {
  const question = await findComingText(db, questionId)
  if (question?.kind !== 'short') return null
  const rubric = question.rubric ?? []
  if (rubric.length === 0) return { ready: false, missing: 'rubric', samples: 0, agreement: null }
  const all = await listSamples(db, questionId)
  // Marks by another rubric say nothing about this one.
  const samples = all.filter(({ points }) =>
    rubric.every(({ id }) => points.some((p) => p.id === id)),
  )
  const ready = samples.length >= samplesWanted
  return {
    ready,
    missing: ready ? null : 'samples',
    samples: samples.length,
    agreement: agreementOf(question.stem, rubric, samples),
  }
}

function agreementOf(question: string, points: RubricPoint[], samples: Sample[]): number | null {
  const same = samples.flatMap(({ text, points: person }) =>
    markBuiltIn({ question, points, answer: text }).points.map(
      ({ id, hit }) => hit === person.find((one) => one.id === id)?.hit,
    ),
  )
  return same.length === 0 ? null : same.filter(Boolean).length / same.length
}

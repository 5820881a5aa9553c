/** Every background job and the data it carries. A job without a handler does not compile (src/jobs.ts). */
export interface Jobs {
  'grade-answer': { answerId: number }
}

export type JobName = keyof Jobs

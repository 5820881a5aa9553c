import { z } from 'zod'

import type { RubricPoint } from '../../shared/question.ts'

export const rubricSchema = z.array(
  z.strictObject({
    id: z.string().min(1),
    weight: z.number().positive(),
    text: z.string().trim().min(1),
    keywords: z.array(z.array(z.string().min(1)).min(1)).default([]),
    quantities: z.array(z.string().min(1)).default([]),
  }),
)

/** The points of a short answer as our own files write them: the JSON of the list, or null. */
export function readRubric(text: string): RubricPoint[] | null {
  try {
    const parsed = rubricSchema.safeParse(JSON.parse(text))
    return parsed.success && parsed.data.length > 0 ? parsed.data : null
  } catch {
    return null
  }
}

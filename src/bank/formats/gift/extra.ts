import type { Question } from '../../../shared/question.ts'
import type { Problem } from '../format.ts'
import { readWritten, toWritten } from '../json.ts'

const comment = /^\/\/\s*\[chenxun:(\{[^]*\})\]$/

/**
 * What GIFT has no place for stands in a comment above a question, `// [chenxun:{"difficulty":2}]`:
 * fields of the project's own format that replace what GIFT says; null takes a field away.
 */
export function readExtra(comments: string[]): Record<string, unknown> | null {
  const json = comments.map((line) => comment.exec(line)?.[1]).find((found) => found !== undefined)
  if (json === undefined) return null
  try {
    return JSON.parse(json) as Record<string, unknown>
  } catch {
    return null
  }
}

/** The question with the fields of its comment, checked, or what is wrong with it. */
export function withExtra(
  question: Question | undefined,
  extra: Record<string, unknown>,
): Question | Omit<Problem, 'where'> {
  const fields = { ...(question ? (toWritten(question) as object) : {}), ...extra }
  return readWritten(
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)),
  )
}

const optional = ['options', 'explanation', 'basis', 'topic', 'difficulty', 'rubric']

/**
 * The comment that makes `question` of what is read without it, or null where nothing is missing. It
 * holds the whole question where it is not read, or not as one.
 */
export function writeExtra(question: Question, read: Question | undefined): string | null {
  const wanted = Object.entries(toWritten(question) as object)
  const found = new Map<string, unknown>(Object.entries(read ? (toWritten(read) as object) : {}))
  const differing = wanted.filter(
    ([name, value]) => JSON.stringify(found.get(name)) !== JSON.stringify(value),
  )
  const names = new Set(wanted.map(([name]) => name))
  const others = read ? [...found.keys()] : optional
  const surplus = others.filter((name) => !names.has(name)).map((name) => [name, null])
  const fields = Object.fromEntries([...differing, ...surplus]) as Record<string, unknown>
  return Object.keys(fields).length === 0 ? null : extraComment(fields)
}

/** A comment with fields of the project's own format. */
export function extraComment(fields: Record<string, unknown>): string {
  return `// [chenxun:${JSON.stringify(fields)}]`
}

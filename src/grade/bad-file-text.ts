import type { Translate } from '../shared/locale.ts'
import type { BadGradeFile } from './grade-file.ts'

/** What is wrong with a file of answers, for the person who gave it. */
export function badGradeFileText(t: Translate, { line, reason, detail }: BadGradeFile): string {
  return t(`grade-bad-${reason}`, { line: String(line), detail })
}

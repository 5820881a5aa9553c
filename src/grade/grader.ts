export type { GradeInput, Grader, Mark } from './mark.ts'
export { builtInGrader } from './built-in.ts'

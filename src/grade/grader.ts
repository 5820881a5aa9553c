/** The one door to marking short answers: everything else of this folder is behind it. */
export type { GradeInput, Grader, Mark } from './mark.ts'
export { builtInGrader } from './built-in.ts'
export { modelGrader } from './model.ts'

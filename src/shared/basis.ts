import type { Basis } from './question.ts'

/**
 * What the law library says about a legal basis: the article is in force, the law has no such
 * article, the text is no longer in force (or not yet), or the law is not in the library.
 */
export type BasisVerdict = 'in-force' | 'no-article' | 'not-in-force' | 'unknown-law'

/** Looks up many bases at once as of today; one verdict for each, in order. */
export type CheckBases = (bases: Basis[]) => Promise<BasisVerdict[]>

import type { Sql } from '../platform/db.ts'
import type { BasisVerdict, CheckBases } from '../shared/basis.ts'
import type { Basis } from '../shared/question.ts'
import type { Problem } from './formats/format.ts'
import { findCitations, hasLaws, listBases } from './import-store.ts'

/** A remark for every question is too much where a whole file cites one repealed law. */
const mostRemarks = 500
const namedLaws = 5

const codes: { [Verdict in BasisVerdict]?: string } = {
  'no-article': 'note-article-missing',
  'not-in-force': 'note-article-not-in-force',
}

/**
 * Remarks on the legal bases of an import: each question that cites an article which is not there or
 * not in force today, and one line for all laws that the library does not hold. Nothing while it
 * holds no law at all.
 */
export async function checkCitations(
  sql: Sql,
  importId: number,
  checkBases: CheckBases,
): Promise<Problem[]> {
  const bases = await listBases(sql, importId)
  if (bases.length === 0 || !(await hasLaws(sql))) return []
  const verdicts = await checkBases(bases)
  const faulty = bases.filter((_, index) => codes[verdicts[index] ?? 'in-force'] !== undefined)
  const faults = verdicts.flatMap((verdict) => codes[verdict] ?? [])
  const citations = faulty.length > 0 ? await findCitations(sql, importId, faulty) : []
  const remarks = citations.slice(0, mostRemarks).flatMap(({ index, place }): Problem[] => {
    const basis = faulty[index]
    return basis ? [{ where: place, code: faults[index] ?? '', args: argsOf(basis) }] : []
  })
  const unknown = bases.filter((_, index) => verdicts[index] === 'unknown-law')
  return [...remarks, ...unknownLaws([...new Set(unknown.map(({ law }) => law))])]
}

function argsOf({ law, version, article }: Basis): Record<string, string> {
  return { law: version ? `${law}（${version}）` : law, article: article ?? '' }
}

function unknownLaws(laws: string[]): Problem[] {
  if (laws.length === 0) return []
  const shown = laws.slice(0, namedLaws).map((law) => `《${law}》`)
  const args = { count: laws.length, laws: shown.join('') + (laws.length > namedLaws ? '…' : '') }
  return [{ where: {}, code: 'note-laws-unknown', args }]
}

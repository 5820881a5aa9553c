import type { BankFile, Problem } from './format.ts'
import { readGiftTree } from './gift-tree.ts'
import { isOwnFormat, readOwnFormat } from './json.ts'
import { faultLine } from './json/fault.ts'
import { findDrafts } from './json/walk.ts'
import { settleDrafts } from './settle.ts'

/** A bank in JSON: the project's own format, or whatever other shape holds questions. */
export function readJsonBank(text: string): BankFile {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    const where = { line: faultLine(text) }
    return { format: 'json', items: [], problems: [{ where, code: 'json-broken' }] }
  }
  if (isOwnFormat(value)) return readOwnFormat(value)
  const tree = readGiftTree(value)
  if (tree) return tree
  const found = findDrafts(value, (item) => ({ item }))
  const settled = settleDrafts(found.drafts)
  const problems = [...found.problems, ...settled.problems].sort(
    (a, b) => (a.where.item ?? 0) - (b.where.item ?? 0),
  )
  return { format: 'json', items: settled.items, problems }
}

/** A bank with one JSON value on each line; a broken line is a problem, the others are read. */
export function readJsonLines(text: string): BankFile {
  const problems: Problem[] = []
  const values: { line: number; value: unknown }[] = []
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n?|\n/)
    .entries()) {
    const line = raw.trim().replace(/,$/, '')
    if (line === '' || line === '[' || line === ']') continue
    try {
      values.push({ line: index + 1, value: JSON.parse(line) })
    } catch {
      problems.push({ where: { line: index + 1 }, code: 'json-broken' })
    }
  }
  const drafts = values.flatMap(({ line, value }) => {
    const found = findDrafts(value, () => ({ line }))
    problems.push(...found.problems)
    return found.drafts
  })
  const settled = settleDrafts(drafts)
  const all = [...problems, ...settled.problems]
  all.sort((a, b) => (a.where.line ?? 0) - (b.where.line ?? 0))
  return { format: 'jsonl', items: settled.items, problems: all }
}

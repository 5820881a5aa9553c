import { cleanText } from './clean.ts'
import { common } from './common.ts'
import type { Draft } from './draft.ts'

/**
 * A draft whose blanks the file states exactly, each with its accepted spellings in the order of
 * the marks `____` in the stem: nothing about them is guessed. Without a stem or with a blank that
 * nothing fills it is left to `settleDrafts`, which says what is missing.
 */
export function exactFillIn(draft: Draft, blanks: string[][]): Draft {
  const stem = cleanText(draft.stem)
  const key = blanks.map((spellings) => [
    ...new Set(spellings.map(cleanText).filter((spelling) => spelling !== '')),
  ])
  const whole = stem !== '' && key.length > 0 && key.every((spellings) => spellings.length > 0)
  if (!whole) return { ...draft, kind: '填空', options: [], key: [] }
  return { ...draft, settled: { kind: 'fill-in', ...common({ ...draft, stem }), key } }
}

/** When one text of a law takes over from another, and what that does to its articles. Pure. */
import type { ArticleChange } from '../../shared/article-change.ts'
import type { Day } from '../../shared/day.ts'
import { compareTexts } from '../compare-texts.ts'
import type { ArticleText } from '../formats/law-text.ts'
import { byBeginning, type VersionDates } from '../rules.ts'

/** From `day` on `to` holds in the place of `from`, or (null) the law is repealed. */
export interface TextChange<Version> {
  day: Day
  from: Version
  to: Version | null
}

/** Every day on which another text takes over or a law ends, oldest first. */
export function textChanges<Version extends VersionDates>(
  versions: Version[],
): TextChange<Version>[] {
  const sorted = [...versions].sort(byBeginning)
  return sorted.flatMap((text, index) => {
    const next = sorted[index + 1]
    // Of two that begin on one day only the later made ever holds.
    if (next?.inForce === text.inForce) return []
    const from = sorted.findLast(({ inForce }) => inForce < text.inForce)
    const { repealedOn } = text
    const ends = repealedOn !== null && (!next || repealedOn < next.inForce)
    return [
      ...(from ? [{ day: text.inForce, from, to: text }] : []),
      ...(ends ? [{ day: repealedOn, from: text, to: null }] : []),
    ]
  })
}

/**
 * What a correction of the library changes about the text that holds on `today`; null where it is the
 * same as before or an older one: that takes nothing over.
 */
export function changeToday<Version extends VersionDates>(
  before: Version[],
  after: Version[],
  today: Day,
): TextChange<Version> | null {
  const was = lastText(before, today)
  const is = lastText(after, today)
  const from = after.find(({ id }) => id === was?.text.id)
  if (!was || !is || !from) return null
  if (is.text.id !== from.id) {
    const isLater = !is.isRepealed && byBeginning(from, is.text) < 0
    return isLater ? { day: is.text.inForce, from, to: is.text } : null
  }
  const { repealedOn } = is.text
  const ends = is.isRepealed && !was.isRepealed && repealedOn !== null
  return ends ? { day: repealedOn, from, to: null } : null
}

/** Whether the same text, or none, holds on `today`. */
export function isStandingSame(before: VersionDates[], after: VersionDates[], today: Day): boolean {
  const [was, is] = [lastText(before, today), lastText(after, today)]
  return was?.text.id === is?.text.id && was?.isRepealed === is?.isRepealed
}

/** The newest text that has begun by `today`, and whether the law is repealed by then; null before the first. */
export function lastText<Version extends VersionDates>(
  versions: Version[],
  today: Day,
): { text: Version; isRepealed: boolean } | null {
  const text = [...versions].sort(byBeginning).findLast(({ inForce }) => inForce <= today)
  if (!text) return null
  return { text, isRepealed: text.repealedOn !== null && text.repealedOn <= today }
}

/** Whether a change that was applied is one still: its text has begun, or its law has ended, by `today`. */
export function stillHolds(
  { fromVersionId, toVersionId }: { fromVersionId: number | null; toVersionId: number | null },
  versions: VersionDates[],
  today: Day,
): boolean {
  const textOf = (id: number | null) => versions.find((version) => version.id === id)
  const begun =
    toVersionId === null ? textOf(fromVersionId)?.repealedOn : textOf(toVersionId)?.inForce
  return typeof begun === 'string' && begun <= today
}

/** What became of each article that is not as it was; with a repeal (null) all are gone. New ones touch nothing. */
export function articleChanges(
  before: Pick<ArticleText, 'number' | 'text'>[],
  after: Pick<ArticleText, 'number' | 'text'>[] | null,
): ArticleChange[] {
  return compareTexts(before, after ?? []).flatMap((change): ArticleChange[] => {
    const { kind, from, to, before: old, after: text } = change
    if (kind === 'new' || from === undefined || old === undefined) return []
    const now = { ...(to !== undefined && { to }), ...(text !== undefined && { after: text }) }
    return [{ kind, from, before: old, ...now }]
  })
}

import type { Translate } from '../shared/locale.ts'
import type { Place } from './formats/format.ts'

/** `Sheet1 第3行`, `第3行`, `第8段`, `第12题`: a place as a person would look for it. */
export function placeText(t: Translate, place: Place): string {
  const row = place.row ?? place.line
  const parts: string[] = []
  if (place.sheet) parts.push(place.sheet)
  if (row !== undefined) parts.push(t('bank-place-row', { row: String(row) }))
  else if (place.paragraph !== undefined) {
    parts.push(t('bank-place-paragraph', { paragraph: String(place.paragraph) }))
  } else if (place.item !== undefined) {
    parts.push(t('bank-place-item', { item: String(place.item) }))
  }
  return parts.length > 0 ? parts.join(' ') : t('bank-place-file')
}

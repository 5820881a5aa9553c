import type { Day } from '../../shared/day.ts'
import type { Translate } from '../../shared/locale.ts'
import type { Button } from '../../shared/screen.ts'

export const weeklyPattern = /^wk:(\d{1,9}):(\d{4})(\d\d)(\d\d)$/

/** The button that shows the report of the week from `monday`; at most 21 bytes of data. */
export function weeklyButton(t: Translate, unitId: number, monday: Day): Button {
  return { label: t('weekly-button'), data: `wk:${unitId}:${monday.replaceAll('-', '')}` }
}

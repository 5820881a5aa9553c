import type { Day } from '../shared/day.ts'
import type { Translate } from '../shared/locale.ts'
import { openSetData } from '../shared/open-set.ts'
import type { Screen } from '../shared/screen.ts'

/** The one nudge: what is left and until when; no reproach. */
export function nudgeScreen(
  t: Translate,
  { day, answered, size }: { day: Day; answered: number; size: number | null },
): Screen {
  const text =
    answered > 0 && size !== null
      ? t('remind-nudge-rest', { rest: size - answered })
      : t('remind-nudge')
  return { text, buttons: [[{ label: t('remind-start'), data: openSetData(day) }]] }
}

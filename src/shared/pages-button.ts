import type { Translate } from './locale.ts'
import type { Button } from './screen.ts'

/** 「网页」: asks for a way into the dashboard, to this unit's page or to the first one. At most 12 bytes. */
export function pagesButton(t: Translate, unitId: number | null): Button {
  return { label: t('page-button'), data: `pg:${unitId ?? ''}` }
}

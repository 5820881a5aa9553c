import type { Locale, Translate } from '../shared/locale.ts'
import type { Screen } from '../shared/screen.ts'
import { addressOf } from './html.ts'

/**
 * The buttons that open the pages: inside Telegram, which vouches for the person, and in a browser, by a link
 * that carries the key.
 */
export function doorScreen(
  t: Translate,
  {
    publicUrl,
    key,
    unitId,
    locale,
  }: { publicUrl: string; key: string; unitId: number | null; locale: Locale },
): Screen {
  const to = unitId === null ? null : `units/${unitId}`
  const app = `${publicUrl}${addressOf('/dashboard/app', { to, lang: locale })}`
  const url = `${publicUrl}${addressOf('/dashboard/open', { key, to, lang: locale })}`
  return {
    text: t('page-door'),
    buttons: [[{ label: t('page-door-app'), app }], [{ label: t('page-door-browser'), url }]],
  }
}

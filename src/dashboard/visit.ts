import type { Locale, Translate } from '../shared/locale.ts'
import type { Person } from '../shared/person.ts'
import type { KnownOfficer } from './officer-store.ts'
import type { Place } from './unit-frame.ts'

/** How a page is to look and speak. */
export interface Look {
  locale: Locale
  t: Translate
  /** As Telegram is set; null follows the browser. */
  theme: 'light' | 'dark' | null
  /** The address of this page in the other language. */
  otherLanguage: string
  /** For a screen on the wall: no names, no menus, and it renews itself. */
  wall: boolean
}

/** What every page of a person who has logged in knows. */
export interface Visit {
  look: Look
  person: Person
}

/** What the router keeps for the length of a request. */
export interface PagesEnv {
  Variables: { look: Look; visit: Visit; place: Place; officer: KnownOfficer }
}

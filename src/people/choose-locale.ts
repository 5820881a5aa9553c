import type { Db } from '../platform/db.ts'
import type { Locale } from '../shared/locale.ts'
import { setLocale } from './store.ts'

/** Keeps the language an officer wants to read, whatever their Telegram speaks. */
export async function chooseLocale(
  { db }: { db: Db },
  choice: { officerId: number; locale: Locale },
): Promise<void> {
  await setLocale(db, choice)
}

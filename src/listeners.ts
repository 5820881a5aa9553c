import type { Deps } from './platform/deps.ts'
import { chosenLocale, type Locale, type Translate } from './shared/locale.ts'

/** How an officer is spoken to outside an update of theirs; null for one without a Telegram account. */
export async function listenerOf(
  { db, texts }: Pick<Deps, 'db' | 'texts'>,
  officerId: number,
): Promise<{ chatId: number; t: Translate } | null> {
  const officer = await db.officer.findUnique({
    where: { id: officerId },
    select: { telegramId: true, locale: true },
  })
  if (!officer?.telegramId) return null
  return { chatId: Number(officer.telegramId), t: texts(chosenLocale(officer.locale) ?? 'zh-CN') }
}

/** The language of a chat outside an update: the one its officer chose, else Chinese. */
export async function localeOf({ db }: Pick<Deps, 'db'>, chatId: number): Promise<Locale> {
  const officer = await db.officer.findUnique({
    where: { telegramId: chatId },
    select: { locale: true },
  })
  return chosenLocale(officer?.locale) ?? 'zh-CN'
}

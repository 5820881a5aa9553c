import type { Deps } from './platform/deps.ts'
import { locales, type Translate } from './shared/locale.ts'

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
  return { chatId: Number(officer.telegramId), t: texts(localeOf(officer.locale)) }
}

function localeOf(chosen: string | null) {
  return locales.find((locale) => locale === chosen) ?? 'zh-CN'
}

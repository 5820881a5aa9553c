export const locales = ['zh-CN', 'en'] as const
export type Locale = (typeof locales)[number]

/** The text of `key` in one person's language. */
export type Translate = (key: string, args?: Record<string, string | number>) => string
/** The texts of every language. */
export type Texts = (locale: Locale) => Translate

/** The language for a Telegram language code: Chinese unless the person's Telegram speaks another. */
export function localeFor(languageCode: string | null | undefined): Locale {
  if (!languageCode || languageCode.toLowerCase().startsWith('zh')) return 'zh-CN'
  return 'en'
}

/** The language a person chose and the program kept; undefined where they chose none. */
export function chosenLocale(kept: string | null | undefined): Locale | undefined {
  return locales.find((locale) => locale === kept)
}

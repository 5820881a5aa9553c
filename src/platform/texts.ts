import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { FluentBundle, FluentResource } from '@fluent/bundle'

import { locales, type Locale, type Texts } from '../shared/locale.ts'

/**
 * Loads locales/*.ftl.
 * @throws when a file has a syntax error; a Translate throws for a key or argument that is missing,
 * because half a sentence is worse than a fault that a test finds.
 */
export function loadTexts(): Texts {
  const bundles = new Map(locales.map((locale) => [locale, loadBundle(locale)]))
  return (locale) => {
    const bundle = bundles.get(locale)
    if (!bundle) throw new Error(`no such locale: ${locale}`)
    return (key, args = {}) => {
      const pattern = bundle.getMessage(key)?.value
      if (!pattern) throw new Error(`locales/${locale}.ftl lacks ${key}`)
      const errors: Error[] = []
      const text = bundle.formatPattern(pattern, args, errors)
      if (errors.length > 0) throw new Error(`${locale} ${key}: ${errors.join('; ')}`)
      return text
    }
  }
}

function loadBundle(locale: Locale): FluentBundle {
  const file = fileURLToPath(new URL(`../../locales/${locale}.ftl`, import.meta.url))
  // Isolation marks would land in the middle of names that people copy.
  const bundle = new FluentBundle(locale, { useIsolating: false })
  const errors = bundle.addResource(new FluentResource(readFileSync(file, 'utf8')))
  if (errors.length > 0) throw new Error(`${file}: ${errors.join('; ')}`)
  return bundle
}

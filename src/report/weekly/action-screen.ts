import { lawTitle } from '../../shared/law-title.ts'
import type { Translate } from '../../shared/locale.ts'
import { clip, escapeHtml } from '../../shared/screen.ts'
import { wholePercent } from '../signs-screen.ts'
import { articleOf, nameOf, percentOf } from '../wording.ts'
import type { NextAction } from './next-action.ts'
import type { RevealedArticle, Weekly } from './weekly-of.ts'

const shown = { units: 5, name: 24, article: 40 }

/** What to do next, and the message for it, which Telegram copies at a tap. */
export function actionBlock(t: Translate, weekly: Weekly): string {
  const { action } = weekly
  const values = valuesOf(t, action, weekly.articles)
  return [
    `<b>${t('weekly-action')}</b>`,
    escapeHtml(t(`weekly-action-${action.kind}`, values)),
    t('weekly-copy'),
    `<pre>${escapeHtml(t(`weekly-message-${action.kind}`, values))}</pre>`,
  ].join('\n')
}

function valuesOf(
  t: Translate,
  action: NextAction,
  articles: RevealedArticle[],
): Record<string, string | number> {
  switch (action.kind) {
    case 'participation': {
      const listed = action.units
        .slice(0, shown.units)
        .map((unit) => `${clip(nameOf(t, unit), shown.name)} ${percentOf(unit)}`)
      return { count: action.units.length, units: listed.join(t('help-sign-comma')) }
    }
    case 'unbound':
      return { count: action.people }
    case 'newcomers':
      return {
        count: action.people,
        rate: wholePercent(action.rate),
        others: wholePercent(action.others),
      }
    case 'error': {
      const { law, article } = action.article
      const named = articles.find((one) => one.law === law && one.article === article)
      const meant = named?.reveal?.right ?? ''
      return {
        count: action.units,
        article: clip(articleOf(t, action.article), shown.article),
        right: meant === '' ? 'none' : clip(meant, shown.article),
      }
    }
    case 'topic': {
      const { name, rate } = action.topic
      return { topic: clip(lawTitle(name), shown.name), rate: wholePercent(rate) }
    }
    case 'steady':
      return {}
  }
}

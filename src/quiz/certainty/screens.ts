import type { Translate } from '../../shared/locale.ts'
import type { Screen } from '../../shared/screen.ts'

/** Whether officers are asked how sure they are, what that is for, and a button to turn it. */
export function certaintyScreen(t: Translate, isAsked: boolean): Screen {
  const label = t(isAsked ? 'certainty-choice-on' : 'certainty-choice-off')
  return {
    text: `<b>${t('certainty-settings')}</b>\n${t('certainty-what')}`,
    // Says what shall hold, so that a second press changes nothing.
    buttons: [[{ label, data: `ce:${isAsked ? 0 : 1}` }]],
  }
}

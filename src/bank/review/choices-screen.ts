import type { Translate } from '../../shared/locale.ts'
import type { Screen } from '../../shared/screen.ts'
import { choiceData, reviewData } from './buttons.ts'
import { reviewChoices, type ReviewChoice } from './set-review-choice.ts'

/** How strict review is, with a button to turn each choice. */
export function choicesScreen(t: Translate, choices: Record<ReviewChoice, boolean>): Screen {
  return {
    text: `<b>${t('review-choices')}</b>\n${reviewChoices.map((name) => t(`review-what-${name}`)).join('\n')}`,
    buttons: [
      ...reviewChoices.map((name) => {
        const isOn = choices[name]
        const label = t(`review-choice-${name}`, { state: t(isOn ? 'review-on' : 'review-off') })
        return [{ label, data: choiceData(name, !isOn) }]
      }),
      [{ label: t('review-button-cancel'), data: reviewData('next') }],
    ],
  }
}

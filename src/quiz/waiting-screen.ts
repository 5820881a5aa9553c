import type { Translate } from '../shared/locale.ts'
import type { Button, Screen } from '../shared/screen.ts'
import { dateArgs, quizData } from './screens.ts'
import type { Started } from './start-set.ts'

/** What an officer sees who asked for a set when none is to be answered now. */
export function waitingScreen(
  t: Translate,
  started: Exclude<Started, { kind: 'sitting' }>,
): Screen {
  switch (started.kind) {
    case 'no-questions':
      return { text: t('quiz-no-questions') }
    case 'excused':
      return { text: t('quiz-excused'), buttons: offers(t, null) }
    case 'finished':
      return {
        text: t('quiz-finished', dateArgs(started.day)),
        buttons: offers(t, started.makeUpDay),
      }
    case 'not-open':
      return {
        text: t('quiz-not-open', { at: started.opensAt }),
        buttons: offers(t, started.makeUpDay),
      }
    case 'no-training':
      return {
        text: started.next
          ? t('quiz-no-training', dateArgs(started.next))
          : t('quiz-no-training-ahead'),
        buttons: offers(t, started.makeUpDay),
      }
  }
}

function offers(t: Translate, makeUpDay: string | null): Button[][] {
  const practice = [{ label: t('quiz-more'), data: quizData.practice }]
  if (!makeUpDay) return [practice]
  const makeUp = { label: t('quiz-make-up', dateArgs(makeUpDay)), data: quizData.makeUp(makeUpDay) }
  return [[makeUp], practice]
}

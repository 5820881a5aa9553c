import type { Deps } from '../platform/deps.ts'
import { lawTitle } from '../shared/law-title.ts'
import type { Translate } from '../shared/locale.ts'
import { clip, escapeHtml, type Screen } from '../shared/screen.ts'
import { listMistakes } from './deal-store.ts'
import { quizData } from './screens.ts'

const mostListed = 10

/** What the officer got wrong last time, latest first, with a button to try again. */
export async function listMistakesScreen(
  { db }: Pick<Deps, 'db'>,
  t: Translate,
  officerId: number,
): Promise<Screen> {
  const mistakes = await listMistakes(db, { officerId, limit: mostListed })
  if (mistakes.length === 0) return { text: t('quiz-no-mistakes') }
  const lines = mistakes.map(({ question }, index) => {
    const stem = escapeHtml(clip(question.stem.replace(/\s+/g, ' '), 60))
    const { law, article } = question.basis ?? {}
    const basis =
      law && article
        ? `\n   ${t('quiz-basis', { law: escapeHtml(lawTitle(law)), article: escapeHtml(article), version: '' })}`
        : ''
    return `${index + 1}. ${stem}${basis}`
  })
  return {
    text: [`<b>${t('quiz-mistakes-title')}</b>`, ...lines].join('\n'),
    buttons: [[{ label: t('quiz-mistakes-button'), data: quizData.mistakes }]],
  }
}

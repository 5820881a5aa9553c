/** What goes out later about questions that were handed to the legal office. */
import type { Deps } from '../../platform/deps.ts'
import type { Translate } from '../../shared/locale.ts'
import type { Screen } from '../../shared/screen.ts'
import { findLawQuestion } from './ask-store.ts'
import { officeScreen, replyScreen } from './screens.ts'

/** The question for the legal office; null once somebody has answered it. */
export async function renderLawQuestion(
  { db }: Pick<Deps, 'db'>,
  t: Translate,
  questionId: number,
): Promise<{ screen: Screen } | null> {
  const question = await findLawQuestion(db, questionId)
  return question && question.reply === null ? { screen: officeScreen(t, question) } : null
}

/** The reply of the legal office for who asked. */
export async function renderLawReply(
  { db }: Pick<Deps, 'db'>,
  t: Translate,
  questionId: number,
): Promise<{ screen: Screen } | null> {
  const question = await findLawQuestion(db, questionId)
  return question?.reply ? { screen: replyScreen(t, question) } : null
}

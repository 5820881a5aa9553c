import type { Translate } from '../../shared/locale.ts'
import type { Screen } from '../../shared/screen.ts'
import type { DraftOutcome } from './draft-questions.ts'
import { outcomeScreen } from './screens.ts'

/** The message to whoever asked for drafts. */
export function renderDrafted(
  t: Translate,
  { outcome }: Record<string, string | number>,
): { screen: Screen } {
  return { screen: outcomeScreen(t, JSON.parse(String(outcome)) as DraftOutcome) }
}

import { articleChangeText } from '../../shared/article-change-text.ts'
import { lawTitle } from '../../shared/law-title.ts'
import type { Translate } from '../../shared/locale.ts'
import { clip, escapeHtml, type Screen } from '../../shared/screen.ts'
import { questionScreen } from '../screens.ts'
import type { Item } from '../store.ts'
import type { Retest } from './store.ts'

/** Both texts of an article may take so many characters; the question needs the rest of 4,096. */
const room = { texts: 1_400, question: 2_300 }
/** More articles than these are named only. */
const shownChanges = 2

/** The old and the new text of the article, and the question that rests on it. */
export function retestScreen(
  t: Translate,
  { law, inForce, changes }: Pick<Retest, 'law' | 'inForce' | 'changes'>,
  item: Item,
): Screen {
  const { text, buttons } = questionScreen(t, item, room.question)
  const title = t('quiz-retest-title', { law: escapeHtml(clip(lawTitle(law), 60)), day: inForce })
  const shown = changes.slice(0, shownChanges)
  const each = Math.floor(room.texts / Math.max(1, shown.length) / 2)
  const blocks = shown.map((change) => articleChangeText(t, change, each))
  const rest = changes.length - shown.length
  return {
    text: [
      `<b>${title}</b>`,
      ...blocks,
      ...(rest > 0 ? [t('quiz-retest-more', { count: rest })] : []),
      t('quiz-retest-why'),
      text,
    ].join('\n\n'),
    buttons: buttons ?? [],
  }
}

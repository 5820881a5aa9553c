import type { Llm } from '../platform/llm.ts'
import type { Translate } from '../shared/locale.ts'
import type { Screen } from '../shared/screen.ts'
import { offerDocument } from './draft/offer-document.ts'
import { previewImport, type ImportPreview, type PreviewDeps } from './preview-import.ts'
import { previewScreen } from './preview-screen.ts'

/**
 * Reads a file that an admin sent and shows what was understood; nothing is imported yet. A text
 * without questions can be drafted from.
 */
export async function offerBankFile(
  deps: PreviewDeps & { llm?: Llm | null },
  t: Translate,
  file: { bytes: Uint8Array; name: string; person: { telegramId: number } },
): Promise<Screen> {
  const { bytes, name, person } = file
  const preview = await previewImport(deps, { bytes, name, by: person.telegramId })
  const screen = previewScreen(t, preview, { hasModel: Boolean(deps.llm) })
  if (!isProse(preview)) return screen
  const hint = { ...screen, text: `${screen.text}\n\n${t('bank-how-files-look')}` }
  const offer = await offerDocument(deps, t, { bytes, name, by: person.telegramId })
  if (!offer) return hint
  const buttons = [...(hint.buttons ?? []), ...(offer.buttons ?? [])]
  return { text: `${hint.text}\n\n${offer.text}`, buttons }
}

/** Whether a file can be read and nothing in it looks like a question. */
function isProse({ format, problems }: ImportPreview): boolean {
  const isText = format === 'list' || format === 'docx' || format === 'doc'
  return isText && problems.every(({ code }) => code === 'no-questions')
}

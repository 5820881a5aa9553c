import type { Llm } from '../platform/llm.ts'
import type { Translate } from '../shared/locale.ts'
import type { Screen } from '../shared/screen.ts'
import { previewImport, type PreviewDeps } from './preview-import.ts'
import { previewScreen } from './preview-screen.ts'

/** Reads a file that an admin sent and shows what was understood; nothing is imported yet. */
export async function offerBankFile(
  deps: PreviewDeps & { llm?: Llm | null },
  t: Translate,
  file: { bytes: Uint8Array; name: string; person: { telegramId: number } },
): Promise<Screen> {
  const { bytes, name, person } = file
  const preview = await previewImport(deps, { bytes, name, by: person.telegramId })
  return previewScreen(t, preview, { hasModel: Boolean(deps.llm) })
}

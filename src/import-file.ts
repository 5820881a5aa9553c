import { offerBankFile } from './bank/offer-bank-file.ts'
import { checkBases } from './law/check-bases.ts'
import { offerLawFile } from './law/offer-law-file.ts'
import { offerRoster } from './people/offer-roster.ts'
import { offerShifts } from './people/shifts/offer-shifts.ts'
import type { Deps } from './platform/deps.ts'
import { readTablesApart } from './platform/tables-apart.ts'
import { UnreadableFile, type TableFile } from './platform/tables.ts'
import { reply, type BotContext } from './platform/telegram-context.ts'
import { downloadLimit, FileTooBig } from './platform/telegram.ts'
import { offerCalendar } from './remind/calendar/offer-calendar.ts'
import { wouldExceed } from './report/would-exceed.ts'
import type { Translate } from './shared/locale.ts'
import type { Person } from './shared/person.ts'
import type { Basis } from './shared/question.ts'
import type { Screen } from './shared/screen.ts'

/**
 * An admin sent a file: a duty roster, a calendar, a roster, a law or a bank, told apart by what is in it.
 * Always a preview first; nothing changes until a button is pressed.
 */
export async function importFile(deps: Deps, ctx: BotContext): Promise<void> {
  const document = ctx.message?.document
  if (!document) return
  const tooBig = { text: ctx.t('chat-file-too-big', { limit: downloadLimit / 1024 / 1024 }) }
  if ((document.file_size ?? 0) > downloadLimit)
    return void (await reply(ctx, deps.telegram, tooBig))
  try {
    await ctx.replyWithChatAction('typing').catch(() => {})
    const bytes = await deps.telegram.download(document.file_id, downloadLimit)
    const file = { bytes, name: document.file_name ?? '', person: ctx.person }
    const lookUp = { ...deps, checkBases: (bases: Basis[]) => checkBases(deps, bases) }
    const screen =
      (await offerTable(deps, ctx.t, file)) ??
      (await offerLawFile(deps, ctx.t, file)) ??
      (await offerBankFile(lookUp, ctx.t, file))
    await reply(ctx, deps.telegram, screen)
  } catch (error) {
    if (!(error instanceof FileTooBig)) throw error
    await reply(ctx, deps.telegram, tooBig)
  }
}

interface SentFile {
  bytes: Uint8Array
  name: string
  person: Person
}

/** The preview of a table of people or days; null for everything else. Shifts first: they name officers too. */
async function offerTable(
  deps: Deps,
  t: Translate,
  { bytes, ...file }: SentFile,
): Promise<Screen | null> {
  const tables = await readTablesOf(bytes)
  if (!tables) return null
  const about = { ...file, tables }
  return (
    (await offerShifts(deps, t, about)) ??
    (await offerCalendar({ ...deps, wouldExceed: (more) => wouldExceed(deps, more) }, t, about)) ??
    (await offerRoster(deps, t, about))
  )
}

/** Null for what no table reader understands: another reader may know it. */
async function readTablesOf(bytes: Uint8Array): Promise<TableFile | null> {
  try {
    return await readTablesApart(bytes)
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    return null
  }
}

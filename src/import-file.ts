import { offerBankFile } from './bank/offer-bank-file.ts'
import { checkBases } from './law/check-bases.ts'
import { offerLawFile } from './law/offer-law-file.ts'
import { offerRoster } from './people/offer-roster.ts'
import type { Deps } from './platform/deps.ts'
import { reply, type BotContext } from './platform/telegram-context.ts'
import { downloadLimit, FileTooBig } from './platform/telegram.ts'
import type { Basis } from './shared/question.ts'

/**
 * An admin sent a file: a roster, a law or a bank, told apart by what is in it. Always a preview first;
 * nothing changes until a button is pressed.
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
      (await offerRoster(deps, ctx.t, file)) ??
      (await offerLawFile(deps, ctx.t, file)) ??
      (await offerBankFile(lookUp, ctx.t, file))
    await reply(ctx, deps.telegram, screen)
  } catch (error) {
    if (!(error instanceof FileTooBig)) throw error
    await reply(ctx, deps.telegram, tooBig)
  }
}

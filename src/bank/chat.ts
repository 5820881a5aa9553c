import { Composer } from 'grammy'

import type { Deps } from '../platform/deps.ts'
import { reply, replace, type BotContext } from '../platform/telegram-context.ts'
import type { Translate } from '../shared/locale.ts'
import type { Screen } from '../shared/screen.ts'
import { cancelImport } from './cancel-import.ts'
import { confirmImport } from './confirm-import.ts'
import { exportBank } from './export-bank.ts'
import {
  banksScreen,
  confirmedScreen,
  exportScreen,
  importStateScreen,
  problemsScreen,
  readBankData,
  undoneScreen,
  type BankPress,
} from './screens.ts'
import { setMultipleRule } from './set-multiple-rule.ts'
import { findBankName, findImport, findProblems, listBanks, type MultipleRule } from './store.ts'
import { undoImport } from './undo-import.ts'

/** What admins do with question banks; files themselves arrive through bot.ts. */
export function bankChat(deps: Deps): Composer<BotContext> {
  const chat = new Composer<BotContext>()

  chat.command('banks', async (ctx) => {
    await reply(ctx, deps.telegram, banksScreen(ctx.t, await listBanks(deps.db)))
  })

  chat.callbackQuery(/^bk:/, async (ctx, next) => {
    const press = readBankData(ctx.callbackQuery.data)
    if (!press) return await next()
    await ctx.answerCallbackQuery().catch(() => {})
    const screen = await carryOut(deps, ctx.t, press, ctx.person.telegramId)
    // A list or a preview stays where it is when a file is asked for.
    const beside = press.act === 'all' || press.act === 'x'
    await (beside ? reply(ctx, deps.telegram, screen) : replace(ctx, deps.telegram, screen))
  })

  return chat
}

function carryOut(deps: Deps, t: Translate, press: BankPress, by: number): Promise<Screen> {
  switch (press.act) {
    case 'ok':
      return confirm(deps, t, press.id, by)
    case 'no':
      return cancel(deps, t, press.id)
    case 'undo':
      return undo(deps, t, press.id, by)
    case 'all':
      return showProblems(deps, t, press.id)
    case 'x':
      return sendBank(deps, t, press.id)
    case 'half':
      return setRule(deps, t, { bankId: press.id, rule: 'HALF_MARKS', by })
    case 'full':
      return setRule(deps, t, { bankId: press.id, rule: 'ALL_OR_NOTHING', by })
  }
}

async function confirm(deps: Deps, t: Translate, importId: number, by: number): Promise<Screen> {
  const done = await confirmImport(deps, { importId, by })
  if (done.kind === 'confirmed') return confirmedScreen(t, importId, done)
  return importStateScreen(t, done.kind)
}

async function cancel(deps: Deps, t: Translate, importId: number): Promise<Screen> {
  const kind = await cancelImport(deps, importId)
  return importStateScreen(t, kind === 'cancelled' ? 'just-cancelled' : kind)
}

async function undo(deps: Deps, t: Translate, importId: number, by: number): Promise<Screen> {
  const undone = await undoImport(deps, { importId, by })
  return undone.kind === 'undone' ? undoneScreen(t, undone) : importStateScreen(t, undone.kind)
}

async function showProblems({ db }: Deps, t: Translate, importId: number): Promise<Screen> {
  const saved = await findImport(db, importId)
  if (!saved) return importStateScreen(t, 'unknown')
  return problemsScreen(t, saved.fileName, await findProblems(db, importId))
}

async function setRule(
  deps: Deps,
  t: Translate,
  change: { bankId: number; rule: MultipleRule; by: number },
): Promise<Screen> {
  const isSet = await setMultipleRule(deps, change)
  return isSet ? banksScreen(t, await listBanks(deps.db)) : { text: t('bank-gone') }
}

async function sendBank(deps: Deps, t: Translate, bankId: number): Promise<Screen> {
  const name = await findBankName(deps.db, bankId)
  const exported = name === null ? null : await exportBank(deps, { name, fileName: 'bank.xlsx' })
  if (name === null || exported?.kind !== 'exported') return { text: t('bank-gone') }
  return exportScreen(t, { name, ...exported })
}

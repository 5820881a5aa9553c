import { Composer } from 'grammy'

import type { Deps } from '../platform/deps.ts'
import { enqueue } from '../platform/jobs.ts'
import { reply, replace, type BotContext } from '../platform/telegram-context.ts'
import type { Translate } from '../shared/locale.ts'
import type { Screen } from '../shared/screen.ts'
import { cancelImport } from './cancel-import.ts'
import { confirmImport, type ImportDecision } from './confirm-import.ts'
import { exportBank } from './export-bank.ts'
import { listImport } from './list-import.ts'
import {
  banksScreen,
  confirmedScreen,
  exportChoiceScreen,
  exportScreen,
  importStateScreen,
  listScreen,
  readBankData,
  templateScreen,
  undoneScreen,
  type BankPress,
} from './screens.ts'
import { setMultipleRule } from './set-multiple-rule.ts'
import { findBankName, listBanks, type MultipleRule } from './store.ts'
import { undoImport } from './undo-import.ts'
import { writeTemplate } from './write-template.ts'

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
    const beside = ['all', 'model', 'x', 'export', 'tpl'].includes(press.act)
    await (beside ? reply(ctx, deps.telegram, screen) : replace(ctx, deps.telegram, screen))
  })

  return chat
}

function carryOut(deps: Deps, t: Translate, press: BankPress, by: number): Promise<Screen> {
  switch (press.act) {
    case 'confirm': {
      const { act: _, id: importId, ...choice } = press
      return confirm(deps, t, { importId, by, ...choice })
    }
    case 'no':
      return cancel(deps, t, press.id)
    case 'undo':
      return undo(deps, t, press.id, by)
    case 'all':
      return sendList(deps, t, press.id)
    case 'model':
      return askModel(deps, t, { importId: press.id, chatId: by })
    case 'x':
      return chooseExport(deps, t, press.id)
    case 'export':
      return sendBank(deps, t, press)
    case 'half':
      return setRule(deps, t, { bankId: press.id, rule: 'HALF_MARKS', by })
    case 'full':
      return setRule(deps, t, { bankId: press.id, rule: 'ALL_OR_NOTHING', by })
    case 'tpl':
      return Promise.resolve(templateScreen(t, writeTemplate()))
  }
}

async function confirm(deps: Deps, t: Translate, decision: ImportDecision): Promise<Screen> {
  const done = await confirmImport(deps, decision)
  if (done.kind === 'confirmed') return confirmedScreen(t, decision.importId, done)
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

async function sendList(deps: Deps, t: Translate, importId: number): Promise<Screen> {
  const list = await listImport(deps, t, importId)
  return list ? listScreen(t, list) : importStateScreen(t, 'unknown')
}

async function askModel(
  { db, llm, now }: Deps,
  t: Translate,
  { importId, chatId }: { importId: number; chatId: number },
): Promise<Screen> {
  if (!llm) return { text: t('bank-no-model') }
  const key = `read-blocks:${importId}:${now().getTime()}`
  await enqueue(db, { name: 'read-blocks', key, data: { importId, chatId }, now: now() })
  return { text: t('bank-model-reads') }
}

async function setRule(
  deps: Deps,
  t: Translate,
  change: { bankId: number; rule: MultipleRule; by: number },
): Promise<Screen> {
  const isSet = await setMultipleRule(deps, change)
  return isSet ? banksScreen(t, await listBanks(deps.db)) : { text: t('bank-gone') }
}

async function chooseExport({ db }: Deps, t: Translate, bankId: number): Promise<Screen> {
  const name = await findBankName(db, bankId)
  return name === null ? { text: t('bank-gone') } : exportChoiceScreen(t, { id: bankId, name })
}

async function sendBank(
  deps: Deps,
  t: Translate,
  { id, ending }: { id: number; ending: string },
): Promise<Screen> {
  const name = await findBankName(deps.db, id)
  const exported =
    name === null ? null : await exportBank(deps, { name, fileName: `bank.${ending}` })
  if (name === null || exported?.kind !== 'exported') return { text: t('bank-gone') }
  return exportScreen(t, { name, ending, ...exported })
}

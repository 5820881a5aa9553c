import { type World, tellAll } from '../chats.ts'
import { badRequest } from '../errors.ts'
import type { BotCommand } from '../types.ts'
import type { Method } from './method.ts'
import { findChat } from './outgoing.ts'

interface Scope {
  type: string
  chat_id?: number | string
  user_id?: number
}

interface MenuParams {
  scope?: Scope
  language_code?: string
}

const setMyCommands: Method = (world, params: MenuParams & { commands: BotCommand[] }) => {
  const key = menuKey(world, params)
  if (params.commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH')
  const commands = params.commands.map(readCommand)
  if (commands.length > 0) world.menus.set(key, commands)
  else world.menus.delete(key)
  tellAll(world, { type: 'commands' })
  return true
}

const getMyCommands: Method = (world, params: MenuParams) =>
  world.menus.get(menuKey(world, params)) ?? []

const deleteMyCommands: Method = (world, params: MenuParams) => {
  world.menus.delete(menuKey(world, params))
  tellAll(world, { type: 'commands' })
  return true
}

/**
 * The menu a person sees in the private chat, by Telegram's order: the chat's own, all private
 * chats, default; in each the person's language first.
 */
export function commandsFor(world: World, id: number): BotCommand[] {
  const language = world.chats.get(id)?.user.language_code?.slice(0, 2).toLowerCase() ?? ''
  for (const scope of [`chat:${id}`, 'all_private_chats', 'default']) {
    const menu = world.menus.get(`${scope}/${language}`) ?? world.menus.get(`${scope}/`)
    if (menu) return menu
  }
  return []
}

function menuKey(world: World, { scope, language_code: language }: MenuParams): string {
  const { type, chat_id: chatId, user_id: userId } = scope ?? { type: 'default' }
  if (chatId !== undefined) findChat(world, chatId)
  const place = [type, chatId, userId].filter((part) => part !== undefined).join(':')
  return `${place}/${language ?? ''}`
}

function readCommand({ command, description }: BotCommand): BotCommand {
  const name = command.replace(/^\//, '')
  if (name.length > 32) throw badRequest('command length must not exceed 32')
  if (!/^[a-z0-9_]+$/.test(name)) throw badRequest('BOT_COMMAND_INVALID')
  if (description.trim() === '') throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID')
  if (description.length > 256) throw badRequest('command description length must not exceed 256')
  return { command: name, description }
}

export const commandMethods = {
  setMyCommands,
  getMyCommands,
  deleteMyCommands,
} satisfies Record<string, Method>

import { type World, ensureChat } from '../chats.ts'
import { badRequest } from '../errors.ts'
import type { Method } from './method.ts'

/** The profile texts: their parameter and how long they may be. */
const TEXTS = { name: 64, description: 512, short_description: 120 }

const getMe: Method = (world) => ({
  ...world.bot,
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
})

const setChatMenuButton: Method = (
  world,
  params: { chat_id?: number; menu_button?: { type: string } },
) => {
  if (params.chat_id !== undefined && !world.chats.has(params.chat_id)) {
    throw badRequest('chat not found')
  }
  world.settings.set(`menu:${params.chat_id ?? ''}`, params.menu_button ?? { type: 'default' })
  return true
}

const getChatMenuButton: Method = (world, params: { chat_id?: number }) =>
  world.settings.get(`menu:${params.chat_id ?? ''}`) ??
  world.settings.get('menu:') ?? { type: 'commands' }

const getChatMember: Method = (world, params: { chat_id: number | string; user_id: number }) => {
  const chat = world.chats.get(Number(params.chat_id))
  if (!chat) throw badRequest('chat not found')
  if (params.user_id === world.bot.id) return { user: world.bot, status: 'member' }
  return { user: ensureChat(world, params.user_id).user, status: 'member' }
}

function setText(field: keyof typeof TEXTS): Method {
  return (world: World, params: Record<string, string>) => {
    const text = params[field] ?? ''
    if (text.length > TEXTS[field]) throw badRequest(`${field.replace('_', ' ')} is too long`)
    world.settings.set(`${field}:${params['language_code'] ?? ''}`, text)
    return true
  }
}

function getText(field: keyof typeof TEXTS): Method {
  return (world: World, params: Record<string, string>) => {
    const text =
      world.settings.get(`${field}:${params['language_code'] ?? ''}`) ||
      world.settings.get(`${field}:`)
    return { [field]: text ?? (field === 'name' ? world.bot.first_name : '') }
  }
}

const yes: Method = () => true

export const profileMethods = {
  getMe,
  logOut: yes,
  close: yes,
  setChatMenuButton,
  getChatMenuButton,
  getChatMember,
  setMyName: setText('name'),
  getMyName: getText('name'),
  setMyDescription: setText('description'),
  getMyDescription: getText('description'),
  setMyShortDescription: setText('short_description'),
  getMyShortDescription: getText('short_description'),
} satisfies Record<string, Method>

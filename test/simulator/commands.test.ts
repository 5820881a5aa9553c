import { describe, expect, it } from 'vitest'

import { localApi, refusal } from './local-bot.ts'

const quiz = { command: 'quiz', description: '今天的题' }
const summary = { command: 'summary', description: '参训情况' }
const english = { command: 'quiz', description: 'today' }

describe('the command menu', () => {
  it('shows each person theirs: own chat, then private chats, then all; own language first', async () => {
    const { simulator, api } = await localApi()
    simulator.person(7, { languageCode: 'zh-hans' })
    simulator.person(8, { languageCode: 'en' })
    expect(simulator.commandsFor(7)).toEqual([])
    await api.setMyCommands([quiz])
    await api.setMyCommands([english], { language_code: 'en' })
    expect(simulator.commandsFor(7)).toEqual([quiz])
    expect(simulator.commandsFor(8)).toEqual([english])
    const scope = { type: 'chat', chat_id: 8 } as const
    await api.setMyCommands([summary], { scope })
    expect(simulator.commandsFor(8)).toEqual([summary])
    expect(await api.getMyCommands({ scope })).toEqual([summary])
    await api.deleteMyCommands({ scope })
    await api.setMyCommands([summary], { scope: { type: 'all_private_chats' } })
    expect(simulator.commandsFor(7)).toEqual([summary])
    expect(simulator.commandsFor(8)).toEqual([summary])
  })

  it('refuses names and lengths that Telegram refuses', async () => {
    const { api } = await localApi()
    const set = (command: string, description = '说明') =>
      refusal(api.setMyCommands([{ command, description }]))
    expect(await set('测验')).toBe('400 Bad Request: BOT_COMMAND_INVALID')
    expect(await set('Quiz')).toBe('400 Bad Request: BOT_COMMAND_INVALID')
    expect(await set('q'.repeat(33))).toContain('command length must not exceed 32')
    expect(await set('quiz', '训'.repeat(257))).toContain('description length must not exceed 256')
    expect(await set('quiz', '')).toBe('400 Bad Request: BOT_COMMAND_DESCRIPTION_INVALID')
    const scope = { type: 'chat', chat_id: 404 } as const
    expect(await refusal(api.setMyCommands([quiz], { scope }))).toBe(
      '400 Bad Request: chat not found',
    )
  })
})

describe('the bot’s profile', () => {
  it('keeps descriptions by language and the menu button by chat', async () => {
    const { simulator, api } = await localApi()
    simulator.person(7)
    await api.setMyDescription('每日训练')
    await api.setMyDescription('Daily training', { language_code: 'en' })
    expect(await api.getMyDescription({ language_code: 'en' })).toEqual({
      description: 'Daily training',
    })
    expect(await api.getMyDescription({ language_code: 'fr' })).toEqual({ description: '每日训练' })
    await api.setMyShortDescription('训练')
    expect(await refusal(api.setMyShortDescription('训'.repeat(121)))).toContain('400 Bad Request')
    await api.setChatMenuButton({ chat_id: 7, menu_button: { type: 'commands' } })
    expect(await api.getChatMenuButton({ chat_id: 7 })).toEqual({ type: 'commands' })
    expect(await api.logOut()).toBe(true)
  })
})

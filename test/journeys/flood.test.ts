import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { personLimits } from '../../src/platform/rate-limit.ts'
import { openBureau, type Bureau } from '../support/bureau.ts'
import { bind, loadRoster, say } from '../support/people.ts'
import { deliver, leftInInbox, privateMessage } from '../support/raw-update.ts'

const officer = 302
const notice = '操作太快，请停几秒再继续。刚才的消息没有处理。'

describe('whoever sends more than fingers can', () => {
  let bureau: Bureau

  beforeAll(async () => {
    bureau = await openBureau({ day: '2026-11-25', time: '06:00' }, {}, personLimits)
    const codes = await loadRoster(bureau)
    await bind(bureau, officer, codes.get('000302') ?? '')
    await bureau.moveTo('2026-11-25', '06:10')
  })
  afterAll(() => bureau.stop())

  /** What the bot said to a person since the call with this number. */
  function heard(id: number, from: number): string[] {
    return bureau.telegram.calls
      .slice(from)
      .filter(
        ({ method, params }) => method === 'sendMessage' && String(params['chat_id']) === `${id}`,
      )
      .map(({ params }) => String(params['text']))
  }

  it('a stranger is answered five times and told once to wait; nothing is left waiting', async () => {
    bureau.telegram.person(666, { languageCode: 'zh-hans' })
    const from = bureau.telegram.calls.length
    const texts = Array.from({ length: 40 }, (_, i) => privateMessage(666, i + 1, { text: '喂' }))
    await deliver(bureau, ...texts)
    const said = heard(666, from)
    expect(said.filter((text) => text === notice)).toHaveLength(1)
    expect(said.length).toBeLessThan(10)
    expect(await leftInInbox(bureau)).toEqual([])
  })

  it('an officer who writes and presses a hundred times is told so, and goes on a few seconds later', async () => {
    const from = bureau.telegram.calls.length
    const user = { id: officer, is_bot: false, first_name: 'X', language_code: 'zh-hans' }
    const message = { message_id: 1, date: 0, chat: { id: officer, type: 'private' }, text: 'x' }
    const presses = Array.from({ length: 50 }, (_, i) => ({
      callback_query: { id: `${i}`, from: user, chat_instance: '1', message, data: 'old:1' },
    }))
    const texts = Array.from({ length: 50 }, (_, i) =>
      privateMessage(officer, 500 + i, { text: '/help' }),
    )
    await deliver(bureau, ...presses, ...texts)
    const answered = bureau.telegram.calls
      .slice(from)
      .filter(({ method }) => method === 'answerCallbackQuery')
      .map(({ params }) => String(params['text']))
    expect(answered).toContain(notice)
    expect(heard(officer, from).filter((text) => text === notice)).toHaveLength(1)
    expect(answered.length + heard(officer, from).length).toBeLessThan(50)
    expect(await leftInInbox(bureau)).toEqual([])
    await bureau.moveTo('2026-11-25', '06:15')
    expect((await say(bureau.telegram.person(officer), '/help')).text).toContain('可用的命令')
  })
})

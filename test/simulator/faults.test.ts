import { describe, expect, it } from 'vitest'

import { localApi, refusal } from './local-bot.ts'

describe('a fault on demand', () => {
  it('answers with a status and leaves the message unsent, as often as asked', async () => {
    const { simulator, api } = await localApi()
    const person = simulator.person(7)
    simulator.faults.next('sendMessage', { kind: 'status', code: 500 }, 2)
    expect(await refusal(api.sendMessage(7, '一'))).toBe('500 Internal Server Error')
    expect(await refusal(api.sendMessage(7, '一'))).toBe('500 Internal Server Error')
    await api.sendMessage(7, '一')
    expect(person.messages()).toHaveLength(1)
    expect(simulator.calls.map((call) => call.error)).toEqual([
      'Internal Server Error',
      'Internal Server Error',
      undefined,
    ])
  })

  it('answers 429 with the wait in the body and the header', async () => {
    const { simulator } = await localApi()
    simulator.faults.next('*', { kind: 'status', code: 429, retryAfter: 3 })
    const response = await fetch(`${simulator.url}/bot${simulator.token}/getMe`)
    expect(response.status).toBe(429)
    expect(response.headers.get('retry-after')).toBe('3')
    expect(await response.json()).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 3',
      parameters: { retry_after: 3 },
    })
  })

  it('loses the reply after the message is sent, or the call before it is', async () => {
    const { simulator, api } = await localApi()
    const person = simulator.person(7)
    simulator.faults.next('sendMessage', { kind: 'drop-reply' })
    expect(await refusal(api.sendMessage(7, '一'))).toBe('no answer')
    expect(person.messages().map((each) => each.text)).toEqual(['一'])
    simulator.faults.next('sendMessage', { kind: 'refuse' })
    expect(await refusal(api.sendMessage(7, '二'))).toBe('no answer')
    expect(person.messages()).toHaveLength(1)
    expect(simulator.calls.map((call) => call.ok)).toEqual([true, false])
  })

  it('answers late, or with something that is no JSON', async () => {
    const { simulator, api } = await localApi()
    const person = simulator.person(7)
    simulator.faults.next('sendmessage', { kind: 'slow', ms: 30 })
    const late = api.sendMessage(7, '一')
    await api.sendMessage(7, '二')
    await late
    expect(person.messages().map((each) => each.text)).toEqual(['二', '一'])
    simulator.faults.next('sendMessage', { kind: 'garbage' })
    expect(await refusal(api.sendMessage(7, '三'))).toBe('no answer')
    expect(person.last()?.text).toBe('三')
  })

  it('is forgotten when cleared, and meets only its method', async () => {
    const { simulator, api } = await localApi()
    simulator.person(7)
    simulator.faults.next('getMe', { kind: 'status', code: 502 }, 5)
    await api.sendMessage(7, '一')
    simulator.faults.clear()
    expect((await api.getMe()).is_bot).toBe(true)
  })
})

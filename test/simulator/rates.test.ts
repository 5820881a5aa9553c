import { describe, expect, it } from 'vitest'

import { createRates } from '../../src/simulator/rates.ts'
import { localApi, refusal } from './local-bot.ts'

describe('Telegram’s rates', () => {
  it('let 30 messages a second through, in any second', () => {
    const rates = createRates()
    for (let person = 1; person <= 30; person++) expect(rates.wait(person, person)).toBe(0)
    expect(rates.wait(31, 500)).toBe(1)
    expect(rates.wait(31, 1001)).toBe(0)
    expect(rates.wait(32, 1001)).toBe(1)
  })

  it('let 29 a second through for ever', () => {
    const rates = createRates()
    const waits = Array.from({ length: 3000 }, (_, index) => rates.wait(index, index * (1000 / 29)))
    expect(waits.filter((wait) => wait > 0)).toEqual([])
  })

  it('let a chat have three at once, then one a second', () => {
    const rates = createRates()
    expect([0, 1, 2, 3].map((at) => rates.wait(7, at))).toEqual([0, 0, 0, 1])
    expect(rates.wait(7, 1003)).toBe(0)
    expect(rates.wait(7, 1004)).toBe(1)
  })

  it('let a group have twenty a minute', () => {
    const rates = createRates()
    for (let index = 0; index < 20; index++) expect(rates.wait(-7, index * 1100)).toBe(0)
    expect(rates.wait(-7, 22_000)).toBe(38)
    expect(rates.wait(-7, 60_001)).toBe(0)
  })

  it('are enforced only when asked for', async () => {
    const { simulator, api } = await localApi({ rates: true })
    const person = simulator.person(7)
    const sent = []
    for (let index = 0; index < 4; index++) sent.push(await refusal(api.sendMessage(7, '早')))
    expect(sent).toEqual([
      'accepted',
      'accepted',
      'accepted',
      '429 Too Many Requests: retry after 1',
    ])
    await api.sendChatAction(7, 'typing')
    expect(person.messages()).toHaveLength(3)
    const free = await localApi()
    free.simulator.person(7)
    for (let index = 0; index < 40; index++) await free.api.sendMessage(7, '早')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { openRateLimiter, personLimits, type Admission } from '../../src/platform/rate-limit.ts'

const person = 7
let updateId = 0

function press(limiter: ReturnType<typeof openRateLimiter>, now: number, id = person): Admission {
  return limiter.admit({ id, updateId: ++updateId, kind: 'press', now })
}

function officerAt(now: number) {
  const limiter = openRateLimiter(personLimits)
  press(limiter, now)
  limiter.recognise(person, 'officer')
  return limiter
}

describe('the limit of one account', () => {
  it('lets an officer act twenty times at once, and two more times every second', () => {
    const limiter = officerAt(0)
    const burst = Array.from({ length: 25 }, () => press(limiter, 0))
    expect(burst.filter((one) => one === 'go')).toHaveLength(19)
    expect(press(limiter, 999)).toBe('go')
    expect(press(limiter, 999)).toBe('drop')
    expect(press(limiter, 1_500)).toBe('go')
  })

  it('lets a stranger act five times at once, and once every other second', () => {
    const limiter = openRateLimiter(personLimits)
    const burst = Array.from({ length: 9 }, () => press(limiter, 0))
    expect(burst.filter((one) => one === 'go')).toHaveLength(5)
    expect(press(limiter, 1_900)).toBe('drop')
    expect(press(limiter, 2_000)).toBe('go')
  })

  it('lets an admin send a hundred files in one go', () => {
    const limiter = openRateLimiter(personLimits)
    press(limiter, 0)
    limiter.recognise(person, 'admin')
    const files = Array.from({ length: 99 }, () => press(limiter, 0))
    expect(files.every((one) => one === 'go')).toBe(true)
    expect(press(limiter, 0)).toBe('notice')
  })

  it('takes the larger limit away from whoever is nobody any more', () => {
    const limiter = officerAt(0)
    limiter.recognise(person, 'stranger')
    const burst = Array.from({ length: 9 }, () => press(limiter, 0))
    expect(burst.filter((one) => one === 'go')).toHaveLength(4)
  })

  it('says so once a minute where messages come, and every two seconds where buttons are pressed', () => {
    const still = openRateLimiter({
      ...personLimits,
      burst: { stranger: 0, officer: 0, admin: 0 },
      perSecond: { stranger: 0, officer: 0, admin: 0 },
    })
    const later = (kind: 'message' | 'press', now: number) =>
      still.admit({ id: 8, updateId: ++updateId, kind, now })
    expect([later('message', 0), later('message', 59_999), later('message', 60_000)]).toEqual([
      'notice',
      'drop',
      'notice',
    ])
    expect([later('press', 60_000), later('press', 61_999), later('press', 62_000)]).toEqual([
      'notice',
      'drop',
      'notice',
    ])
  })

  it('costs nothing for an update that is tried again', () => {
    const limiter = openRateLimiter(personLimits)
    for (let second = 0; second < 600; second++) {
      const again = { id: person, updateId: 1, kind: 'message' as const, now: 5_000 }
      expect(limiter.admit(again)).toBe('go')
    }
    expect(press(limiter, 5_000)).toBe('go')
  })

  it('remembers no more accounts than it may, and those that wrote last', () => {
    const limiter = openRateLimiter({ ...personLimits, accounts: 10 })
    for (let i = 0; i < 5; i++) press(limiter, 0, 1)
    for (let id = 100; id < 109; id++) press(limiter, 0, id)
    expect(press(limiter, 0, 1)).toBe('notice')
    press(limiter, 0, 200)
    expect(limiter.size()).toBe(10)
    expect(press(limiter, 0, 1)).toBe('drop')
  })

  it('never stops an officer who goes through a set as fast as fingers go', () => {
    // A question: some ticks, 0.2 s apart or slower, the sending off, and three seconds to read the next one.
    const question = fc.record({
      ticks: fc.integer({ min: 1, max: 8 }),
      tickMs: fc.integer({ min: 200, max: 900 }),
      readMs: fc.integer({ min: 3_000, max: 20_000 }),
    })
    fc.assert(
      fc.property(fc.array(question, { minLength: 1, maxLength: 40 }), (set) => {
        const limiter = officerAt(0)
        let now = 0
        for (const { ticks, tickMs, readMs } of set) {
          now += readMs
          for (let tick = 0; tick <= ticks; tick++) {
            expect(press(limiter, (now += tickMs))).toBe('go')
          }
        }
      }),
    )
  })

  it('never lets more in than the burst and what came in with time, whatever the order and the clock', () => {
    const step = fc.tuple(fc.integer({ min: -2_000, max: 5_000 }), fc.integer({ min: 1, max: 3 }))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const limiter = openRateLimiter(personLimits)
        const passed = new Map<number, number>()
        let [now, forward] = [0, 0]
        for (const [ms, id] of steps) {
          now += ms
          forward += Math.max(0, ms)
          const went = press(limiter, now, id) === 'go' ? 1 : 0
          passed.set(id, (passed.get(id) ?? 0) + went)
        }
        const { burst, perSecond } = personLimits
        const most = burst.stranger + (forward / 1_000) * perSecond.stranger
        for (const count of passed.values()) expect(count).toBeLessThanOrEqual(Math.floor(most))
      }),
    )
  })
})

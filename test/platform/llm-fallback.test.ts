import { describe, expect, it } from 'vitest'

import { withFallback } from '../../src/platform/llm-fallback.ts'
import { question, stubModel, usage } from './llm-stubs.ts'

/** A clock that a model moves while it is asked. */
function movedClock() {
  let ms = 0
  return { clock: () => ms, after: (by: number) => () => void (ms += by) }
}

describe('a second endpoint', () => {
  it.each(['paused', 'slow', 'unreachable', 'busy', 'refused', 'redirected', 'declined'] as const)(
    'answers when the first is %s',
    async (reason) => {
      const second = stubModel(usage, { model: 'second' })
      const llm = withFallback(stubModel(reason), second, () => 0)
      expect(await llm.askJson(question)).toMatchObject({ ok: true, model: 'second' })
    },
  )

  it.each(['not-json', 'truncated', 'budget'] as const)(
    'is not asked when the first says %s',
    async (reason) => {
      const second = stubModel(usage)
      const llm = withFallback(stubModel(reason), second, () => 0)
      expect(await llm.askJson(question)).toMatchObject({ ok: false, reason })
      expect(second.asked).toEqual([])
    },
  )

  it('is not asked when the first answers', async () => {
    const second = stubModel(usage)
    const llm = withFallback(stubModel(usage), second, () => 0)
    expect(await llm.askJson(question)).toMatchObject({ ok: true, model: 'm' })
    expect(second.asked).toEqual([])
  })

  it('shares the deadline: it gets what the first has left', async () => {
    const { clock, after } = movedClock()
    const first = stubModel('slow', { meanwhile: after(12_000) })
    const second = stubModel('slow', { meanwhile: after(8_000) })
    await withFallback(first, second, clock).askJson(question)
    expect(first.asked[0]?.deadlineMs).toBe(12_000)
    expect(second.asked[0]?.deadlineMs).toBe(8_000)
  })

  it('gets nearly all of the time when the first is refused at once', async () => {
    const { clock, after } = movedClock()
    const second = stubModel(usage)
    const llm = withFallback(stubModel('refused', { meanwhile: after(50) }), second, clock)
    await llm.askJson({ ...question, deadlineMs: 1_000 })
    expect(second.asked[0]?.deadlineMs).toBe(950)
  })

  it('is not asked when no time is left', async () => {
    const { clock, after } = movedClock()
    const second = stubModel(usage)
    const llm = withFallback(stubModel('slow', { meanwhile: after(20_000) }), second, clock)
    expect(await llm.askJson(question)).toMatchObject({ ok: false, reason: 'slow' })
    expect(second.asked).toEqual([])
  })
})

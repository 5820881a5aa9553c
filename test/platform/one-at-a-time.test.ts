import { describe, expect, it } from 'vitest'

import { oneAtATime } from '../../src/platform/one-at-a-time.ts'

describe('work that is done one at a time', () => {
  it('runs once more for all who asked during a run, and never twice at once', async () => {
    let running = 0
    let most = 0
    let runs = 0
    const ask = oneAtATime(async () => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 5))
      running--
      runs++
    })
    await Promise.all([ask(), ask(), ask()])
    expect([runs, most]).toEqual([2, 1])
  })

  it('loses no request, in whichever moment between two runs it comes', async () => {
    let wanted = 0
    let done = 0
    const ask = oneAtATime(async () => {
      const seen = wanted
      await Promise.resolve()
      done = seen
    })
    for (let hops = 0; hops < 12; hops++) {
      const first = ask()
      // One microtask later each time: somewhere in here the first run ends.
      for (let hop = 0; hop < hops; hop++) await Promise.resolve()
      wanted++
      await ask()
      expect(done).toBe(wanted)
      await first
    }
  })

  it('goes on after a run that failed', async () => {
    let runs = 0
    const ask = oneAtATime(async () => {
      await Promise.resolve()
      if (++runs === 1) throw new Error('the line is down')
    })
    await expect(ask()).rejects.toThrow('the line is down')
    await ask()
    await ask.idle()
    expect([runs, ask.isBusy()]).toEqual([2, false])
  })
})

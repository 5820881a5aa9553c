import { expect, it } from 'vitest'

import { openChatSpacing } from '../../src/platform/pace.ts'

it('a person is written to once a second, a group 18 times a minute', async () => {
  const spacing = openChatSpacing()
  for (const chatId of [1, -1]) spacing.note(chatId)
  expect(spacing.near()).toEqual([1, -1])
  expect(spacing.msUntilFree()).toBeLessThanOrEqual(1_000)
  await new Promise((done) => setTimeout(done, 1_010))
  expect(spacing.near()).toEqual([-1])
  expect(spacing.msUntilFree()).toBeLessThanOrEqual(60_000 / 18 - 1_000)
  expect(spacing.msUntilFree()).toBeGreaterThan(1)
})

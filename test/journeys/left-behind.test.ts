import { afterAll, beforeAll, expect, it } from 'vitest'

import { openBureau, type Bureau } from '../support/bureau.ts'
import { privateMessage } from '../support/raw-update.ts'

let bureau: Bureau
beforeAll(async () => {
  bureau = await openBureau({ day: '2026-11-29', time: '15:00' })
})
afterAll(() => bureau.stop())

it('what a process that died left behind is answered although nothing new comes in', async () => {
  const { db, now } = bureau.running.deps
  await bureau.running.catchUp()
  const entities = [{ type: 'bot_command', offset: 0, length: 5 }]
  const update = privateMessage(bureau.admin.id, 1, { text: '/help', entities })
  await db.inbox.create({
    data: {
      updateId: 1,
      personId: bureau.admin.id,
      body: { update_id: 1, ...(update as object) },
      receivedAt: now(),
      owner: 'a process that died',
    },
  })
  await bureau.admin.until((self) => self.last()?.text.includes('可用的命令'), 'the help', 6_000)
  const handled = () => db.inbox.count({ where: { state: 'DONE', updateId: 1 } })
  await expect.poll(handled).toBe(1)
})

import { afterAll, beforeAll, expect, it } from 'vitest'

import { enqueue, runDueJobs, type JobHandlers } from '../../src/platform/jobs.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'
import { listen } from './llm-stubs.ts'

const now = () => new Date('2026-11-24T12:00:00+08:00')
let database: FreshDatabase

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.destroy())

it('lets nobody wait for a mark behind a job that takes a minute', async () => {
  const { db } = database
  const done: string[] = []
  const handlers = new Proxy({} as JobHandlers, {
    get: (_, name) => () => Promise.resolve(void done.push(String(name))),
  })
  const drafting = { name: 'draft-questions' as const, data: { draftId: 1, key: 'a' }, now: now() }
  await enqueue(db, { ...drafting, key: 'a' })
  await enqueue(db, { ...drafting, key: 'a' })
  await enqueue(db, { name: 'grade-answer', key: 'b', data: { answerId: 1 }, now: now() })
  const deps = { db, now, log: listen().log }
  expect(await runDueJobs(deps, handlers, 'quick')).toBe(1)
  expect(done).toEqual(['grade-answer'])
  expect(await runDueJobs(deps, handlers, 'slow')).toBe(1)
  expect(done).toEqual(['grade-answer', 'draft-questions'])
})

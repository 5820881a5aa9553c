import type { Sql } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { enqueue } from '../../platform/jobs.ts'
import type { Masked } from '../../platform/mask-personal-data.ts'
import { clip } from '../../shared/screen.ts'
import { hidePersonal } from './hide-personal.ts'
import { createRequest, findRequest, hasJob, lockPress, saveKind, type DraftKind } from './store.ts'

type RequestDeps = Pick<Deps, 'db' | 'now'>

/** What somebody pressed, so that pressing twice asks once: the message and its button. */
interface Press {
  /** Telegram id of who pressed. */
  by: number
  press: string
}

/** Asks for drafts from articles of the library. The same press again asks for nothing. */
export function requestDrafts(
  { db, now }: RequestDeps,
  { title, articleIds, ...press }: Press & { title: string; articleIds: number[] },
): Promise<'requested' | 'already'> {
  return db.$transaction(async (sql) => {
    if (await isPressed(sql, press)) return 'already'
    const request = { kind: 'ARTICLES' as const, title, articleIds, by: press.by, now: now() }
    await enqueueDrafts(sql, { ...press, draftId: await createRequest(sql, request), now: now() })
    return 'requested'
  })
}

/**
 * Keeps a document or a case for whoever decides what is drafted from it. Personal data is taken out
 * before anything is kept; `masked` says what.
 */
export async function keepText(
  { db, now }: RequestDeps,
  { title, text, by }: { title: string; text: string; by: number },
): Promise<{ draftId: number; title: string } & Masked> {
  const hidden = hidePersonal(text)
  const kept = { title: clip(hidePersonal(title).text, 60), text: hidden.text, by, now: now() }
  const draftId = await createRequest(db, { kind: 'POLICY', ...kept })
  return { draftId, ...kept, masked: hidden.masked }
}

/** Drafts from a text that was kept, as a policy or as a case. */
export function startDrafts(
  { db, now }: RequestDeps,
  { draftId, kind, ...press }: Press & { draftId: number; kind: Exclude<DraftKind, 'ARTICLES'> },
): Promise<{ kind: 'requested' | 'already' | 'unknown'; title: string }> {
  return db.$transaction(async (sql) => {
    const request = await findRequest(sql, draftId)
    if (request?.createdBy !== press.by || request.text === null) {
      return { kind: 'unknown', title: '' }
    }
    const { title, finishedAt } = request
    if (finishedAt !== null || (await isPressed(sql, press))) return { kind: 'already', title }
    await saveKind(sql, draftId, kind)
    await enqueueDrafts(sql, { ...press, draftId, now: now() })
    return { kind: 'requested', title }
  })
}

async function isPressed(sql: Sql, press: Press): Promise<boolean> {
  await lockPress(sql, keyOf(press))
  return await hasJob(sql, keyOf(press))
}

async function enqueueDrafts(
  sql: Sql,
  { draftId, now, ...press }: Press & { draftId: number; now: Date },
): Promise<void> {
  const key = keyOf(press)
  await enqueue(sql, { name: 'draft-questions', key, data: { draftId, key }, now })
}

function keyOf({ by, press }: Press): string {
  return `draft:${by}:${press}`
}

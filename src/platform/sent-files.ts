/** What was uploaded to Telegram once goes by its id from then on: it spaces uploads by their size. */

import { createHash } from 'node:crypto'

import type { Attachment } from '../shared/screen.ts'
import type { Db, Sql } from './db.ts'
import { reportFault, type Log } from './log.ts'
import { openTurns } from './turns.ts'

/** What Telegram answered to a file. */
export interface SentFile {
  messageId: number
  /** Under which it can be sent again, by the same bot only. */
  fileId: string | undefined
}

export interface FileWay {
  /** Sends the file with this id, or with null its bytes. */
  send(fileId: string | null): Promise<SentFile>
  /** Whether the error means that Telegram sent nothing and never will. */
  isRefused(error: unknown): boolean
}

/** Sends a file by its id where it was sent before, else its bytes. @throws what `send` throws */
export type SendFile = (file: Attachment, way: FileWay) => Promise<SentFile>

/** Keeps the ids of what the bot with the id `botId` sends. An id that Telegram refuses is forgotten. */
export function openSentFiles(
  { db, now, log }: { db: Db; now: () => Date; log: Log },
  botId: number,
): SendFile {
  const inTurn = openTurns<string>()

  const quietly = <Result>(work: Promise<Result>): Promise<Result | null> =>
    work.catch((error: unknown) => {
      reportFault(log, 'sent files', error)
      return null
    })

  async function idOf(key: string): Promise<string | null> {
    const known = await quietly(db.sentFile.findUnique({ where: { key } }))
    return known?.fileId ?? null
  }

  async function upload(key: string, way: FileWay): Promise<SentFile> {
    const sent = await way.send(null)
    if (sent.fileId === undefined) return sent
    const kept = { fileId: sent.fileId, sentAt: now() }
    // The message is out: what cannot be noted must not look like a failed send.
    await quietly(db.sentFile.upsert({ where: { key }, create: { key, ...kept }, update: kept }))
    return sent
  }

  return async (file, way) => {
    if (file.isSecret) return await way.send(null)
    const key = keyOf(botId, file)
    // Who asks for what is just being uploaded waits for its id.
    const known = await inTurn(key, async () => (await idOf(key)) ?? (await upload(key, way)))
    if (typeof known !== 'string') return known
    try {
      return await way.send(known)
    } catch (error) {
      if (!way.isRefused(error)) throw error
      await quietly(db.sentFile.deleteMany({ where: { key, fileId: known } }))
      return await inTurn(key, () => upload(key, way))
    }
  }
}

function keyOf(botId: number, { kind, name, bytes }: Attachment): string {
  return createHash('sha256')
    .update(JSON.stringify([botId, kind, name]))
    .update(bytes)
    .digest('hex')
}

/** Forgets what was uploaded before `before`. */
export async function forgetSentFiles(sql: Sql, before: Date): Promise<void> {
  await sql.sentFile.deleteMany({ where: { sentAt: { lt: before } } })
}

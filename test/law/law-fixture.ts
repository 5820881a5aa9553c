import { readFileSync } from 'node:fs'

import type { FollowDeps } from '../../src/law/change/apply-change.ts'
import { confirmLawImport } from '../../src/law/confirm-law-import.ts'
import { readLawFile } from '../../src/law/formats/read-law-file.ts'
import { previewReadLaw, type LawFilePreview } from '../../src/law/preview-law-import.ts'
import type { Db } from '../../src/platform/db.ts'

export const now = () => new Date('2026-11-24T02:00:00Z')
export const settings = { timeZone: 'Asia/Shanghai' }

export const publicOrder2012 = '中华人民共和国治安管理处罚法_20121026.txt'
export const publicOrder2025 = '中华人民共和国治安管理处罚法_20250627.txt'

export function sampleLaw(name: string): Uint8Array {
  return readFileSync(`assets/laws/${name}`)
}

/** Shows what a file would do; `text` is its content, or else it is one of the sample laws. */
export async function preview(db: Db, name: string, text?: string): Promise<LawFilePreview> {
  const bytes = text === undefined ? sampleLaw(name) : Buffer.from(text, 'utf8')
  return await previewReadLaw({ db, now }, { read: await readLawFile(bytes, name), name, by: 0 })
}

/** Takes a law file into the library; with `follow`, for the questions that rest on it too. */
export async function take(db: Db, name: string, text?: string, follow?: FollowDeps) {
  const shown = await preview(db, name, text)
  if (shown.kind !== 'preview') throw new Error(`${name}: ${shown.kind}`)
  const deps = { db, now, ...(follow && { follow }) }
  const done = await confirmLawImport(deps, { importId: shown.importId, by: null })
  return { shown, done, importId: shown.importId }
}

/** A small law of its own. */
export function smallLaw(title: string, articles: string[], head = '2020年5月1日公布'): string {
  const body = articles.map((text, index) => `第${'一二三四五六七八九'[index]}条　${text}`)
  return [title, '', `（${head}）`, '', ...body].join('\n')
}

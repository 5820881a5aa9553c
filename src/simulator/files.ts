import { extname } from 'node:path'

export interface StoredFile {
  id: string
  uniqueId: string
  kind: 'document' | 'photo'
  name: string
  mimeType: string
  bytes: Uint8Array
  /** What Telegram would say of its size: a test may declare 25 MB without sending them. */
  size: number
  path: string
  width: number
  height: number
}

export interface FileShelf {
  add(file: {
    kind: StoredFile['kind']
    name: string
    bytes: Uint8Array
    mimeType?: string | undefined
    declaredSize?: number | undefined
  }): StoredFile
  byId(id: string): StoredFile | undefined
  byPath(path: string): StoredFile | undefined
}

/** The files people and the bot have sent, in memory, each under an opaque id after `firstId`. */
export function createFileShelf(firstId: number): FileShelf {
  const files = new Map<string, StoredFile>()
  const paths = new Map<string, StoredFile>()
  return {
    add({ kind, name, bytes, mimeType, declaredSize }) {
      const serial = firstId + files.size
      const type = mimeType ?? contentType(name)
      const extension = kind === 'photo' ? '.jpg' : extname(name)
      const file: StoredFile = {
        id: Buffer.from(`${kind === 'photo' ? 'photo' : 'docum'}:${serial}:local`).toString(
          'base64url',
        ),
        uniqueId: Buffer.from(`${serial}:local`).toString('base64url'),
        kind,
        name,
        mimeType: type,
        bytes,
        size: declaredSize ?? bytes.length,
        path: `${kind}s/file_${serial}${/^\.[a-z0-9]{1,8}$/i.test(extension) ? extension : ''}`,
        ...(imageSize(bytes) ?? { width: 0, height: 0 }),
      }
      files.set(file.id, file)
      paths.set(file.path, file)
      return file
    },
    byId: (id) => files.get(id),
    byPath: (path) => paths.get(path),
  }
}

/** Pixels of a PNG, JPEG or GIF; undefined for anything else. */
function imageSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.length >= 24 && view.toString('latin1', 1, 4) === 'PNG') {
    return { width: view.readUInt32BE(16), height: view.readUInt32BE(20) }
  }
  if (view.length >= 10 && view.toString('latin1', 0, 3) === 'GIF') {
    return { width: view.readUInt16LE(6), height: view.readUInt16LE(8) }
  }
  return view.length >= 4 && view.readUInt16BE(0) === 0xffd8 ? jpegSize(view) : undefined
}

/** Walks the segments to the frame header (SOF0…SOF15, without DHT, JPG and DAC). */
function jpegSize(view: Buffer): { width: number; height: number } | undefined {
  for (
    let at = 2;
    at + 9 <= view.length && view[at] === 0xff;
    at += 2 + view.readUInt16BE(at + 2)
  ) {
    const marker = view[at + 1] ?? 0
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { width: view.readUInt16BE(at + 7), height: view.readUInt16BE(at + 5) }
    }
  }
  return undefined
}

const CONTENT_TYPES = new Map([
  ['.css', 'text/css; charset=utf-8'],
  ['.csv', 'text/csv'],
  ['.doc', 'application/msword'],
  ['.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['.gif', 'image/gif'],
  ['.htm', 'text/html; charset=utf-8'],
  ['.html', 'text/html; charset=utf-8'],
  ['.jpeg', 'image/jpeg'],
  ['.jpg', 'image/jpeg'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.json', 'application/json'],
  ['.jsonl', 'application/x-ndjson'],
  ['.md', 'text/markdown'],
  ['.pdf', 'application/pdf'],
  ['.png', 'image/png'],
  ['.svg', 'image/svg+xml'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.webp', 'image/webp'],
  ['.woff2', 'font/woff2'],
  ['.xls', 'application/vnd.ms-excel'],
  ['.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['.zip', 'application/zip'],
])

/** The content type a file's name promises. */
export function contentType(name: string): string {
  return CONTENT_TYPES.get(extname(name).toLowerCase()) ?? 'application/octet-stream'
}

import { createInflateRaw } from 'node:zlib'

import { fromBuffer, type Entry, type ZipFile } from 'yauzl'

import { UnreadableFile } from './tables-types.ts'

export interface ZipLimits {
  /** Bytes after inflation, all entries together. */
  inflated: number
  entries: number
  /** Inflated over packed size, for entries above a megabyte. */
  ratio: number
}

/** A workbook of 100,000 questions inflates to about 60 MB. */
export const zipLimits: ZipLimits = { inflated: 200_000_000, entries: 20_000, ratio: 200 }

/**
 * The names in a zip that is safe to open: declared sizes are summed first, then every entry is
 * inflated and counted, because a zip can lie about its sizes.
 * @throws UnreadableFile `file-bomb`, `file-encrypted` or `file-broken`
 */
export async function checkZip(
  bytes: Uint8Array,
  limits: ZipLimits = zipLimits,
): Promise<Set<string>> {
  const zip = await openZip(bytes)
  const entries = await listEntries(zip, limits)
  let inflated = 0
  for (const entry of entries)
    inflated += await inflate(zip, entry, limits.inflated - inflated, () => {})
  return new Set(entries.map((entry) => entry.fileName))
}

/**
 * The entries of a zip whose names `wanted` picks, inflated; the limits hold as for `checkZip`.
 * Names are labels only: nothing is ever written under them.
 * @throws UnreadableFile `file-bomb`, `file-encrypted` or `file-broken`
 */
export async function readZip(
  bytes: Uint8Array,
  wanted: (name: string) => boolean,
  limits: ZipLimits = zipLimits,
): Promise<Map<string, Buffer>> {
  const zip = await openZip(bytes)
  const entries = await listEntries(zip, limits)
  const contents = new Map<string, Buffer>()
  let room = limits.inflated
  for (const entry of entries.filter(({ fileName }) => wanted(fileName))) {
    const chunks: Buffer[] = []
    room -= await inflate(zip, entry, room, (chunk) => chunks.push(chunk))
    contents.set(entry.fileName, Buffer.concat(chunks))
  }
  return contents
}

export interface ZipEntries {
  /** The declared size of each entry, inflated. */
  sizes: Map<string, number>
  /** Inflates an entry chunk by chunk. @throws UnreadableFile */
  stream(name: string, take: (chunk: Buffer) => void): Promise<void>
}

/**
 * A zip whose entries are inflated one by one, as they are asked for; the limits hold as for
 * `checkZip`. @throws UnreadableFile `file-bomb`, `file-encrypted` or `file-broken`
 */
export async function openEntries(
  bytes: Uint8Array,
  limits: ZipLimits = zipLimits,
): Promise<ZipEntries> {
  const zip = await openZip(bytes)
  const entries = new Map(
    (await listEntries(zip, limits)).map((entry) => [entry.fileName, entry] as const),
  )
  let room = limits.inflated
  return {
    sizes: new Map([...entries].map(([name, entry]) => [name, entry.uncompressedSize])),
    async stream(name, take) {
      const entry = entries.get(name)
      if (!entry) throw new UnreadableFile('file-broken')
      room -= await inflate(zip, entry, room, take)
    },
  }
}

function openZip(bytes: Uint8Array): Promise<ZipFile> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return new Promise((done, fail) => {
    fromBuffer(buffer, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) fail(new UnreadableFile('file-broken'))
      else done(zip)
    })
  })
}

function listEntries(zip: ZipFile, limits: ZipLimits): Promise<Entry[]> {
  return new Promise((done, fail) => {
    const entries: Entry[] = []
    let declared = 0
    zip.on('error', () => fail(new UnreadableFile('file-broken')))
    zip.on('end', () => done(entries))
    zip.on('entry', (entry: Entry) => {
      declared += entry.uncompressedSize
      const tight = entry.uncompressedSize > 1_000_000 && ratio(entry) > limits.ratio
      if (entry.isEncrypted()) return fail(new UnreadableFile('file-encrypted'))
      if (tight || declared > limits.inflated || entries.length >= limits.entries) {
        return fail(new UnreadableFile('file-bomb'))
      }
      entries.push(entry)
      zip.readEntry()
    })
    zip.readEntry()
  })
}

function ratio(entry: Entry): number {
  return entry.uncompressedSize / Math.max(1, entry.compressedSize)
}

/** Bigger pieces than zlib's own 16 KB: each one is a hop to another thread and back. */
const pieceSize = 256 * 1024

/** Gives the inflated size; more than `allowed` bytes are never held. */
function inflate(
  zip: ZipFile,
  entry: Entry,
  allowed: number,
  take: (chunk: Buffer) => void,
): Promise<number> {
  if (entry.fileName.endsWith('/')) return Promise.resolve(0)
  const packed = entry.compressionMethod === deflated
  return new Promise((done, fail) => {
    const broken = (): void => fail(new UnreadableFile('file-broken'))
    zip.openReadStream(entry, packed ? { decompress: false } : {}, (error, raw) => {
      if (error) return broken()
      raw.on('error', broken)
      const stream = packed ? raw.pipe(createInflateRaw({ chunkSize: pieceSize })) : raw
      let size = 0
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length
        try {
          if (size > allowed) throw new UnreadableFile('file-bomb')
          take(chunk)
        } catch (fault) {
          raw.unpipe()
          stream.destroy()
          fail(fault)
        }
      })
      stream.on('end', () => (size === entry.uncompressedSize ? done(size) : broken()))
      stream.on('error', broken)
    })
  })
}

const deflated = 8

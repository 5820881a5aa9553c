import initSqlJs from 'sql.js'

/** The bytes of an SQLite database after these statements. */
export async function database(...statements: string[]): Promise<Uint8Array> {
  const { Database } = await initSqlJs()
  const made = new Database()
  for (const statement of statements) made.run(statement)
  const bytes = made.export()
  made.close()
  return bytes
}

/** A Zstandard frame of these bytes, stored in blocks as they are (RFC 8878, 3.1.1.2). */
export function zstdFrame(bytes: Uint8Array): Uint8Array {
  const blocks: Buffer[] = []
  for (let at = 0; at < Math.max(1, bytes.length); at += 100_000) {
    const part = bytes.subarray(at, at + 100_000)
    const header = Buffer.alloc(3)
    header.writeUIntLE((part.length << 3) | (at + 100_000 >= bytes.length ? 1 : 0), 0, 3)
    blocks.push(header, Buffer.from(part))
  }
  // No size stated, a window of 1 MB.
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x50]), ...blocks])
}

/** What a scan tells its reader: tags as they pass, texts only while `wantsText`. */
export interface XmlReader {
  wantsText: boolean
  /** `tag` is what stands between the angles: `c r="A1" t="s"`. A name is without its prefix. */
  open(name: string, tag: string): void
  close(name: string): void
  text(value: string): void
}

export interface XmlScan {
  write(chunk: Buffer): void
  end(): void
}

/** The XML is well-formed or not, but of a kind that this scanner leaves to a real parser. */
export class OddXml extends Error {}

const lessThan = 0x3c
const greaterThan = 0x3e
const slash = 0x2f
const space = 0x20
const colon = 0x3a

/**
 * Scans XML of office files as it is inflated, chunk by chunk, so that tens of megabytes never stand
 * in memory at once. It works on bytes, because a string cut from a chunk would keep the whole chunk.
 * Only what spreadsheets write themselves is understood.
 * @throws OddXml for comments, CDATA, document types, encodings but UTF-8 and `>` in an attribute
 */
export function scanXml(reader: XmlReader): XmlScan {
  let rest: Buffer = Buffer.alloc(0)

  function write(chunk: Buffer): void {
    const data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    let at = 0
    for (;;) {
      const from = data.indexOf(lessThan, at)
      const to = from < 0 ? -1 : data.indexOf(greaterThan, from + 1)
      if (to < 0) break
      if (reader.wantsText && from > at) reader.text(plainText(data.toString('utf8', at, from)))
      readTag(reader, data, { from: from + 1, to })
      at = to + 1
    }
    // A copy, or a short rest would keep the whole of a long chunk.
    rest = Buffer.from(data.subarray(at))
    if (rest.length > longestTag) throw new OddXml('a text or tag without an end')
  }

  return {
    write,
    end() {
      if (rest.toString('utf8').trim() !== '') throw new OddXml('cut off')
    },
  }
}

/** A cell holds at most 32,767 characters; six bytes each leave room for character references. */
const longestTag = 400_000

function readTag(
  reader: XmlReader,
  data: Buffer,
  { from, to }: { from: number; to: number },
): void {
  if (data[from] === slash) return reader.close(nameIn(data, from + 1, to))
  const closed = data[to - 1] === slash
  const end = closed ? to - 1 : to
  const name = nameIn(data, from, end)
  const tag = data.toString('utf8', from, end)
  if (name.startsWith('?')) return checkDeclaration(tag)
  if (name.startsWith('!')) throw new OddXml(name)
  if (tag.includes('=') && !/[^=]["']\s*$/.test(tag)) throw new OddXml('an angle in an attribute')
  reader.open(name, tag)
  if (closed) reader.close(name)
}

/** The name at the start of a tag, without its prefix. */
function nameIn(data: Buffer, from: number, to: number): string {
  let start = from
  let end = from
  for (; end < to; end += 1) {
    const code = data[end] ?? 0
    if (code <= space) break
    if (code === colon) start = end + 1
  }
  return end - start === 1
    ? String.fromCharCode(data[start] ?? 0)
    : data.toString('latin1', start, end)
}

function checkDeclaration(tag: string): void {
  const encoding = attribute(tag, 'encoding')
  if (encoding !== null && !/^utf-?8$/i.test(encoding)) throw new OddXml(encoding)
}

/** The value of an attribute in a tag, or null. */
export function attribute(tag: string, name: string): string | null {
  let at = tag.indexOf(name)
  while (at >= 0) {
    const quote = tag[at + name.length + 1]
    const isWhole = /\s/.test(tag[at - 1] ?? '') && tag[at + name.length] === '='
    if (isWhole && (quote === '"' || quote === "'")) {
      const start = at + name.length + 2
      return plainText(tag.slice(start, tag.indexOf(quote, start)))
    }
    at = tag.indexOf(name, at + 1)
  }
  return null
}

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function plainText(raw: string): string {
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name) return named[name] ?? whole
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10_ffff ? String.fromCodePoint(code) : whole
  })
}

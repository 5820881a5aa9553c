import { badRequest } from './errors.ts'

export interface Upload {
  name: string
  bytes: Uint8Array
}

export interface Form {
  fields: Record<string, string>
  files: Map<string, Upload>
}

/**
 * Reads multipart/form-data by the rules of Telegram's own reader (td, tdnet HttpReader.cpp): a
 * value is quoted with backslash escapes, or a bare token up to `;`, then URL-decoded. grammY
 * writes file names bare, which the usual parsers drop or cut. Throws 400 for a broken body.
 */
export function readMultipart(body: Buffer, contentType: string): Form {
  const boundary = /boundary=("?)([^";]+)\1/.exec(contentType)?.[2]
  if (!boundary) throw badRequest('boundary is missing in the multipart Content-Type')
  const separator = Buffer.from(`\r\n--${boundary}`)
  const form: Form = { fields: {}, files: new Map() }
  // The first boundary may open the body, without a line break before it.
  let at = body.subarray(0, separator.length - 2).equals(separator.subarray(2))
    ? -2
    : body.indexOf(separator)
  for (;;) {
    const start = at + separator.length
    if (at === -1) throw badRequest('multipart body is cut short')
    if (body.toString('latin1', start, start + 2) === '--') return form
    const head = body.indexOf('\r\n\r\n', start)
    const end = head < 0 ? -1 : body.indexOf(separator, head + 2)
    if (end < 0) throw badRequest('multipart body is cut short')
    addPart(form, body.toString('utf8', start, head), body.subarray(head + 4, end))
    at = end
  }
}

function addPart(form: Form, head: string, bytes: Buffer): void {
  const line = head.split('\r\n').find((each) => /^content-disposition\s*:/i.test(each))
  if (!line) throw badRequest('multipart part without Content-Disposition')
  const values = readValues(line.slice(line.indexOf(':') + 1))
  const name = values.get('name')
  if (!name) throw badRequest('multipart part without a name')
  const file = values.get('filename')
  if (file === undefined) form.fields[name] = bytes.toString('utf8')
  else form.files.set(name, { name: file, bytes: Uint8Array.from(bytes) })
}

/** `form-data; name="a"; filename=b` → a map. */
function readValues(header: string): Map<string, string> {
  const values = new Map<string, string>()
  let rest = header.slice(header.indexOf(';') + 1)
  for (let equals = rest.indexOf('='); equals >= 0; equals = rest.indexOf('=')) {
    const key = rest.slice(0, equals).trim().toLowerCase()
    rest = rest.slice(equals + 1).trimStart()
    const quoted = /^"((?:\\.|[^"\\])*)"\s*;?/s.exec(rest)
    const bare = /^([^;]*);?/.exec(rest)
    const value = quoted?.[1]?.replaceAll(/\\(.)/gs, '$1') ?? bare?.[1]?.trim() ?? ''
    rest = rest.slice((quoted ?? bare)?.[0].length ?? rest.length)
    values.set(key, decode(value))
  }
  return values
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

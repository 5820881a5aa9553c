import { decodeText } from '../../../platform/tables-text.ts'

/** The text of an XML file: what its bytes say, else what its first line says it is written in. */
export function decodeXml(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
    const named = /<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(start)?.[1]
    return named === undefined || /utf-?8/i.test(named)
      ? decodeText(bytes).text
      : decodeAs(named, bytes)
  }
}

function decodeAs(encoding: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(encoding).decode(bytes)
  } catch {
    return decodeText(bytes).text
  }
}

/** Many old items name the document type of their format; with nothing inside it, it says nothing. */
export function withoutDoctype(text: string): string {
  return text.replace(
    /<!DOCTYPE\s+[\w:.-]+(?:\s+(?:SYSTEM|PUBLIC|"[^"<>[\]]*"|'[^'<>[\]]*'))*\s*>/,
    '',
  )
}

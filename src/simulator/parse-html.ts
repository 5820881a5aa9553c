import { orderEntities } from './entity-order.ts'
import { badRequest } from './errors.ts'
import type { Entity, Formatted } from './types.ts'

/** Tag → entity type. `span`, `a`, `pre`, `code`, `blockquote`, `tg-emoji` look at attributes too. */
const TYPES = new Map([
  ['b', 'bold'],
  ['strong', 'bold'],
  ['i', 'italic'],
  ['em', 'italic'],
  ['u', 'underline'],
  ['ins', 'underline'],
  ['s', 'strikethrough'],
  ['strike', 'strikethrough'],
  ['del', 'strikethrough'],
  ['tg-spoiler', 'spoiler'],
  ['span', 'spoiler'],
  ['code', 'code'],
  ['pre', 'pre'],
  ['a', 'text_link'],
  ['blockquote', 'blockquote'],
  ['tg-emoji', 'custom_emoji'],
])

interface OpenTag {
  name: string
  attributes: Map<string, string>
  /** Where its text begins, in UTF-16 units of the parsed text. */
  from: number
}

interface Reader {
  html: string
  at: number
  text: string
  open: OpenTag[]
  entities: Entity[]
}

/**
 * Reads `parse_mode: HTML` as Telegram's server does (td, MessageEntity.cpp): the text without
 * tags and its entities, outer before inner. Throws 400 "can't parse entities: …" in its words;
 * byte offsets count UTF-8 bytes of the source.
 */
export function parseHtml(html: string): Formatted {
  const reader: Reader = { html, at: 0, text: '', open: [], entities: [] }
  while (reader.at < html.length) {
    const char = html[reader.at]
    if (char === '&') reader.text += readReference(reader)
    else if (char !== '<') readPlain(reader)
    else if (html[reader.at + 1] === '/') readEndTag(reader)
    else readStartTag(reader)
  }
  const left = reader.open.at(-1)
  if (left) throw cannotParse(`Can't find end tag corresponding to start tag "${left.name}"`)
  return { text: reader.text, entities: orderEntities(reader.entities) }
}

function readPlain(reader: Reader): void {
  const rest = /[<&]/g
  rest.lastIndex = reader.at
  const end = rest.exec(reader.html)?.index ?? reader.html.length
  reader.text += reader.html.slice(reader.at, end)
  reader.at = end
}

const REFERENCES = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
])

/** One `&…;`; anything else than these four and numbers stays as it is written. */
function readReference(reader: Reader): string {
  const match = /^&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]+));?/.exec(
    reader.html.slice(reader.at, reader.at + 12),
  )
  const code = match?.[1] ? Number(match[1]) : match?.[2] ? Number.parseInt(match[2], 16) : 0
  const char =
    code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : REFERENCES.get(match?.[3] ?? '')
  reader.at += match && char ? match[0].length : 1
  return char ?? '&'
}

function readStartTag(reader: Reader): void {
  const start = reader.at
  const name = /^[^\s>]*/.exec(reader.html.slice(start + 1, start + 64))?.[0] ?? ''
  reader.at = start + 1 + name.length
  if (reader.at >= reader.html.length) {
    throw cannotParse(`Unclosed start tag at byte offset ${byteOffset(reader.html, start)}`)
  }
  const tag = name.toLowerCase()
  if (!TYPES.has(tag)) {
    throw cannotParse(
      `Unsupported start tag "${tag}" at byte offset ${byteOffset(reader.html, start)}`,
    )
  }
  const attributes = readAttributes(reader, tag, start)
  if (tag === 'span' && attributes.get('class') !== 'tg-spoiler') {
    throw cannotParse(
      `Tag "span" must have class "tg-spoiler" at byte offset ${byteOffset(reader.html, start)}`,
    )
  }
  reader.open.push({ name: tag, attributes, from: reader.text.length })
}

/** `name="value"`, `name='value'`, `name=value` or a bare `name`, up to `>`. */
function readAttributes(reader: Reader, tag: string, start: number): Map<string, string> {
  const attributes = new Map<string, string>()
  const { html } = reader
  for (;;) {
    while (/\s/.test(html[reader.at] ?? '')) reader.at++
    if (html[reader.at] === '>') break
    const pattern = /([^\s=>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/y
    pattern.lastIndex = reader.at
    const match = pattern.exec(html)
    if (!match?.[1] || reader.at + match[0].length >= html.length) {
      throw cannotParse(`Unclosed start tag "${tag}" at byte offset ${byteOffset(html, start)}`)
    }
    reader.at += match[0].length
    const value = decodeReferences(match[2] ?? match[3] ?? match[4] ?? '')
    attributes.set(match[1].toLowerCase(), value)
  }
  reader.at++
  return attributes
}

function decodeReferences(value: string): string {
  if (!value.includes('&')) return value
  const reader: Reader = { html: value, at: 0, text: '', open: [], entities: [] }
  while (reader.at < value.length) {
    if (value[reader.at] === '&') reader.text += readReference(reader)
    else reader.text += value[reader.at++]
  }
  return reader.text
}

function readEndTag(reader: Reader): void {
  const start = reader.at
  const tag = reader.open.pop()
  const where = byteOffset(reader.html, start)
  if (!tag) throw cannotParse(`Unexpected end tag at byte offset ${where}`)
  const end = reader.html.indexOf('>', start)
  if (end < 0) throw cannotParse(`Unclosed end tag at byte offset ${where}`)
  const name = reader.html
    .slice(start + 2, end)
    .trim()
    .toLowerCase()
  // `</>` closes whatever is open, as on Telegram.
  if (name !== '' && name !== tag.name) {
    throw cannotParse(
      `Unmatched end tag at byte offset ${where}, expected "</${tag.name}>", found "</${name}>"`,
    )
  }
  reader.at = end + 1
  const length = reader.text.length - tag.from
  if (length > 0) addEntity(reader, tag, length)
}

function addEntity(reader: Reader, tag: OpenTag, length: number): void {
  const { name, attributes, from } = tag
  const entity: Entity = { type: TYPES.get(name) ?? '', offset: from, length }
  switch (name) {
    case 'a': {
      const url = attributes.get('href') || reader.text.slice(from)
      // Telegram keeps the words and drops a link it cannot open.
      if (!/^(https?|tg|ton|mailto):/i.test(url)) return
      entity.url = url
      break
    }
    case 'blockquote':
      if (attributes.has('expandable')) entity.type = 'expandable_blockquote'
      break
    case 'tg-emoji':
      entity.custom_emoji_id = attributes.get('emoji-id') ?? ''
      break
    case 'code':
      setLanguage(entity, attributes.get('class'))
      break
    case 'pre':
      takeLanguage(reader, entity)
      break
    default:
  }
  reader.entities.push(entity)
}

function setLanguage(code: Entity, className: string | undefined): void {
  const language = className?.match(/^language-(.+)/)?.[1]
  if (language) code.language = language
}

/** `<pre><code class="language-x">…</code></pre>` is one `pre` entity with a language. */
function takeLanguage(reader: Reader, pre: Entity): void {
  const inner = reader.entities.at(-1)
  if (inner?.type !== 'code' || inner.offset !== pre.offset || inner.length !== pre.length) return
  reader.entities.pop()
  if (inner.language) pre.language = inner.language
}

function byteOffset(html: string, at: number): number {
  return Buffer.byteLength(html.slice(0, at))
}

function cannotParse(reason: string): Error {
  return badRequest(`can't parse entities: ${reason}`)
}

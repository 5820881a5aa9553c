import { orderEntities, overlaps } from './entity-order.ts'
import { badRequest } from './errors.ts'
import { parseHtml } from './parse-html.ts'
import type { Entity, Formatted } from './types.ts'

export interface TextSource {
  text: string
  parseMode?: string | undefined
  entities?: Entity[] | undefined
}

/**
 * A text as Telegram keeps it: `parse_mode` or `entities` applied, blank ends cut off, commands,
 * links, mentions and hashtags found. Throws 400 for text that cannot be parsed.
 */
export function formatText(source: TextSource): Formatted {
  checkEncoding(source.text)
  if (source.parseMode && source.parseMode !== 'HTML') {
    throw badRequest(`the local Telegram reads parse_mode HTML only, not ${source.parseMode}`)
  }
  const parsed = source.parseMode
    ? parseHtml(source.text)
    : { text: source.text, entities: orderEntities(inside(source)) }
  const formatted = trim(parsed)
  for (const entity of formatted.entities) if (entity.type === 'code') delete entity.language
  return { text: formatted.text, entities: withFound(formatted) }
}

/** Throws 400 for half of a character, which a careless cut of a text leaves. */
export function checkEncoding(text: string): void {
  if (/\p{Surrogate}/u.test(text)) throw badRequest('strings must be encoded in UTF-8')
}

/** Commands, links, mentions and hashtags in plain text, as Telegram marks them. */
export function findEntities(text: string): Entity[] {
  if (!/[/@#]/.test(text)) return []
  const found: Entity[] = []
  for (const [type, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length }
      if (!found.some((other) => overlaps(other, entity))) found.push(entity)
    }
  }
  return found.sort((a, b) => a.offset - b.offset)
}

/** The text with its entities written back as HTML that `parse_mode: HTML` reads. */
export function toHtml({ text, entities }: Formatted): string {
  const marks: { at: number; order: number; tag: string }[] = []
  entities.forEach((entity, index) => {
    const tags = htmlTags(entity)
    if (!tags) return
    // At one place inner tags close before outer ones, and all closing tags before opening ones.
    marks.push({ at: entity.offset, order: index + 1, tag: tags[0] })
    marks.push({ at: entity.offset + entity.length, order: -index, tag: tags[1] })
  })
  marks.sort((a, b) => a.at - b.at || a.order - b.order)
  let html = ''
  let at = 0
  for (const mark of marks) {
    html += escapeHtml(text.slice(at, mark.at)) + mark.tag
    at = mark.at
  }
  return html + escapeHtml(text.slice(at))
}

/** How many characters Telegram counts: Unicode code points. */
export function countCharacters(text: string): number {
  let pairs = 0
  for (let i = 1; i < text.length; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xdc00 && (text.charCodeAt(i - 1) & 0xfc00) === 0xd800) {
      pairs++
    }
  }
  return text.length - pairs
}

const PATTERNS: [string, RegExp][] = [
  ['url', /https?:\/\/[^\s<>"'，。；）】》]+[^\s<>"'，。；）】》.,;:!?)]/giu],
  ['mention', /(?<![\p{L}\p{N}_])@[A-Za-z][A-Za-z0-9_]{3,31}(?![\p{L}\p{N}_])/gu],
  ['hashtag', /(?<![\p{L}\p{N}_#/])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu],
  [
    'bot_command',
    /(?<![\p{L}\p{N}_/<>])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\p{L}\p{N}_/<>])/gu,
  ],
]

/** Telegram drops entities that do not lie within the text. */
function inside({ text, entities = [] }: TextSource): Entity[] {
  return entities
    .filter((e) => e.offset >= 0 && e.length > 0 && e.offset + e.length <= text.length)
    .map((e) => ({ ...e }))
}

/** Cuts blank ends; the start only up to the first entity, as td's fix_formatted_text does. */
function trim({ text, entities }: Formatted): Formatted {
  const end = text.trimEnd().length
  const blank = text.length - text.trimStart().length
  const start = Math.min(blank, end, entities[0]?.offset ?? blank)
  if (start === 0 && end === text.length) return { text, entities }
  const kept = entities.map((e) => ({
    ...e,
    offset: e.offset - start,
    length: Math.min(e.length, end - e.offset),
  }))
  return { text: text.slice(start, end), entities: kept.filter((e) => e.length > 0) }
}

function withFound({ text, entities }: Formatted): Entity[] {
  const found = findEntities(text)
  if (found.length === 0) return entities
  const closed = entities.filter((e) => ['code', 'pre', 'text_link'].includes(e.type))
  const fresh = found.filter((e) => !closed.some((other) => overlaps(other, e)))
  return orderEntities([...entities, ...fresh])
}

const TAGS = new Map([
  ['bold', 'b'],
  ['italic', 'i'],
  ['underline', 'u'],
  ['strikethrough', 's'],
  ['spoiler', 'tg-spoiler'],
  ['code', 'code'],
  ['blockquote', 'blockquote'],
])

function htmlTags(entity: Entity): [string, string] | undefined {
  const tag = TAGS.get(entity.type)
  if (tag) return [`<${tag}>`, `</${tag}>`]
  if (entity.type === 'text_link') return [`<a href="${escapeAttribute(entity.url)}">`, '</a>']
  if (entity.type === 'expandable_blockquote') return ['<blockquote expandable>', '</blockquote>']
  if (entity.type === 'custom_emoji') {
    return [`<tg-emoji emoji-id="${escapeAttribute(entity.custom_emoji_id)}">`, '</tg-emoji>']
  }
  if (entity.type !== 'pre') return undefined
  if (!entity.language) return ['<pre>', '</pre>']
  return [`<pre><code class="language-${escapeAttribute(entity.language)}">`, '</code></pre>']
}

function escapeAttribute(value: string | undefined): string {
  return escapeHtml(value ?? '').replaceAll('"', '&quot;')
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** An item of a file of QTI 1 as it stands there. */
export interface ItemText {
  xml: string
  /** The 1-based line it begins in. */
  line: number
  /** The title of its section, where that says something. */
  topic: string
}

const marks =
  /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<(\/?)(?:\w+:)?(section|item|objectbank|assessment)\b([^>]*)>/g

/**
 * The items of a `questestinterop`, each by itself: a broken one costs only itself, and a file of
 * 20,000 needs no tree of its whole. An item that is not closed ends where the next one begins.
 */
export function splitItems(text: string): ItemText[] {
  const items: ItemText[] = []
  const topics: string[] = []
  let line = 1
  let counted = 0
  let open: { start: number; line: number } | null = null
  const close = (end: number): void => {
    if (open)
      items.push({ xml: text.slice(open.start, end), line: open.line, topic: topics.at(-1) ?? '' })
    open = null
  }
  for (const hit of text.matchAll(marks)) {
    const [whole, slash, name, attributes = ''] = hit
    if (name === undefined) continue
    if (name !== 'item') {
      close(hit.index)
      if (slash === '/') topics.pop()
      else if (!attributes.endsWith('/'))
        topics.push(topicOf(name, attributes, topics.at(-1) ?? ''))
      continue
    }
    if (slash === '/') close(hit.index + whole.length)
    else {
      close(hit.index)
      line += text.slice(counted, hit.index).split('\n').length - 1
      counted = hit.index
      open = { start: hit.index, line }
    }
  }
  close(text.length)
  return items
}

function topicOf(name: string, attributes: string, above: string): string {
  if (name !== 'section') return above
  const title = /\btitle\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(attributes)
  const text = (title?.[1] ?? title?.[2] ?? '').trim()
  const empty = text === '' || /^(main|root_?section|section \d*|default|untitled)$/i.test(text)
  return empty ? above : text
}

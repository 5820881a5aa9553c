import { h } from './dom.js'
import { speak, t } from './i18n.js'
import { iconOf } from './icons.js'
import { withMarks } from './marks.js'

/**
 * Text and Telegram entities as nodes. Offsets count UTF-16 units, as JavaScript strings do.
 * `actions.command(text)` is called for a pressed command, `actions.copied()` after a copy.
 */
export const renderText = (text, entities, actions) => {
  const fragment = document.createDocumentFragment()
  fragment.append(...renderNodes(entityTree(text ?? '', entities ?? []), actions))
  return fragment
}

/**
 * The tree of a text: an array of strings and `{ entity, text, children }`. Entities that overlap
 * without nesting are cut at the border; ones outside the text are clipped or dropped.
 */
export const entityTree = (text, entities) => {
  const sorted = entities
    .map((entity) => ({ entity, start: entity.offset, end: entity.offset + entity.length }))
    .sort((a, b) => a.start - b.start || b.end - a.end)
  return grow(text, { start: 0, end: text.length }, sorted)
}

const grow = (text, range, spans) => {
  const nodes = []
  let at = range.start
  let waiting = clip(spans, range)
  while (waiting.length > 0) {
    const [first, ...rest] = waiting
    if (first.start > at) nodes.push(text.slice(at, first.start))
    const inside = rest.filter((span) => span.start < first.end)
    nodes.push({
      entity: first.entity,
      text: text.slice(first.start, first.end),
      children: grow(text, first, inside),
    })
    at = first.end
    waiting = clip(rest, { start: at, end: range.end })
  }
  if (at < range.end) nodes.push(text.slice(at, range.end))
  return nodes
}

const clip = (spans, { start, end }) =>
  spans
    .map((span) => ({ ...span, start: Math.max(span.start, start), end: Math.min(span.end, end) }))
    .filter((span) => span.start < span.end)

const BLOCKS = new Set(['pre', 'blockquote', 'expandable_blockquote'])

const renderNodes = (nodes, actions) =>
  nodes.flatMap((node, index) => {
    if (typeof node !== 'string') return render(node, actions)
    // A block ends its line already: the newline that follows it would show as an empty line.
    return withMarks(BLOCKS.has(nodes[index - 1]?.entity?.type) ? node.replace(/^\n/, '') : node)
  })

const TAGS = { bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's' }
const PLAIN_LINKS = new Set(['mention', 'text_mention', 'hashtag', 'cashtag', 'phone_number'])

const render = (node, actions) => {
  const { type } = node.entity
  const children = renderNodes(node.children, actions)
  if (TAGS[type]) return h(TAGS[type], {}, children)
  if (PLAIN_LINKS.has(type)) return h('span', { class: 'linkish' }, children)
  const special = SPECIAL[type]
  return special ? special(node, children, actions) : h('span', {}, children)
}

const quote = (_node, children) => h('blockquote', { class: 'quote' }, children)

const expandable = (_node, children) => {
  const body = h('div', { class: 'quote-body' }, children)
  const toggle = h('button', { type: 'button', class: 'quote-toggle', hidden: true })
  const element = h('blockquote', { class: 'quote expandable folded' }, body, toggle)
  const show = (folded) => {
    element.classList.toggle('folded', folded)
    toggle.setAttribute('aria-expanded', String(!folded))
    toggle.setAttribute('aria-label', t(folded ? 'expand' : 'collapse'))
  }
  toggle.append(iconOf('chevron'))
  toggle.addEventListener('click', () => show(!element.classList.contains('folded')))
  show(true)
  // Whether three lines are enough is known only when the phone is on the screen.
  new ResizeObserver(() => {
    const folded = element.classList.contains('folded')
    if (folded) toggle.hidden = body.scrollHeight <= body.clientHeight + 2
  }).observe(body)
  return element
}

const spoiler = (_node, children) => {
  const inner = h('span', { 'aria-hidden': 'true' }, children)
  const element = h(
    'span',
    { class: 'spoiler', role: 'button', tabindex: '0', say: { label: 'spoiler' } },
    inner,
  )
  const reveal = (event) => {
    if (!element.hasAttribute('role')) return
    event.preventDefault()
    event.stopPropagation()
    element.classList.add('revealed')
    for (const name of ['role', 'tabindex', 'aria-label']) element.removeAttribute(name)
    delete element.dataset.sayLabel
    inner.removeAttribute('aria-hidden')
  }
  element.addEventListener('click', reveal, { capture: true })
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') reveal(event)
  })
  return speak(element)
}

const command = (node, children, actions) =>
  h(
    'button',
    { type: 'button', class: 'linkish command', on: { click: () => actions.command(node.text) } },
    children,
  )

const code = (node, children, actions) =>
  h(
    'code',
    { class: 'code', title: t('copy'), on: { click: () => copy(node.text, actions) } },
    children,
  )

const pre = (node, children, actions) => {
  const button = h('button', { type: 'button', class: 'pre-copy', say: { label: 'copy' } })
  button.append(iconOf('copy'))
  button.addEventListener('click', () => copy(node.text, actions))
  const head = h(
    'div',
    { class: 'pre-head' },
    h('span', {}, node.entity.language ?? ''),
    speak(button),
  )
  return h('div', { class: 'pre' }, head, h('pre', {}, h('code', {}, children)))
}

const link = (node, children) => {
  const href = safeAddress(node.entity.url ?? webAddress(node.text))
  if (!href) return h('span', {}, children)
  return h('a', { class: 'linkish', href, target: '_blank', rel: 'noopener noreferrer' }, children)
}

const email = (node, children) =>
  h('a', { class: 'linkish', href: `mailto:${node.text}` }, children)

const SPECIAL = {
  blockquote: quote,
  expandable_blockquote: expandable,
  spoiler,
  bot_command: command,
  code,
  pre,
  url: link,
  text_link: link,
  email,
}

const webAddress = (text) => (/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `http://${text}`)

/** The address when a click on it can only open a page, else null. */
export const safeAddress = (address) => {
  try {
    const url = new URL(address)
    return ['http:', 'https:', 'tg:', 'mailto:', 'tel:'].includes(url.protocol) ? url.href : null
  } catch {
    return null
  }
}

const copy = async (text, actions) => {
  try {
    await navigator.clipboard.writeText(text)
    actions.copied()
  } catch {
    // No clipboard in this browser or no permission: the text can still be selected by hand.
  }
}

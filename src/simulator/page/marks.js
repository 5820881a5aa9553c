import { h } from './dom.js'
import { svg } from './icons.js'

const MARKS = {
  '✅': { name: 'yes', d: 'M7 12.5l3.5 3.5L17 8.5' },
  '❌': { name: 'no', d: 'M5.5 5.5l13 13M18.5 5.5l-13 13' },
}

/**
 * A text with ✅ and ❌ drawn, as Telegram draws its own: not every system has a font for them. The
 * character itself stays in the text, for copying and for screen readers.
 */
export const withMarks = (text) =>
  text.split(/(✅|❌)\uFE0F?/u).map((part) => (MARKS[part] ? drawMark(part, MARKS[part]) : part))

const drawMark = (character, { name, d }) => {
  const icon = svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d }))
  return h('span', { class: `mark mark-${name}` }, h('span', {}, character), icon)
}

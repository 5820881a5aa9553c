import { h } from './dom.js'
import { speak, t } from './i18n.js'
import { iconOf } from './icons.js'
import { withMarks } from './marks.js'

const TOAST_MS = 3800

/** A short notice in `place` that goes by itself; longer texts stay longer. */
export const showToast = (place, text, { failure = false } = {}) => {
  for (const old of place.querySelectorAll(':scope > .toast')) old.remove()
  const toast = h(
    'div',
    { class: failure ? 'toast failure' : 'toast', role: 'status' },
    withMarks(text),
  )
  place.append(toast)
  const stay = Math.max(TOAST_MS, text.length * 90)
  setTimeout(() => toast.remove(), stay)
}

/** A notice in `phone` that must be confirmed. Only that phone waits; the others stay usable. */
export const showAlert = (phone, { title, text }) => {
  const before = document.activeElement
  const mine = before === document.body || phone.contains(before)
  const waiting = [...phone.children].filter((child) => !child.inert)
  const id = `alert-${crypto.randomUUID?.() ?? Math.random().toString(36).slice(2)}`
  const button = h('button', { type: 'button', class: 'alert-ok' }, t('ok'))
  const box = h(
    'div',
    { class: 'alert', role: 'alertdialog', 'aria-modal': 'true', 'aria-describedby': id },
    h('strong', {}, title),
    h('p', { id }, withMarks(text)),
    button,
  )
  const shade = h('div', { class: 'alert-shade' }, box)
  const close = () => {
    shade.remove()
    for (const child of waiting) child.inert = false
    if (phone.contains(before)) before.focus({ preventScroll: true })
  }
  button.addEventListener('click', close)
  shade.addEventListener('click', (event) => event.target === shade && close())
  shade.addEventListener('keydown', (event) => event.key === 'Escape' && close())
  for (const child of waiting) child.inert = true
  phone.append(shade)
  // Somebody may be writing in another phone: only this one's focus is taken.
  if (mine) button.focus({ preventScroll: true })
}

/** A picture over the whole page, until a click or Escape. */
export const showPhoto = (url, caption) => {
  const close = h('button', { type: 'button', class: 'viewer-close', say: { label: 'close' } })
  close.append(iconOf('close'))
  const viewer = h(
    'dialog',
    { class: 'viewer', 'aria-label': t('photo') },
    h('img', { src: url, alt: caption || t('photo') }),
    caption && h('p', { class: 'viewer-caption' }, caption),
    speak(close),
  )
  viewer.addEventListener('click', () => viewer.close())
  viewer.addEventListener('close', () => viewer.remove())
  document.body.append(viewer)
  viewer.showModal()
}

import { h } from './dom.js'
import { dayLabel, dayOf } from './format.js'
import { speak, t } from './i18n.js'
import { iconOf } from './icons.js'
import { renderMessage } from './message.js'

const NEAR_END_PX = 80
const DAY_STAYS_MS = 1200

/**
 * The list of messages: days, bubbles, and where the person has scrolled to. `actions` are those of
 * message.js; `onUnread(count)` hears how many of the bot's messages are below what can be seen.
 */
export const createChatLog = (actions, { onUnread }) => {
  const days = h('div', {
    class: 'days',
    role: 'log',
    'aria-live': 'polite',
    say: { label: 'messages' },
  })
  const scroller = h('div', { class: 'scroller', tabindex: '0' }, days)
  const pill = h('button', { type: 'button', class: 'to-newest', hidden: true })
  const shown = new Map()
  let now = null
  let pinned = true
  let unread = 0
  let moving = null
  let lastTop = 0

  const visible = () => scroller.clientHeight > 0
  const showPill = () => {
    pill.hidden = pinned
    pill.setAttribute('aria-label', unread > 0 ? t('unread', { count: unread }) : t('toNewest'))
    pill.replaceChildren(
      iconOf('chevron'),
      unread > 0 ? h('span', { class: 'badge' }, String(unread)) : '',
    )
  }
  const markRead = () => {
    if (unread > 0) onUnread((unread = 0))
    showPill()
  }
  const toEnd = () => {
    pinned = true
    scroller.scrollTop = scroller.scrollHeight
    lastTop = scroller.scrollTop
    markStuck(days, scroller)
    if (visible()) markRead()
  }
  // The day hangs over the messages only while the person moves through them.
  const showDay = () => {
    scroller.classList.add('moving')
    clearTimeout(moving)
    moving = setTimeout(() => scroller.classList.remove('moving'), DAY_STAYS_MS)
  }
  const put = (message) => {
    const json = JSON.stringify(message)
    const before = shown.get(message.id)
    if (before?.json === json) return before.element
    const element = speak(renderMessage(message, actions))
    if (before) exchange(before.element, element)
    shown.set(message.id, { message, json, element })
    return element
  }

  scroller.addEventListener('scroll', () => {
    if (!visible()) return
    const near = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END_PX
    // Content that grew below is no reason to let go of the end: only going up is.
    if (near || scroller.scrollTop < lastTop) pinned = near
    if (!near && scroller.scrollTop !== lastTop) showDay()
    lastTop = scroller.scrollTop
    if (pinned) markRead()
    else showPill()
    markStuck(days, scroller)
  })
  pill.addEventListener('click', toEnd)
  // Pictures that load, quotations that unfold and a keyboard that opens all move the end.
  const sizes = new ResizeObserver(() => pinned && toEnd())
  sizes.observe(days)
  sizes.observe(scroller)

  const arrange = () => arrangeDays(days, [...shown.values()], now)
  return {
    element: h('div', { class: 'chat-log' }, scroller, pill),
    isEmpty: () => shown.size === 0,
    replace: (messages) => {
      days.setAttribute('aria-busy', 'true')
      const kept = new Map(shown)
      shown.clear()
      for (const message of messages) {
        if (kept.has(message.id)) shown.set(message.id, kept.get(message.id))
        put(message)
      }
      for (const [id, { element }] of kept) if (!shown.has(id)) element.remove()
      arrange()
      if (pinned) toEnd()
      setTimeout(() => days.removeAttribute('aria-busy'))
    },
    add: (message) => {
      const known = shown.has(message.id)
      const element = put(message)
      arrange()
      if (known) return
      element.classList.add('arriving')
      if (message.fromBot && !(pinned && visible())) onUnread((unread += 1))
      if (pinned || !message.fromBot) toEnd()
      else showPill()
    },
    remove: (id) => {
      shown.get(id)?.element.remove()
      shown.delete(id)
      arrange()
    },
    /** The bot's clock, which decides which day is called today. */
    setNow: (iso) => {
      const sameDay = now && dayOf(now) === dayOf(iso)
      now = iso
      if (!sameDay) arrange()
    },
    /** Draws everything again, in the page's present language. */
    redraw: () => {
      for (const [id, entry] of shown) shown.set(id, { ...entry, json: '' })
      for (const { message } of [...shown.values()]) put(message)
      arrange()
      showPill()
    },
    toEnd,
    close: () => sizes.disconnect(),
  }
}

/** Puts `next` where `old` was, keeping the keyboard's place on the same button when it had one. */
const exchange = (old, next) => {
  const focused = old.contains(document.activeElement) ? document.activeElement : null
  const keys = focused ? [...old.querySelectorAll('.key')] : []
  old.replaceWith(next)
  if (!focused) return
  const { press } = focused.dataset
  const candidates = [...next.querySelectorAll('.key')]
  const same = candidates.find((key) => press !== undefined && key.dataset.press === press)
  const target = same ?? candidates[keys.indexOf(focused)] ?? next
  target.focus({ preventScroll: true })
}

/**
 * Lays messages out by day and marks the last of each run of one side, which has the tail. What
 * stands in its place already is not moved: that would take the focus and restart animations.
 */
const arrangeDays = (days, entries, now) => {
  const sections = new Map([...days.children].map((section) => [section.dataset.day, section]))
  let section = null
  let previous = null
  for (const { message, element } of entries) {
    const day = dayOf(message.at)
    if (section?.dataset.day !== day) {
      const next = sections.get(day) ?? createDay(day)
      sections.delete(day)
      putAfter(days, section, next)
      next.firstElementChild.firstElementChild.textContent = dayLabel(message.at, now)
      section = next
      previous = null
    }
    putAfter(section, previous ?? section.firstElementChild, element)
    const follows = previous?.classList.contains('from-bot') === message.fromBot
    previous?.classList.toggle('run-end', !follows)
    element.classList.add('run-end')
    previous = element
  }
  for (const unused of sections.values()) unused.remove()
}

const putAfter = (parent, before, element) => {
  const place = before ? before.nextElementSibling : parent.firstElementChild
  if (place !== element) parent.insertBefore(element, place)
}

const markStuck = (days, scroller) => {
  for (const section of days.children) {
    section.classList.toggle('stuck', section.offsetTop < scroller.scrollTop)
  }
}

const createDay = (day) =>
  h('section', { class: 'day', data: { day } }, h('div', { class: 'day-label' }, h('span')))

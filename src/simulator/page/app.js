import { readState } from './api.js'
import { createControls } from './controls.js'
import { h } from './dom.js'
import { clockOf } from './format.js'
import { language, setLanguage, speak, t } from './i18n.js'
import { iconOf } from './icons.js'
import { createOwner, createTab } from './owner.js'
import { createPhone } from './phone.js'
import { createTheme } from './theme.js'
import { wallpaperTile } from './wallpaper.js'

const SHOWN_AT_FIRST = 3
const POLL_MS = 15_000
const RETRY_MS = 1500

const places = {
  clock: document.querySelector('[data-clock]'),
  controls: document.querySelector('.controls'),
  tabs: document.querySelector('.tabs'),
  phones: document.querySelector('.phones'),
  waiting: document.querySelector('.waiting'),
}
const phones = new Map()
let state = { people: [], controls: [], now: null, botName: '' }
let current = null
let poll = null
let failing = false

const controls = createControls(places.controls, (now) => {
  setNow(now)
  // Who moves the clock wants to see what it brought.
  for (const { phone } of phones.values()) phone.toEnd()
})

const refresh = async () => {
  clearTimeout(poll)
  const next = await readState().catch(() => null)
  failing = !next
  if (next) state = next
  arrange()
  clearTimeout(poll)
  poll = setTimeout(refresh, next ? POLL_MS : RETRY_MS)
}

/** Makes the page agree with `state` and the address: which phones, in which order, which controls. */
const arrange = () => {
  const wanted = chosenPeople()
  for (const id of [...phones.keys()]) if (!wanted.some((person) => person.id === id)) drop(id)
  for (const person of wanted) {
    if (!phones.has(person.id)) phones.set(person.id, openPhone(person))
    const { phone, tab, owner } = phones.get(person.id)
    owner.update(person, state.people, wanted)
    tab.update(person)
    phone.setBot(state.botName)
    phone.element.setAttribute('aria-label', t('phoneOf', { name: person.name }))
  }
  inOrder(
    places.phones,
    wanted.map(({ id }) => phones.get(id).phone.element),
  )
  inOrder(
    places.tabs,
    wanted.map(({ id }) => phones.get(id).tab.element),
  )
  if (!phones.has(current)) select(wanted[0]?.id ?? null)
  places.waiting.hidden = wanted.length > 0 || !failing
  controls.update(state.controls)
  setNow(state.now)
}

/** The people named in the address (`#officer,leader`), or the first three. */
const chosenPeople = () => {
  const ids = decodeURIComponent(location.hash.slice(1)).split(',')
  const named = ids.map((id) => state.people.find((person) => String(person.id) === id.trim()))
  const known = [...new Set(named.filter(Boolean))]
  return known.length > 0 ? known : state.people.slice(0, SHOWN_AT_FIRST)
}

const openPhone = ({ id }) => {
  const tab = createTab(() => select(id))
  const owner = createOwner((other) => replacePerson(id, other))
  const phone = createPhone(
    { id },
    {
      onUnread: tab.setUnread,
      onClock: (now) => {
        setNow(now)
        // Every phone hears the same change: one question to the server is enough.
        clearTimeout(poll)
        poll = setTimeout(refresh, 60)
      },
    },
  )
  phone.ownerPlace.append(owner.element)
  return { phone, tab, owner }
}

const drop = (id) => {
  const { phone, tab } = phones.get(id)
  phone.close()
  tab.element.remove()
  phones.delete(id)
}

/** Shows `other` where `id` was: through the address, so that the choice can be kept and shared. */
const replacePerson = (id, other) => {
  const ids = chosenPeople().map((person) => String(person.id))
  current = current === id ? null : current
  location.hash = ids.map((each) => (each === String(id) ? other : each)).join(',')
}

const select = (id) => {
  current = id
  for (const [each, { phone, tab }] of phones) {
    phone.element.classList.toggle('current', each === id)
    tab.setCurrent(each === id)
  }
}

const setNow = (now) => {
  if (!now) return
  state.now = now
  places.clock.textContent = `${t('clock')} ${clockOf(now)}`
  places.clock.setAttribute('datetime', now)
  for (const { phone } of phones.values()) phone.setNow(now)
}

const relabel = () => {
  document.documentElement.lang = language() === 'zh' ? 'zh-CN' : 'en'
  document.title = t('pageTitle')
  speak(document.body)
  for (const { phone } of phones.values()) phone.relabel()
  arrange()
}

/** Puts children into `place` in this order, moving only those that are elsewhere. */
const inOrder = (place, elements) => {
  elements.forEach((element, index) => {
    if (place.children[index] !== element)
      place.insertBefore(element, place.children[index] ?? null)
  })
}

const begin = () => {
  document.body.append(wallpaperTile())
  document.querySelector('.logo').append(iconOf('sunrise'))
  createTheme(document.querySelector('[data-theme-toggle]'))
  document.querySelector('[data-language-toggle]').addEventListener('click', () => {
    setLanguage(language() === 'zh' ? 'en' : 'zh')
    relabel()
  })
  window.addEventListener('hashchange', arrange)
  document.addEventListener('visibilitychange', () => {
    for (const { phone } of phones.values()) phone[document.hidden ? 'pause' : 'resume']()
    if (!document.hidden) void refresh()
  })
  // A file dropped beside a phone must not replace the page.
  for (const event of ['dragover', 'drop']) {
    window.addEventListener(event, (happened) => happened.preventDefault())
  }
  relabel()
  void refresh()
}

begin()

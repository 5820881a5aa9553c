import { h } from './dom.js'
import { speak } from './i18n.js'
import { iconOf } from './icons.js'

/** The name above a phone, which is a choice when there are more people than phones. */
export const createOwner = (choose) => {
  const face = h('span', { class: 'face', 'aria-hidden': 'true' })
  const name = h('strong')
  const note = h('span', { class: 'note' })
  const select = h('select', { class: 'other-person', say: { label: 'choosePerson' } })
  const more = h('span', { class: 'more' }, iconOf('chevron'))
  select.addEventListener('change', () => choose(select.value))
  const element = h(
    'div',
    { class: 'owner-inner' },
    face,
    h('div', { class: 'owner-words' }, name, note),
    more,
    select,
  )
  speak(select)
  return {
    element,
    /** `people` is everybody, `shown` are those with a phone. */
    update: (person, people, shown) => {
      paintFace(face, person)
      name.textContent = person.name
      note.textContent = person.note ?? ''
      const free = people.filter((other) => other.id === person.id || !shown.includes(other))
      select.hidden = more.hidden = free.length < 2
      const options = free.map(({ id, name: label }) => [String(id), label])
      if (select.dataset.options === JSON.stringify(options)) return
      select.dataset.options = JSON.stringify(options)
      select.replaceChildren(...options.map(([value, label]) => h('option', { value }, label)))
      select.value = String(person.id)
    },
  }
}

/** The tab of a phone on narrow screens. */
export const createTab = (choose) => {
  const face = h('span', { class: 'face', 'aria-hidden': 'true' })
  const name = h('span', { class: 'tab-name' })
  const badge = h('span', { class: 'badge', hidden: true })
  const element = h(
    'button',
    { type: 'button', class: 'tab', on: { click: choose } },
    face,
    name,
    badge,
  )
  return {
    element,
    update: (person) => {
      paintFace(face, person)
      name.textContent = person.name
      element.dataset.tab = person.id
      element.title = person.note ?? ''
    },
    setCurrent: (yes) => element.setAttribute('aria-current', String(yes)),
    setUnread: (count) => {
      badge.hidden = count === 0
      badge.textContent = String(count)
    },
  }
}

const HUES = 6

const paintFace = (face, { id, name }) => {
  face.textContent = [...(name || '?')][0]
  const sum = [...String(id)].reduce((total, letter) => total * 31 + letter.codePointAt(0), 7)
  face.dataset.hue = String(sum % HUES)
}

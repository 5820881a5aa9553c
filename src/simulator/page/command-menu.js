import { closeOutside } from './close-outside.js'
import { h } from './dom.js'
import { t } from './i18n.js'

/**
 * The list of a person's commands above the text field: all of them from the menu button, the
 * matching ones while a command is being typed. `choose('/quiz')` sends one.
 */
export const createCommandMenu = ({ button, textarea, choose }) => {
  const list = h('div', {
    class: 'commands popup',
    hidden: true,
    say: { label: 'commands' },
    role: 'group',
  })
  let commands = []
  let active = -1

  const show = (wanted) => {
    active = -1
    list.replaceChildren(...wanted.map((command) => renderCommand(command, choice)))
    if (wanted.length === 0) list.append(h('p', { class: 'no-commands' }, t('noCommands')))
    list.hidden = false
    list.scrollTop = 0
  }
  const hide = () => {
    list.hidden = true
    button.setAttribute('aria-expanded', 'false')
  }
  const choice = (command) => {
    hide()
    if (textarea.value.startsWith('/')) clear(textarea)
    choose(`/${command}`)
    textarea.focus({ preventScroll: true })
  }
  const move = (step) => {
    const rows = [...list.querySelectorAll('button')]
    active = (active + step + rows.length) % rows.length
    rows.forEach((row, index) => row.classList.toggle('active', index === active))
    rows[active]?.scrollIntoView({ block: 'nearest' })
  }

  button.addEventListener('click', () => {
    if (!list.hidden) return hide()
    show(commands)
    button.setAttribute('aria-expanded', 'true')
    return list.querySelector('button')?.focus({ preventScroll: true })
  })
  textarea.addEventListener('input', () => {
    const typed = /^\/(\w*)$/.exec(textarea.value)?.[1]
    const matching = commands.filter(({ command }) => command.startsWith(typed?.toLowerCase()))
    if (typed === undefined || matching.length === 0) hide()
    else show(matching)
  })
  list.addEventListener('keydown', (event) => walk(event, list, () => (hide(), button.focus())))
  closeOutside([list, button, textarea], hide)

  return {
    element: list,
    setCommands: (next) => {
      commands = next
      hide()
    },
    /** Keys of the text field while the list is open; true when the list took the key. */
    handleKey: (event) => {
      if (list.hidden) return false
      const row = list.querySelectorAll('button')[active]
      const taken = {
        ArrowDown: () => move(1),
        ArrowUp: () => move(active < 0 ? 0 : -1),
        Escape: hide,
        ...(row ? { Enter: () => row.click(), Tab: () => complete(textarea, row) } : {}),
      }[event.key]
      if (!taken) return false
      event.preventDefault()
      taken()
      return true
    },
  }
}

const renderCommand = ({ command, description }, choice) =>
  h(
    'button',
    { type: 'button', data: { command }, on: { click: () => choice(command) } },
    h('span', { class: 'command-name' }, `/${command}`),
    h('span', { class: 'command-words' }, description),
  )

const walk = (event, list, leave) => {
  if (event.key === 'Escape') return leave()
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step) return undefined
  event.preventDefault()
  const rows = [...list.querySelectorAll('button')]
  return rows[(rows.indexOf(document.activeElement) + step + rows.length) % rows.length]?.focus()
}

const complete = (textarea, row) => {
  textarea.value = `/${row.dataset.command} `
  textarea.dispatchEvent(new Event('input', { bubbles: true }))
}

const clear = (textarea) => {
  textarea.value = ''
  textarea.dispatchEvent(new Event('input', { bubbles: true }))
}

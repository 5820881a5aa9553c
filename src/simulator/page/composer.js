import { closeOutside } from './close-outside.js'
import { createCommandMenu } from './command-menu.js'
import { h } from './dom.js'
import { speak } from './i18n.js'
import { iconOf } from './icons.js'

const MAX_HEIGHT_PX = 140

/**
 * Where a person writes: command menu, text, attachments. `send(text)` gives a promise of whether it
 * went out; the text comes back when it did not. `sendFiles(files, asPhoto)` takes what was chosen.
 */
export const createComposer = ({ send, sendFiles }) => {
  const textarea = h('textarea', {
    name: 'message',
    rows: '1',
    autocomplete: 'off',
    enterkeyhint: 'send',
    say: { placeholder: 'placeholder', label: 'placeholder' },
  })
  const sendButton = iconButton('send', 'send', { class: 'send', data: { send: '' } })
  const menuButton = h(
    'button',
    { type: 'button', class: 'menu-button', 'aria-expanded': 'false', say: { label: 'openMenu' } },
    iconOf('menu'),
    h('span', { class: 'menu-label', say: { text: 'menu' } }),
  )
  const attachment = createAttachment(sendFiles)
  const submit = async (text = textarea.value) => {
    if (text.trim() === '') return
    const typed = text === textarea.value
    if (typed) write('')
    if (!(await send(text)) && typed && textarea.value === '') write(text)
  }
  const menu = createCommandMenu({ button: menuButton, textarea, choose: (text) => submit(text) })
  const write = (text) => {
    textarea.value = text
    textarea.dispatchEvent(new Event('input', { bubbles: true }))
  }
  const element = h(
    'form',
    { class: 'composer' },
    menu.element,
    menuButton,
    h('div', { class: 'field' }, textarea, attachment.elements),
    sendButton,
  )
  textarea.addEventListener('input', () => {
    grow(textarea)
    element.classList.toggle('has-text', textarea.value.trim() !== '')
  })
  textarea.addEventListener('keydown', (event) => {
    // While a Chinese input method composes, Enter belongs to it (229 is Safari's way to say so).
    if (event.isComposing || event.keyCode === 229 || menu.handleKey(event)) return
    if (event.key !== 'Enter' || event.shiftKey) return
    event.preventDefault()
    void submit()
  })
  textarea.addEventListener('paste', (event) => {
    const files = [...event.clipboardData.files]
    if (files.length === 0) return
    event.preventDefault()
    void sendFiles(files, files.every(isPicture))
  })
  element.addEventListener('submit', (event) => {
    event.preventDefault()
    void submit()
  })
  return { element: speak(element), setCommands: menu.setCommands }
}

/** Whether a file can be sent as a photo. */
export const isPicture = (file) => /^image\/(png|jpe?g|webp|gif|bmp)$/.test(file.type)

const grow = (textarea) => {
  textarea.style.height = 'auto'
  textarea.style.height = `${Math.min(MAX_HEIGHT_PX, textarea.scrollHeight)}px`
  textarea.style.overflowY = textarea.scrollHeight > MAX_HEIGHT_PX ? 'auto' : 'hidden'
}

const iconButton = (icon, key, attributes) =>
  h(
    'button',
    { type: icon === 'send' ? 'submit' : 'button', say: { label: key }, ...attributes },
    iconOf(icon),
  )

/** The paper clip with its two choices and the two hidden inputs behind them. */
const createAttachment = (sendFiles) => {
  const inputFor = (asPhoto, attributes) => {
    const input = h('input', {
      type: 'file',
      hidden: true,
      multiple: true,
      tabindex: '-1',
      ...attributes,
    })
    input.addEventListener('change', () => {
      const files = [...input.files]
      input.value = ''
      if (files.length > 0) void sendFiles(files, asPhoto)
    })
    return input
  }
  const file = inputFor(false, { data: { attach: '' } })
  const photo = inputFor(true, { data: { attachPhoto: '' }, accept: 'image/*' })
  const clip = iconButton('clip', 'attach', { class: 'clip', 'aria-expanded': 'false' })
  const choice = (icon, key, input) => {
    const button = h('button', { type: 'button' }, iconOf(icon), h('span', { say: { text: key } }))
    button.addEventListener('click', () => {
      show(false)
      input.click()
    })
    return button
  }
  const sheet = h(
    'div',
    { class: 'attach-sheet popup', hidden: true },
    choice('image', 'attachPhoto', photo),
    choice('file', 'attachFile', file),
  )
  const show = (open) => {
    sheet.hidden = !open
    clip.setAttribute('aria-expanded', String(open))
  }
  clip.addEventListener('click', () => {
    show(sheet.hidden)
    if (!sheet.hidden) sheet.firstElementChild.focus()
  })
  sheet.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    show(false)
    clip.focus()
  })
  closeOutside([sheet, clip], () => show(false))
  return { elements: [clip, sheet, file, photo] }
}

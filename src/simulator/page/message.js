import { h } from './dom.js'
import { renderText, safeAddress } from './entities.js'
import { extensionOf, sizeLabel, timeOf } from './format.js'
import { t } from './i18n.js'
import { iconOf } from './icons.js'
import { withMarks } from './marks.js'

/**
 * A message with the buttons below it. `actions` are `command(text)`, `copied()`,
 * `press(button, messageId, data)` and `photo(url, caption)`.
 */
export const renderMessage = (message, actions) => {
  const side = message.fromBot ? 'from-bot' : 'from-me'
  const keyboard = (message.buttons ?? []).some((row) => row.length > 0)
    ? renderKeyboard(message, actions)
    : null
  const bubble = renderBubble(message, actions)
  if (keyboard) bubble.classList.add('has-keyboard')
  return h(
    'article',
    { class: `message ${side}`, data: { message: message.id }, tabindex: '-1' },
    bubble,
    keyboard,
  )
}

const renderBubble = (message, actions) => {
  const { text, photo, document: file } = message
  const bubble = h('div', { class: 'bubble' })
  if (photo) bubble.append(renderPhoto(message, actions))
  if (file) bubble.append(renderDocument(file))
  if (text) {
    const body = h('div', { class: 'text' })
    body.append(renderText(text, message.entities, actions), renderMeta(message))
    bubble.append(body)
  } else {
    bubble.append(renderMeta(message))
  }
  if (photo) bubble.classList.add('with-photo')
  if (!text) bubble.classList.add('without-text')
  return bubble
}

const renderMeta = ({ at, edited, fromBot }) =>
  h(
    'span',
    { class: 'meta' },
    edited && h('span', { class: 'edited' }, t('edited')),
    h('time', { datetime: at }, timeOf(at)),
    !fromBot && iconOf('ticks'),
  )

const renderPhoto = ({ photo, text }, actions) => {
  const image = h('img', { src: photo.url, alt: text || t('photo'), draggable: 'false' })
  const open = () => actions.photo(photo.url, text ?? '')
  return h(
    'button',
    { type: 'button', class: 'photo', 'aria-label': t('openPhoto'), on: { click: open } },
    image,
  )
}

const KINDS = {
  sheet: ['xlsx', 'xls', 'csv', 'ods'],
  words: ['doc', 'docx', 'wps', 'rtf', 'txt', 'md'],
  paper: ['pdf'],
  pack: ['zip', 'rar', '7z', 'gz'],
}

const renderDocument = ({ name, size, url }) => {
  const extension = extensionOf(name)
  const kind = Object.keys(KINDS).find((each) => KINDS[each].includes(extension)) ?? 'other'
  return h(
    'a',
    { class: 'document', href: url, download: name, 'aria-label': t('download', { name }) },
    h('span', { class: `document-icon kind-${kind}` }, extension || iconOf('file')),
    h(
      'span',
      { class: 'document-words' },
      h('span', { class: 'document-name' }, name),
      h('span', { class: 'document-size' }, sizeLabel(size)),
    ),
  )
}

const renderKeyboard = (message, actions) =>
  h(
    'div',
    { class: 'keyboard' },
    message.buttons
      .filter((row) => row.length > 0)
      .map((row) =>
        h(
          'div',
          { class: 'keys' },
          row.map((key) => renderKey(key, message, actions)),
        ),
      ),
  )

const renderKey = ({ label, data, url }, message, actions) => {
  const words = h('span', { class: 'key-label' }, withMarks(label))
  const href = url && safeAddress(new URL(url, location.href).href)
  if (href) {
    const target = { target: '_blank', rel: 'noopener noreferrer' }
    return h('a', { class: 'key', href, title: label, ...target }, words, iconOf('open'))
  }
  const key = h(
    'button',
    { type: 'button', class: 'key', title: label, data: { press: data } },
    words,
  )
  if (data === undefined) key.disabled = true
  key.addEventListener('click', () => actions.press(key, message.id, data))
  return key
}

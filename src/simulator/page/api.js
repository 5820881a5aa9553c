import { t } from './i18n.js'

/** `{ people, controls, now, botName }` of the local Telegram. */
export const readState = () => call('sim/state')

/** Runs a control of the demo (moves the bot's clock); gives `{ now }`. */
export const runControl = (id) => call(`sim/controls/${encodeURIComponent(id)}`, { method: 'POST' })

/** Sends a typed message as `person`. */
export const sendText = (person, text) => call(path(person, 'text'), json({ text }))

/** Presses an inline button as `person`. */
export const pressButton = (person, messageId, data) =>
  call(path(person, 'press'), json({ messageId, data }))

/** Sends a file as `person`, unchanged. */
export const sendFile = (person, file) =>
  call(`${path(person, 'file')}?name=${encodeURIComponent(file.name)}`, {
    method: 'PUT',
    body: file,
  })

/** Sends a picture as a photo. */
export const sendPhoto = (person, file) =>
  call(path(person, 'photo'), { method: 'PUT', body: file })

/**
 * The stream of one person's chat. It is opened again by itself, slower each time, until `close()`;
 * every opening begins with the whole history, so nothing has to be caught up by the caller.
 * `pause()` and `resume()` give the connection back while nobody looks: a browser allows only six to
 * one server, and two open pages with three phones each would take them all.
 */
export const openFeed = (person, { onEvent, onConnected }) => {
  let source = null
  let retry = null
  let failures = 0

  const open = () => {
    close()
    source = new EventSource(`sim/events?person=${encodeURIComponent(person)}`)
    source.addEventListener('message', ({ data }) => {
      failures = 0
      onConnected(true)
      onEvent(JSON.parse(data))
    })
    // A browser's own retry gives up on an HTTP error and in some cases on a refused connection.
    source.addEventListener('error', () => {
      close()
      onConnected(false)
      retry = setTimeout(open, Math.min(5000, 400 * 2 ** failures++))
    })
  }
  const close = () => {
    clearTimeout(retry)
    source?.close()
    source = null
  }
  open()
  return { close, pause: close, resume: () => source ?? open() }
}

const path = (person, what) => `sim/people/${encodeURIComponent(person)}/${what}`

const json = (value) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})

/** The parsed answer; throws an Error with a text for people when it says `error` or cannot be had. */
const call = async (address, init) => {
  const response = await fetch(address, init).catch(() => {
    throw new Error(t('offline'))
  })
  const answer = await response.json().catch(() => ({}))
  if (!response.ok || answer.error || answer.ok === false) {
    throw new Error(answer.error || t('failed', { status: response.status }))
  }
  return answer
}

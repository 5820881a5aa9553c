import { openFeed, pressButton, sendFile, sendPhoto, sendText } from './api.js'
import { createChatLog } from './chat-log.js'
import { createComposer } from './composer.js'
import { h } from './dom.js'
import { createDropZone } from './drop-zone.js'
import { timeOf } from './format.js'
import { speak, t } from './i18n.js'
import { iconOf } from './icons.js'
import { showAlert, showPhoto, showToast } from './overlays.js'
import { createPresses } from './presses.js'
import { wallpaper } from './wallpaper.js'

const TYPING_MS = 6000

/**
 * One person's phone with the chat to the bot in it, alive until `close()`. `onUnread(count)` and
 * `onClock(iso)` report to the page around it; `element` is the phone, with the person's name above.
 */
export const createPhone = (person, { onUnread, onClock }) => {
  const parts = createParts()
  const screen = parts.screen
  const fail = (error) => showToast(parts.chat, error.message, { failure: true })
  const attempt = (work) =>
    work().then(
      () => true,
      (error) => (fail(error), false),
    )
  const send = (text) => {
    log.toEnd()
    return attempt(() => sendText(person.id, text))
  }
  const sendFiles = (files, asPhoto) => sendEach(files, asPhoto, { person, parts, attempt, log })
  const presses = createPresses()
  const log = createChatLog(
    {
      command: send,
      copied: () => showToast(parts.chat, t('copied')),
      photo: showPhoto,
      press: (key, messageId, data) =>
        presses.press(key, async () => attempt(() => pressButton(person.id, messageId, data))),
    },
    { onUnread },
  )
  const composer = createComposer({ send, sendFiles })
  parts.fill(log, composer, () => send('/start'))
  screen.append(createDropZone(screen, sendFiles))

  const status = createStatus(parts.status)
  const showEmpty = () => parts.empty.toggleAttribute('hidden', !log.isEmpty())
  const arrive = (message) => {
    if (message.fromBot) status.setTyping(false)
    log.add(message)
    showEmpty()
  }
  const handlers = {
    history: ({ messages, commands }) => {
      presses.releaseAll()
      log.replace(messages)
      composer.setCommands(commands ?? [])
      showEmpty()
    },
    message: ({ message }) => arrive(message),
    edit: ({ message }) => arrive(message),
    delete: ({ id }) => (log.remove(id), showEmpty()),
    answer: ({ text, showAlert: important }) => {
      presses.release()
      if (text && important) showAlert(screen, { title: parts.botName(), text })
      else if (text) showToast(parts.chat, text)
    },
    commands: ({ commands }) => composer.setCommands(commands),
    clock: ({ now }) => onClock(now),
    typing: () => status.setTyping(true),
  }
  const feed = openFeed(person.id, {
    onEvent: (event) => handlers[event.type]?.(event),
    onConnected: status.setConnected,
  })

  const element = h(
    'section',
    { class: 'phone', data: { phone: person.id } },
    parts.owner,
    parts.body,
  )
  return {
    element,
    ownerPlace: parts.owner,
    setBot: parts.setBot,
    setNow: (iso) => {
      parts.time.textContent = timeOf(iso)
      log.setNow(iso)
    },
    relabel: () => {
      speak(element)
      status.show()
      log.redraw()
    },
    toEnd: log.toEnd,
    pause: feed.pause,
    resume: feed.resume,
    close: () => {
      feed.close()
      log.close()
      element.remove()
    },
  }
}

/** The fixed parts of the phone, from the status bar to the home indicator. */
const createParts = () => {
  const owner = h('header', { class: 'owner' })
  const time = h('span', { class: 'phone-time' })
  const name = h('strong', { class: 'bot-name' })
  const status = h('span', { class: 'bot-status' })
  const start = h('button', { type: 'button', class: 'start', say: { text: 'start' } })
  const empty = h(
    'div',
    { class: 'empty', hidden: true },
    h('strong', { say: { text: 'emptyTitle' } }),
    h('p', { say: { text: 'emptyText' } }),
    start,
  )
  const avatar = h('span', { class: 'bot-avatar', 'aria-hidden': 'true' }, iconOf('sunrise'))
  const screen = h(
    'div',
    { class: 'screen' },
    h(
      'div',
      { class: 'phone-bar', 'aria-hidden': 'true' },
      time,
      h(
        'span',
        { class: 'phone-signs' },
        iconOf('signal'),
        iconOf('wifi'),
        h('i', { class: 'battery' }),
      ),
    ),
    h('div', { class: 'chat-head' }, avatar, h('div', { class: 'chat-words' }, name, status)),
  )
  const chat = h('div', { class: 'chat' }, wallpaper(), empty)
  return {
    owner,
    time,
    status,
    empty,
    chat,
    screen,
    body: h('div', { class: 'phone-body' }, speak(screen)),
    botName: () => name.textContent,
    setBot: (text) => {
      name.textContent = text
    },
    fill: (log, composer, onStart) => {
      chat.append(log.element)
      screen.append(speak(chat), composer.element)
      start.addEventListener('click', onStart)
    },
  }
}

/** The line under the bot's name: typing, connecting, or what it is. */
const createStatus = (place) => {
  let connected = true
  let typing = null
  const show = () => {
    const key = connected ? (typing ? 'typing' : 'bot') : 'connecting'
    place.textContent = t(key)
    place.classList.toggle('moving', key !== 'bot')
  }
  show()
  return {
    show,
    setConnected: (value) => {
      if (connected === value) return
      connected = value
      show()
    },
    setTyping: (value) => {
      clearTimeout(typing)
      typing = value ? setTimeout(() => ((typing = null), show()), TYPING_MS) : null
      show()
    },
  }
}

/** Sends files one after another, with a note in the chat while each is on its way. */
const sendEach = async (files, asPhoto, { person, parts, attempt, log }) => {
  for (const file of files) {
    const note = h(
      'div',
      { class: 'uploading', role: 'status' },
      h('i', { class: 'spinner' }),
      h('span', {}, `${t('sending')} ${file.name}`),
    )
    parts.chat.append(note)
    log.toEnd()
    await attempt(() => (asPhoto ? sendPhoto : sendFile)(person.id, file))
    note.remove()
  }
}

// Telegram hands a Mini App who opened it behind the # of its address. Its own script is not loaded:
// these pages ask nothing of other hosts.
const given = new URLSearchParams(location.hash.slice(1))
const initData = given.get('tgWebAppData') ?? ''

const tellTelegram = (eventType) => {
  const data = '{}'
  if (window.TelegramWebviewProxy) window.TelegramWebviewProxy.postEvent(eventType, data)
  else if (window.external && 'notify' in window.external)
    window.external.notify(JSON.stringify({ eventType, eventData: {} }))
  else if (window.parent !== window)
    window.parent.postMessage(
      JSON.stringify({ eventType, eventData: {} }),
      'https://web.telegram.org',
    )
}

/** `dark` or `light` from Telegram's background colour; nothing where it gives none. */
const themeOf = () => {
  try {
    const colour = JSON.parse(given.get('tgWebAppThemeParams') ?? '{}').bg_color ?? ''
    const parts = /^#?([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour)
    if (!parts) return ''
    const [red, green, blue] = parts.slice(1).map((part) => parseInt(part, 16))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? 'dark' : 'light'
  } catch {
    return ''
  }
}

const say = (name) => {
  for (const line of document.querySelectorAll('[data-state]'))
    line.hidden = line.dataset.state !== name
}

const enter = async () => {
  tellTelegram('web_app_ready')
  tellTelegram('web_app_expand')
  if (!initData) return say('outside')
  const to = new URLSearchParams(location.search).get('to') ?? ''
  const framed = window.parent === window ? '' : '1'
  const body = new URLSearchParams({ initData, theme: themeOf(), framed, to })
  const response = await fetch('login', { method: 'POST', body }).catch(() => null)
  if (!response || response.status === 429 || response.status >= 500) return say('failed')
  const answer = await response.json().catch(() => ({}))
  if (!response.ok) return say(answer.reason === 'no-right' ? 'no-right' : 'refused')
  location.replace(answer.to)
}

void enter()

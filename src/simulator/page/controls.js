import { runControl } from './api.js'
import { h } from './dom.js'
import { language } from './i18n.js'
import { iconOf } from './icons.js'
import { showToast } from './overlays.js'

/** The demo's own buttons (they move the bot's clock), one run at a time. */
export const createControls = (place, onNow) => {
  let drawn = ''
  let running = false

  const run = async (button, id) => {
    if (running) return
    running = true
    const buttons = [...place.querySelectorAll('button')]
    button.setAttribute('aria-busy', 'true')
    for (const each of buttons) each.disabled = true
    try {
      const { now } = await runControl(id)
      onNow(now)
    } catch (error) {
      showToast(document.body, error.message, { failure: true })
    }
    running = false
    button.removeAttribute('aria-busy')
    for (const each of buttons) each.disabled = false
    if (document.activeElement === document.body) button.focus({ preventScroll: true })
  }

  return {
    /** Draws the buttons `[{ id, label, labelEn }]` when they differ from those that stand there. */
    update: (controls) => {
      const wanted = JSON.stringify([language(), controls])
      if (running || wanted === drawn) return
      drawn = wanted
      place.replaceChildren(
        ...controls.map(({ id, label, labelEn }) => {
          const button = h(
            'button',
            { type: 'button', data: { control: id } },
            iconOf('forward'),
            language() === 'en' ? labelEn : label,
          )
          button.addEventListener('click', () => run(button, id))
          return button
        }),
      )
    },
  }
}

import { iconOf } from './icons.js'

const REMEMBERED = 'chenxun.theme'

/** Day or night as the system says, until `button` chooses the other one. */
export const createTheme = (button) => {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const effective = () =>
    document.documentElement.dataset.theme ?? (dark.matches ? 'dark' : 'light')
  const show = () => button.replaceChildren(iconOf(effective() === 'dark' ? 'sun' : 'moon'))
  const apply = (theme) => {
    if (theme) document.documentElement.dataset.theme = theme
    show()
  }
  button.addEventListener('click', () => {
    const next = effective() === 'dark' ? 'light' : 'dark'
    apply(next)
    remember(next)
  })
  dark.addEventListener('change', show)
  apply(recall())
}

const recall = () => {
  try {
    const theme = localStorage.getItem(REMEMBERED)
    return theme === 'dark' || theme === 'light' ? theme : null
  } catch {
    return null
  }
}

const remember = (theme) => {
  try {
    localStorage.setItem(REMEMBERED, theme)
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}

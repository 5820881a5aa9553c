export type Theme = 'light' | 'dark'

export interface Colours {
  background: string
  text: string
  /** For what is read second. */
  faint: string
  done: string
  madeUp: string
  open: string
  missed: string
  /** Written on a part of its colour. */
  onDone: string
  onOther: string
  onOpen: string
}

/**
 * After Okabe and Ito's palette (jfly.uni-koeln.de/color): blue and orange are told apart by every kind
 * of colour vision, and the parts differ in lightness, also in print.
 */
export const coloursOf: Record<Theme, Colours> = {
  light: {
    background: '#ffffff',
    text: '#222222',
    faint: '#595959',
    done: '#0072b2',
    madeUp: '#56b4e9',
    open: '#d4d4d4',
    missed: '#e69f00',
    onDone: '#ffffff',
    onOther: '#222222',
    onOpen: '#222222',
  },
  dark: {
    background: '#17212b',
    text: '#f0f0f0',
    faint: '#b4bcc4',
    done: '#2f8fd0',
    madeUp: '#a6d8f5',
    open: '#56626e',
    missed: '#f0b030',
    onDone: '#10181f',
    onOther: '#10181f',
    onOpen: '#f0f0f0',
  },
}

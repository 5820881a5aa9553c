/** What a person is shown: text (Telegram HTML), buttons below it, at most one attachment. */

export interface Button {
  label: string
  /** Button data of at most 64 bytes, or */
  data?: string
  /** an address to open, or */
  url?: string
  /** the address of a page that opens inside Telegram. */
  app?: string
}

export interface Attachment {
  kind: 'photo' | 'document'
  name: string
  bytes: Uint8Array
  /** Nothing of it is kept to send it again. */
  isSecret?: boolean
}

export interface Screen {
  /** Telegram HTML. Every word that comes from a person or a file went through `escapeHtml`. */
  text: string
  buttons?: Button[][]
  /** Asks for a typed reply to this message, with this hint in the input field; shows no buttons. */
  asks?: string
  attachment?: Attachment
}

/** Makes text from a file or a person safe inside a screen. */
export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

/** The first `limit` characters (code points), with `…` where something was cut. */
export function clip(text: string, limit: number): string {
  if (limit <= 0) return ''
  const points = [...text]
  return points.length <= limit ? text : `${points.slice(0, limit - 1).join('')}…`
}

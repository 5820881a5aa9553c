/** The signs of GIFT that a backslash makes ordinary, and what stands for them meanwhile. */
const signs = Array.from('\\:#={}~')
const first = 0xfdd2

/**
 * A text of GIFT with its escaped signs out of the way of whoever looks for signs; `\n` is a line
 * end. An unknown escape stays as it is. Noncharacters stand for the signs; a text has none.
 */
export function protect(text: string): string {
  return text
    .replace(/[\uFDD0-\uFDEF]/g, '')
    .replace(/\\([\\:#={}~n])/g, (_, sign: string) =>
      sign === 'n' ? '\n' : String.fromCharCode(first + signs.indexOf(sign)),
    )
}

/** The signs that `protect` put away, as themselves. */
export function restore(text: string): string {
  return text.replace(/[\uFDD2-\uFDD8]/g, (mark) => signs[mark.charCodeAt(0) - first] ?? '')
}

/** A text as GIFT writes it on one line, with no sign in it that means anything. */
export function escapeGift(text: string): string {
  return text.replace(/[\\:#={}~]/g, (sign) => `\\${sign}`).replaceAll('\n', '\\n')
}

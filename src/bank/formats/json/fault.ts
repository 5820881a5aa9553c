/** One token of JSON; group 1 is a sign of structure. */
const token =
  /([[\]{},:])|"(?:[^"\\\n]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const space = /\s*/y

/**
 * The 1-based line where a text stops being JSON. The parser's own message names a place only in
 * some versions and cases.
 */
export function faultLine(text: string): number {
  const offset = faultOffset(text)
  let line = 1
  for (let at = 0; at < offset; at += 1) if (text[at] === '\n') line += 1
  return line
}

function faultOffset(text: string): number {
  const open: string[] = []
  let before = ''
  let at = skip(text, 0)
  while (at < text.length) {
    token.lastIndex = at
    const hit = token.exec(text)
    const sign = hit?.[1] ?? 'value'
    if (!hit || !follows(sign, before, open)) return at
    if ('[{'.includes(sign)) open.push(sign)
    before = sign
    if (']}'.includes(sign)) {
      open.pop()
      before = 'value'
    }
    at = skip(text, token.lastIndex)
  }
  return text.length
}

function skip(text: string, at: number): number {
  space.lastIndex = at
  space.exec(text)
  return space.lastIndex
}

function follows(sign: string, before: string, open: string[]): boolean {
  switch (sign) {
    case ',':
    case ':':
      return before === 'value' && open.length > 0
    case ']':
      return open.at(-1) === '[' && before !== ','
    case '}':
      return open.at(-1) === '{' && before !== ',' && before !== ':'
    default:
      return before !== 'value'
  }
}

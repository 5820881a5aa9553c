import type { Part } from './block.ts'
import type { OptionCut } from './options.ts'

/** For each way to stand out, which options do. */
export type Marks = Map<string, boolean[]>

interface Range {
  by: string
  start: number
  end: number
}

/** Which options stand out in Word: highlighted, coloured, bold or underlined. */
export function markedOptions(parts: Part[], { ranges }: OptionCut): Marks {
  const spans = spansInText(parts)
  const marks: Marks = new Map()
  for (const by of new Set(spans.map((span) => span.by))) {
    const own = spans.filter((span) => span.by === by)
    marks.set(
      by,
      ranges.map(
        ({ letter, end }) =>
          covered(own, letter, end) >= 0.6 || covered(own, letter, letter + 1) === 1,
      ),
    )
  }
  return marks
}

function spansInText(parts: Part[]): Range[] {
  const spans: Range[] = []
  let at = 0
  for (const { text, line } of parts) {
    const shift = at - Math.max(0, line.text.indexOf(text))
    for (const { by, start, end } of line.spans ?? []) {
      spans.push({ by, start: start + shift, end: end + shift })
    }
    at += text.length + 1
  }
  return spans
}

function covered(spans: Range[], from: number, to: number): number {
  const sum = spans.reduce(
    (total, { start, end }) => total + Math.max(0, Math.min(end, to) - Math.max(start, from)),
    0,
  )
  return sum / Math.max(1, to - from)
}

/** A stem with its underlined words taken out as the answers; null where there are none. */
export function underlinedBlanks(
  stem: string,
  parts: Part[],
): { stem: string; key: string[][] } | null {
  const words = parts.flatMap(({ line }) =>
    (line.spans ?? [])
      .filter(({ by }) => by === 'underline')
      .map(({ start, end }) => line.text.slice(start, end).trim()),
  )
  const key: string[][] = []
  let bare = ''
  let rest = stem
  for (const word of words.filter((text) => text !== '' && !/^[_＿\s]+$/.test(text))) {
    const at = rest.indexOf(word)
    if (at < 0) return null
    bare += `${rest.slice(0, at).trimEnd()}____`
    rest = rest.slice(at + word.length).trimStart()
    key.push([word.replace(/^[_＿\s]+|[_＿\s]+$/g, '')])
  }
  const open = /_{2,}/.test(`${bare.replaceAll('____', '')}${rest}`)
  return key.length > 0 && !open ? { stem: `${bare}${rest}`, key } : null
}

/**
 * The JSON object in what a model wrote: after its thinking, inside a fence, or between other words.
 * Null when there is none that parses.
 */
export function extractJson(text: string): unknown {
  const spoken = text.replace(/<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>/gi, '')
  const last = spoken.split(/<\/think(?:ing)?>/i).at(-1) ?? ''
  for (const candidate of candidates(last)) {
    const value = parsed(candidate)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  }
  return null
}

const attempts = 20

function* candidates(text: string): Generator<string> {
  yield text.trim()
  for (const [, inside] of text.matchAll(/```(?:json)?\s*([\s\S]*?)```/gi)) yield inside ?? ''
  let from = text.indexOf('{')
  for (let tried = 0; from >= 0 && tried < attempts; tried++) {
    const end = closing(text, from)
    if (end !== null) yield text.slice(from, end + 1)
    from = text.indexOf('{', from + 1)
  }
}

/** Where the brace at `from` is closed; braces inside strings do not count. */
function closing(text: string, from: number): number | null {
  let depth = 0
  let quoted = false
  for (let i = from; i < text.length; i++) {
    const char = text[i]
    if (quoted && char === '\\') i++
    else if (char === '"') quoted = !quoted
    else if (!quoted && char === '{') depth++
    else if (!quoted && char === '}' && --depth === 0) return i
  }
  return null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

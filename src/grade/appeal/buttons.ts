/** What a button of deciding marks asks for. */
export type MarkPress =
  | { act: 'next' | 'card' | 'keep' | 'why' | 'alike' | 'apart'; taskId: number }
  | { act: 'tick'; taskId: number; index: number; hit: boolean }
  | { act: 'ok'; taskId: number; ticks: boolean[] }

const acts = ['next', 'card', 'keep', 'why', 'alike', 'apart'] as const

/**
 * The data of a button of deciding marks. A tick says what the point becomes and a decision which
 * points the person saw, so that neither does something else when it arrives twice or late.
 */
export function markData(press: MarkPress): string {
  const { act, taskId } = press
  if (act === 'tick') return `mk:${taskId}:${press.index}:${press.hit ? 1 : 0}`
  if (act === 'ok') return `mk:${taskId}:ok:${packed(press.ticks)}`
  return `mk:${taskId}:${act}`
}

/** What a button asks for; null for other data. */
export function readMarkData(data: string): MarkPress | null {
  const [, id, what = '', rest] =
    /^mk:(\d{1,9}):([a-z]+|\d{1,3})(?::([0-9a-z]+))?$/.exec(data) ?? []
  if (!id) return null
  const taskId = Number(id)
  if (what === 'ok' && rest) return { act: 'ok', taskId, ticks: unpacked(rest) }
  if (/^\d/.test(what) && rest) {
    return { act: 'tick', taskId, index: Number(what), hit: rest === '1' }
  }
  const act = acts.find((one) => one === what)
  return act && rest === undefined ? { act, taskId } : null
}

/** Ticks in base 36 behind a leading 1: a hundred points are 20 letters. */
function packed(ticks: boolean[]): string {
  return BigInt(`0b1${ticks.map(Number).join('')}`).toString(36)
}

function unpacked(letters: string): boolean[] {
  const value = [...letters].reduce((sum, one) => sum * 36n + BigInt(parseInt(one, 36)), 0n)
  return Array.from(value.toString(2).slice(1), (bit) => bit === '1')
}

import { runApart } from '../platform/tables-apart.ts'
import type { Theme } from './chart-theme.ts'
import type { Chart } from './chart.ts'

/** What the worker draws. */
export interface Drawing {
  chart: Chart
  theme: Theme
  /** For a browser; PNG without. */
  form?: 'svg'
}

/** Draws a chart as PNG, or as SVG in UTF-8. */
export type Painter = (drawing: Drawing) => Promise<Uint8Array>

const kept = 20
const script = { beside: import.meta.url, name: 'chart-worker' }
/** A picture takes a second; a busy machine is no reason to refuse it. */
const limits = { timeoutMs: 60_000, memoryMb: 512 }

/**
 * A painter that draws in a worker thread, so that taps are answered meanwhile, and keeps the last
 * pictures: several leaders ask for the same one at the same time.
 */
export function openPainter(): Painter {
  const pictures = new Map<string, Promise<Uint8Array>>()
  return (drawing) => {
    const key = JSON.stringify(drawing)
    const known = pictures.get(key)
    if (known) return known
    const picture = runApart<Uint8Array>(script, drawing, limits)
    pictures.set(key, picture)
    picture.catch(() => pictures.delete(key))
    for (const oldest of pictures.keys()) {
      if (pictures.size <= kept) break
      pictures.delete(oldest)
    }
    return picture
  }
}

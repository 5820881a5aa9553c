import type { Texts } from '../shared/locale.ts'
import type { Settings } from '../shared/settings.ts'
import type { Db } from './db.ts'
import type { Embedder } from './llm-embed.ts'
import type { Llm } from './llm.ts'
import type { Log } from './log.ts'
import type { Telegram } from './telegram.ts'

/**
 * The outside world as the use cases see it, built once in main.ts. Each use case names the part it
 * touches: `Pick<Deps, 'db' | 'now'>`.
 */
export interface Deps {
  db: Db
  /** The program's clock. Nothing reads the time of day in another way. */
  now: () => Date
  settings: Settings
  texts: Texts
  log: Log
  telegram: Telegram
  /** The one language model of the process; null where none is configured. */
  llm: Llm | null
  /** Turns texts into vectors; null where no model for that is configured. */
  embedder: Embedder | null
}

import type { Ground } from './places.ts'
import type { Morning, Shape } from './troubled-morning.ts'

/** A cell of the matrix: a morning, and what is done to it. */
export interface Fault {
  name: string
  /** Where it can happen; both by default. */
  on?: Ground['name']
  shape?: Partial<Shape>
  /** A ground of its own; null where this machine gives none. */
  ground?: (name: Ground['name']) => Promise<OwnGround | null>
  disturb: (morning: Morning, own: OwnGround | null) => Promise<void>
}

/** A ground that a cell makes for itself and takes away again. */
export interface OwnGround {
  ground: Ground
  fill(): void
  free(): void
  clear(): Promise<void>
}

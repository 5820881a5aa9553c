/** A Telegram account while it was one officer's: from an instant, until another one was bound to it. */
export interface AccountSpan {
  account: number
  from: Date
  /** Null while it still is. */
  until: Date | null
}

/** The instants of a span, as a filter. */
export function within({ from, until }: AccountSpan): { gte: Date; lt?: Date } {
  return until ? { gte: from, lt: until } : { gte: from }
}

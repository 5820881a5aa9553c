/** How far an exchange between the program and the world has come. */
export type Moment =
  /** The question is out; nobody has acted on it. */
  | 'asked'
  /** It was handed on a moment ago. */
  | 'underway'
  /** It was acted on, and whoever asked does not know. */
  | 'acted'
  /** Whoever asked has the answer, and has done nothing with it yet. */
  | 'told'

/** What can be seen of an exchange from outside. */
export interface Seen {
  /** A method of the Bot API, `file`, `completions`, `webhook`, `statement`, `commit` or `log`, the embedded database's. */
  name: string
  moment: Moment
  /** What was asked; of a commit, every statement of its transaction. */
  request: string
  /** What was answered; empty before it was. */
  reply: string
}

export type Matches = (seen: Seen) => boolean

/** The places where the program touches the world: seen from there, so that it carries no hooks. */
export interface Seams {
  /** Says what is to be seen; the exchange stands still until this resolves. */
  pass(seen: Seen): Promise<void>
  /**
   * Acts at the next sight that matches, after `skip` others that do, while the exchange stands
   * still. Resolves when it has acted. One at a time: a later call replaces an earlier one.
   */
  at(matches: Matches, skip: number, act: () => Promise<void>): Promise<void>
  /** Gives up what was to be done. */
  forget(): void
}

export function openSeams(): Seams {
  let wanted: { matches: Matches; left: number; act: () => Promise<void> } | null = null
  return {
    async pass(seen) {
      if (!wanted?.matches(seen) || wanted.left-- > 0) return
      const { act } = wanted
      wanted = null
      await act()
    },
    at: (matches, skip, act) =>
      new Promise((resolve, reject) => {
        wanted = { matches, left: skip, act: () => act().then(resolve, reject) }
      }),
    forget() {
      wanted = null
    },
  }
}

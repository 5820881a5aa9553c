// Telegram lets a pressed button wait this long in this page before it looks free again.
const PATIENCE_MS = 20_000

/** The buttons that were pressed and not answered yet, oldest first. */
export const createPresses = () => {
  let waiting = []
  const free = (key) => {
    key.removeAttribute('aria-busy')
    waiting = waiting.filter((each) => each !== key)
  }
  return {
    /** Marks `key` busy and runs `send`, which tells whether the press went out; once at a time. */
    press: async (key, send) => {
      if (key.hasAttribute('aria-busy')) return
      key.setAttribute('aria-busy', 'true')
      waiting.push(key)
      setTimeout(() => free(key), PATIENCE_MS)
      if (!(await send())) free(key)
    },
    /** An answer came. It does not say for which press; the bot answers in order. */
    release: () => {
      if (waiting.length > 0) free(waiting[0])
    },
    releaseAll: () => {
      for (const key of [...waiting]) free(key)
    },
  }
}

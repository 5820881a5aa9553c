/** What one batch holds at most; the rest makes the next. */
const maxBatch = 200
/** A batch that waits for somebody's lock holds up the next no longer than this. */
const patienceMs = 100

/**
 * Gathers what is asked for while `act` is busy into one next `act`, so that a rush costs few statements and a quiet
 * hour waits for nobody. `act` gives a result for each item, in their order, or fails as a whole and changes nothing;
 * then each item is tried alone, and nobody fails for another.
 */
export function inBatches<Item, Result>(
  act: (items: Item[]) => Promise<Result[]>,
): (item: Item) => Promise<Result> {
  interface Batch {
    items: Item[]
    results: Promise<(() => Promise<Result>)[]>
  }
  let running: Promise<unknown> = Promise.resolve()
  let next: Batch | null = null

  function openBatch(): Batch {
    const batch: Batch = { items: [], results: Promise.resolve([]) }
    const before = running
    batch.results = before.then(() => {
      if (next === batch) next = null
      return settle(batch.items)
    })
    running = Promise.race([batch.results, before.then(patience)])
    return batch
  }

  /** Never fails: each item has its own way to its result or fault. */
  async function settle(items: Item[]): Promise<(() => Promise<Result>)[]> {
    try {
      const results = await act(items)
      return results.map((result) => () => Promise.resolve(result))
    } catch (error) {
      const fault = () => Promise.reject(error)
      if (items.length === 1) return items.map(() => fault)
      return items.map((item) => async () => (await act([item]))[0] as Result)
    }
  }

  return async (item) => {
    if (next === null || next.items.length >= maxBatch) next = openBatch()
    const batch = next
    const place = batch.items.push(item) - 1
    const outcome = (await batch.results)[place]
    if (!outcome) throw new Error('a batch gave fewer results than it had items')
    return await outcome()
  }
}

async function patience(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, patienceMs).unref())
}

/** What `make` gives for each database or transaction, made once for each. */
export function perClient<Client extends object, Made>(
  make: (client: Client) => Made,
): (client: Client) => Made {
  const made = new WeakMap<Client, Made>()
  return (client) => {
    const known = made.get(client) ?? make(client)
    made.set(client, known)
    return known
  }
}

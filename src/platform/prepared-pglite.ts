import {
  PGlite,
  parse,
  protocol,
  type messages,
  type QueryOptions,
  type Results,
} from '@electric-sql/pglite'

const { serialize } = protocol

/** A statement that the database has parsed, and plans at most a few times. */
interface Prepared {
  name: string
  parameterTypes: number[]
  /** What its rows hold; null for a statement without rows. */
  columns: messages.RowDescriptionMessage | null
}

/** How the values of each type are read. */
type Readers = PGlite['parsers']

/** Statements kept; each holds its plan in memory. The one longest unused makes room. */
const maxPrepared = 100

/**
 * PGlite that prepares what it is asked outside of transactions, as the driver of a server does. It parses and plans
 * every query anew, which is most of the work for the short ones of a tap (see `npm run bench -- taps`). A plan is kept until
 * `DISCARD PLANS`, which has to come from time to time: no background process here tells plans that tables have grown.
 */
export class PreparedPGlite extends PGlite {
  readonly #prepared = new Map<string, Prepared>()
  readonly #readers = new WeakMap<object, Readers>()
  #named = 0

  override async query<Row>(
    text: string,
    values: unknown[] = [],
    options: QueryOptions = {},
  ): Promise<Results<Row>> {
    if (options.blob || options.paramTypes) return await super.query<Row>(text, values, options)
    await this._checkReady()
    return await this._runExclusiveTransaction(() =>
      this._runExclusiveQuery(async () => {
        const known = this.#reuse(text)
        if (known) {
          try {
            return await this.#execute<Row>(known, values, options)
          } catch (error) {
            if (!isOutdated(error)) throw error
            this.#prepared.delete(text)
          }
        }
        return await this.#execute<Row>(await this.#prepare(text), values, options)
      }),
    )
  }

  #reuse(text: string): Prepared | undefined {
    const statement = this.#prepared.get(text)
    if (!statement) return undefined
    // A map is in order of entry: what was used last stands last.
    this.#prepared.delete(text)
    this.#prepared.set(text, statement)
    return statement
  }

  async #prepare(text: string): Promise<Prepared> {
    const name = `chenxun_${++this.#named}`
    const answer = await this.#send(
      serialize.parse({ name, text }),
      serialize.describe({ type: 'S', name }),
    )
    const statement = {
      name,
      parameterTypes: parse.parseDescribeStatementResults(answer),
      columns: answer.find(isColumns) ?? null,
    }
    this.#prepared.set(text, statement)
    if (this.#prepared.size > maxPrepared) await this.#forgetOldest()
    return statement
  }

  async #forgetOldest(): Promise<void> {
    for (const [text, { name }] of this.#prepared) {
      this.#prepared.delete(text)
      await this.#send(serialize.close({ type: 'S', name }))
      return
    }
  }

  async #execute<Row>(
    { name, parameterTypes, columns }: Prepared,
    values: unknown[],
    options: QueryOptions,
  ): Promise<Results<Row>> {
    const written = values.map((value, index) => this.#write(value, parameterTypes[index], options))
    const answer = await this.#send(
      serialize.bind({ statement: name, values: written }),
      serialize.execute({}),
    )
    const [results] = parse.parseResults(
      columns ? [columns, ...answer] : answer,
      this.#readersWith(options.parsers),
      options.rowMode ? { rowMode: options.rowMode } : {},
    )
    return results as Results<Row>
  }

  /** The readers of all types with somebody's own: made once, where PGlite copies hundreds for every answer. */
  #readersWith(own: QueryOptions['parsers']): Readers {
    if (!own) return this.parsers
    const known = this.#readers.get(own) ?? { ...this.parsers, ...own }
    this.#readers.set(own, known)
    return known
  }

  #write(value: unknown, type: number | undefined, options: QueryOptions): string | null {
    if (value === null || value === undefined) return null
    const write =
      type === undefined ? undefined : (options.serializers?.[type] ?? this.serializers[type])
    if (write) return write(value)
    return typeof value === 'string' || typeof value === 'bigint'
      ? String(value)
      : JSON.stringify(value)
  }

  /** In one call into the database; an error in it leaves the database ready for the next. */
  async #send(...parts: Uint8Array[]): Promise<messages.BackendMessage[]> {
    return await this.execProtocolStream(Buffer.concat([...parts, serialize.sync()]))
  }
}

/** The tables have changed under the statement, or somebody threw all of them away: nothing was carried out. */
function isOutdated(error: unknown): boolean {
  const { code } = error as { code?: string }
  return code === '0A000' || code === '26000'
}

function isColumns(message: messages.BackendMessage): message is messages.RowDescriptionMessage {
  return message.name === 'rowDescription'
}

import { createHash } from 'node:crypto'

/**
 * A backup is a gzip stream of JSON lines. An object with `format` comes first; then for each table a string with
 * its name and, line by line, its rows as objects, every value as PostgreSQL writes it as text, which is exact for
 * every type; last an array of one object with the counts and hashes. Rows come in the order of the primary
 * key, so two databases with the same content give the same hashes, whatever server they are on.
 */
export interface BackupHead {
  format: typeof format
  version: number
  app: string
  createdAt: string
  /** What had been applied to the database, oldest first. */
  migrations: { name: string; checksum: string }[]
  tables: TableShape[]
}

export interface TableShape {
  name: string
  columns: { name: string; type: string }[]
}

export interface TableSum {
  rows: number
  /** Of its lines, each with its line end. */
  sha256: string
}

export interface BackupFoot {
  tables: Record<string, TableSum>
  /** The last number that was given out, by table and column. */
  sequences: SequenceState[]
  /** Of the head and of the rest of this foot: with the hashes of the tables it covers everything. */
  seal: string
}

export interface SequenceState {
  table: string
  column: string
  /** Null where none was given out yet. */
  last: string | null
}

/** A backup in pieces, in the order of the file. */
export type BackupPart =
  | { kind: 'head'; head: BackupHead }
  | { kind: 'table'; name: string }
  | { kind: 'rows'; lines: string[] }
  | { kind: 'foot'; foot: BackupFoot }

export type BackupParts = AsyncIterable<BackupPart>

export const format = 'chenxun-backup'
/** Changes when an older program could no longer read what a newer one writes. */
export const formatVersion = 1

/**
 * What is about one database at one moment and is not carried to another: which processes are alive, who is
 * logged in, the migrations' own table, and what is counted again from the rest.
 */
export const transient = [
  'Replica',
  'Lease',
  'LoginLink',
  'WebSession',
  '_prisma_migrations',
  'RolledDay',
  'UnitDay',
  'ItemDay',
]

export type BackupFault =
  | 'not-ours'
  | 'cut'
  | 'damaged'
  | 'newer-format'
  | 'newer'
  | 'other-line'
  | 'foreign-tables'
  | 'not-empty'
  | 'target-not-empty'
  | 'move-server'
  | 'no-right'
  | 'in-use'
  | 'unlike'
  | 'no-data'
  | 'exists'
  | 'cannot-write'
  | 'cannot-read'

/** A backup that cannot be made or restored; nothing was changed. The text is `backup-<fault>`. */
export class BackupRefused extends Error {
  readonly fault: BackupFault
  readonly args: Record<string, string | number>
  constructor(fault: BackupFault, args: Record<string, string | number> = {}) {
    super(`backup refused: ${fault} ${JSON.stringify(args)}`)
    this.fault = fault
    this.args = args
  }
}

/** The seal of a head and a foot. */
export function sealOf(head: BackupHead, { tables, sequences }: Omit<BackupFoot, 'seal'>): string {
  return createHash('sha256')
    .update(JSON.stringify([head, tables, sequences]))
    .digest('hex')
}

/** Counts and hashes the rows of one table, lines as they come. */
export function summing(): { add(lines: string[]): void; sum(): TableSum } {
  const hash = createHash('sha256')
  let rows = 0
  return {
    add(lines) {
      rows += lines.length
      hash.update(textOf(lines))
    },
    sum: () => ({ rows, sha256: hash.digest('hex') }),
  }
}

/** Lines as they stand in the file. */
export function textOf(lines: string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

/** True where both have the same tables with the same rows. */
export function sameSums(one: Record<string, TableSum>, other: Record<string, TableSum>): boolean {
  return inOrder(one).join() === inOrder(other).join()
}

function inOrder(sums: Record<string, TableSum>): string[] {
  return Object.entries(sums)
    .map(([name, { rows, sha256 }]) => `${name} ${rows} ${sha256}`)
    .toSorted()
}

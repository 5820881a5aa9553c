import type { SqlConnection } from '../migrate.ts'
import { transient, type SequenceState, type TableShape } from './format.ts'

/** One session of a database. */
export type Session = Pick<SqlConnection, 'query'>

export interface ReadTable extends TableShape {
  /** Puts the rows of the table, called `source`, into one order on every server. Empty without a primary key. */
  order: string
}

/** The tables whose rows a backup holds, by name, from the database's own catalogue. */
export async function readTables(session: Session): Promise<ReadTable[]> {
  const rows = await session.query<{
    table: string
    column: string
    type: string
    order: string | null
  }>(`
    select t.relname::text as table, a.attname::text as column,
      format_type(a.atttypid, a.atttypmod) as type,
      (select string_agg('source.' || quote_ident(k.attname) ||
          case when k.attcollation <> 0 then ' collate "C"' else '' end, ', ' order by part.place)
        from pg_index i cross join unnest(i.indkey::int2[]) with ordinality as part (number, place)
        join pg_attribute k on k.attrelid = i.indrelid and k.attnum = part.number
        where i.indrelid = t.oid and i.indisprimary) as order
    from pg_class t join pg_attribute a on a.attrelid = t.oid
    where t.relnamespace = current_schema()::regnamespace and t.relkind in ('r', 'p')
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    order by t.relname collate "C", a.attnum`)
  const tables = new Map<string, ReadTable>()
  for (const { table, column, type, order } of rows) {
    if (transient.includes(table)) continue
    const known = tables.get(table) ?? { name: table, columns: [], order: order ?? '' }
    known.columns.push({ name: column, type })
    tables.set(table, known)
  }
  return [...tables.values()]
}

/** Where the numbering of each table stands. */
export async function readSequences(session: Session): Promise<SequenceState[]> {
  const rows = await session.query<{ table: string; column: string; last: string | null }>(`
    select t.relname::text as table, a.attname::text as column,
      pg_sequence_last_value(s.sequence::regclass)::text as last
    from pg_class t join pg_attribute a on a.attrelid = t.oid
    cross join pg_get_serial_sequence(quote_ident(t.relname), a.attname::text) as s (sequence)
    where t.relnamespace = current_schema()::regnamespace and t.relkind in ('r', 'p')
      and a.attnum > 0 and not a.attisdropped and s.sequence is not null
    order by t.relname collate "C", a.attnum`)
  return rows.filter(({ table }) => !transient.includes(table))
}

/** A name as SQL takes it. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

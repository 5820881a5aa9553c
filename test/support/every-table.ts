import type { Connection } from '../../src/platform/db.ts'

interface Column {
  table: string
  name: string
  type: string
  isArray: boolean
  isNullable: boolean
  hasDefault: boolean
  isKey: boolean
  enumLabels: string[] | null
  refersTo: string | null
  refersColumn: string | null
}

const rowsEach = 4

/**
 * Puts rows into every table there is, whatever its columns, with the values that are the hardest to carry:
 * numbers beyond 2^53, JSON null beside no value, quotes and line ends, bytes, rows that name later rows.
 */
export async function fillEveryTable(connection: Connection): Promise<string[]> {
  const columns = await connection.query<Column>(`
    select t.relname::text as table, a.attname::text as name,
      format_type(a.atttypid, a.atttypmod) as type, a.attndims > 0 as "isArray",
      not a.attnotnull as "isNullable", a.atthasdef as "hasDefault",
      exists (select 1 from pg_index i where i.indrelid = t.oid and i.indisunique
        and a.attnum = any(i.indkey::int2[])) as "isKey",
      (select array_agg(e.enumlabel::text order by e.enumsortorder) from pg_enum e
        where e.enumtypid = a.atttypid) as "enumLabels",
      f.confrelid::regclass::text as "refersTo",
      (select quote_ident(r.attname) from pg_attribute r
        where r.attrelid = f.confrelid and r.attnum = f.confkey[1]) as "refersColumn"
    from pg_class t join pg_attribute a on a.attrelid = t.oid
    left join pg_constraint f on f.conrelid = t.oid and f.contype = 'f' and f.conkey[1] = a.attnum
    where t.relnamespace = 'public'::regnamespace and t.relkind = 'r' and a.attnum > 0
      and not a.attisdropped and t.relname <> '_prisma_migrations'
    order by t.relname, a.attnum`)
  const left = new Set(columns.map(({ table }) => table))
  const filled: string[] = []
  while (left.size > 0) {
    const next = [...left].find((table) =>
      columns.every(
        (column) => column.table !== table || isSelf(column) || !left.has(bare(column.refersTo)),
      ),
    )
    if (next === undefined) throw new Error(`tables refer to each other: ${[...left].join(', ')}`)
    await fillTable(
      connection,
      next,
      columns.filter(({ table }) => table === next),
    )
    left.delete(next)
    filled.push(next)
  }
  return filled
}

function bare(name: string | null): string {
  return (name ?? '').replaceAll('"', '')
}

function isSelf({ table, refersTo }: Column): boolean {
  return bare(refersTo) === table
}

async function fillTable(connection: Connection, table: string, columns: Column[]): Promise<void> {
  // The numbering is ahead of the rows, as after a deletion.
  const given = columns.filter((column) => !(column.hasDefault && column.name === 'id'))
  for (let row = 0; row < rowsEach; row++) {
    const values = given.map((column, index) => valueOf(column, row, index))
    await connection.query(
      `insert into "${table}" (${given.map(({ name }) => `"${name}"`).join(', ')})
       values (${given.map((column, index) => wrap(column, index, row)).join(', ')})`,
      values.filter((value) => value !== undefined),
    )
  }
  for (const column of columns.filter(isSelf)) {
    // In a ring: every row names one that may come later.
    await connection.exec(`update "${table}" set "${column.name}" = coalesce(
      (select min(id) from "${table}" as later where later.id > "${table}".id),
      (select min(id) from "${table}"))`)
  }
  if (given.length < columns.length) {
    await connection.exec(`delete from "${table}" where id = (select max(id) from "${table}")
      and not exists (select 1 from pg_constraint where confrelid = '"${table}"'::regclass)`)
  }

  function wrap(column: Column, index: number, row: number): string {
    if (column.refersTo !== null && !isSelf(column)) {
      return `(select ${column.refersColumn} from ${column.refersTo}
        order by 1 offset ${row} % (select count(*) from ${column.refersTo}) limit 1)`
    }
    const place = given
      .slice(0, index)
      .filter((before, at) => valueOf(before, row, at) !== undefined).length
    return `$${place + 1}::text::${column.type}`
  }
}

/** Undefined for what is looked up in another table; null for no value. */
function valueOf(column: Column, row: number, index: number): string | null | undefined {
  if (isSelf(column)) return null
  if (column.refersTo !== null) return undefined
  if (column.isNullable && !column.isKey && (row + index) % rowsEach === 0) return null
  if (column.enumLabels) return column.enumLabels[row % column.enumLabels.length] ?? null
  return textOf(column, row)
}

/** Four values of each type that tables have. */
const values: Record<string, string[]> = {
  integer: ['2000000000', '2000000001', '2000000002', '2000000003'],
  bigint: ['9007199254740993', '9007199254740994', '-9007199254740995', '7'],
  'double precision': ['0.1', '-0', '1e-300', '12345678.123456789'],
  boolean: ['true', 'false', 'true', 'false'],
  text: ["“警”\t'a' \\n\\", '两\n行\r\n{"x":1}\u2028😀', '"', '{'],
  jsonb: ['null', '{"大": 12345678901234567890.10, "b": [null, "\\\\\\n"]}', '"null"', '[]'],
  'timestamp with time zone': [
    '2026-11-24 06:40:00.123+08',
    '1999-12-31 23:59:59.999Z',
    '0044-03-15 BC',
    'infinity',
  ],
  bytea: ['\\x00ff5c0a', '\\x', '\\xdeadbeef', '\\x22'],
  'integer[]': ['{}', '{1,NULL,-3}', '{{1,2},{3,4}}', '{0}'],
  'text[]': ['{}', '{"a,b","c\\"d",NULL,"NULL",""}', '{中}', '{"\\\\"}'],
}

function textOf({ type, name }: Column, row: number): string {
  const text = values[type.replace(/\(.*?\)/, '')]?.[row]
  if (text === undefined) throw new Error(`say which values the type ${type} has`)
  return type === 'text' ? `${name} ${text}` : text
}

import type postgres from 'postgres'

/** A table as a backup sees it; columns in their order, those of the primary key and those of files apart. */
export type TableShape = {
  name: string
  columns: string[]
  key: string[]
  files: string[]
  identity: string | null
}

/** What the migration runner keeps for itself: restored by running the migrations, not by copying. */
export const migrationTable = 'landed_migrations'

/** Every table of the registry, each after those it refers to: the order in which they can be filled. */
export async function tablesInOrder(sql: postgres.Sql | postgres.TransactionSql): Promise<TableShape[]> {
  const shapes = await sql<TableShape[]>`
    select t.relname as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped) as columns,
      (select array_agg(a.attname::text order by k.place)
        from pg_constraint c
        cross join lateral unnest(c.conkey) with ordinality k (attnum, place)
        join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum
        where c.conrelid = t.oid and c.contype = 'p') as key,
      (select coalesce(array_agg(a.attname::text order by a.attnum), '{}') from pg_attribute a
        where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
          and a.atttypid = 'bytea'::regtype) as files,
      (select a.attname::text from pg_attribute a
        where a.attrelid = t.oid and a.attidentity <> '' and not a.attisdropped limit 1) as identity
    from pg_class t
    join pg_namespace n on n.oid = t.relnamespace and n.nspname = 'public'
    where t.relkind in ('r', 'p') and not t.relispartition and t.relname <> ${migrationTable}
    order by t.relname`
  const references = await sql<{ from: string; to: string }[]>`
    select conrelid::regclass::text as "from", confrelid::regclass::text as "to"
    from pg_constraint where contype = 'f' and conrelid <> confrelid`
  return ordered(shapes, references)
}

function ordered(
  shapes: readonly TableShape[],
  references: readonly { from: string; to: string }[],
): TableShape[] {
  const placed: TableShape[] = []
  const waiting = new Set(shapes)
  while (waiting.size > 0) {
    const ready = [...waiting].filter(({ name }) =>
      references.every(({ from, to }) => from !== name || !isWaiting(waiting, to)),
    )
    if (ready.length === 0) throw new Error('tables refer to each other in a ring')
    for (const shape of ready) {
      waiting.delete(shape)
      placed.push(shape)
    }
  }
  return placed
}

function isWaiting(waiting: ReadonlySet<TableShape>, table: string): boolean {
  return [...waiting].some(({ name }) => name === table)
}

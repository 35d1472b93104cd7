import type postgres from 'postgres'

/** One of the driver's handles: the pool itself, or the one connection of a transaction. */
type Handle = postgres.Sql | postgres.TransactionSql | postgres.ReservedSql

/** A statement as drizzle hands it to the driver, with its values apart. */
type Send = (
  text: string,
  values: postgres.ParameterOrJSON<never>[],
  options?: postgres.UnsafeQueryOptions,
) => postgres.PendingQuery<postgres.Row[]>

type Begin = (...words: unknown[]) => unknown

/** What happens to each statement on its way; it answers what `send` answers. */
export type Interceptor = (send: Send, ...statement: Parameters<Send>) => ReturnType<Send>

/**
 * Puts the interceptor before every statement with its values apart (`unsafe`, which is all that drizzle uses), on
 * the pool and inside its transactions. Tagged statements of the driver go their own way.
 */
export function intercepted<Sql extends Handle>(sql: Sql, interceptor: Interceptor): Sql {
  const send: Send = sql.unsafe
  const inside =
    (begin: Begin) =>
    (...words: unknown[]) => {
      const run = words.pop()
      if (typeof run !== 'function') throw new TypeError('a transaction takes what runs in it')
      return begin(...words, (handle: Handle) => run(intercepted(handle, interceptor)))
    }
  const own = new Map<PropertyKey, unknown>()
  own.set('unsafe', (text: string, values: Parameters<Send>[1] = [], options: Parameters<Send>[2] = {}) =>
    interceptor(send, text, values, options),
  )
  if ('begin' in sql) own.set('begin', inside(sql.begin as Begin))
  if ('savepoint' in sql) own.set('savepoint', inside(sql.savepoint as Begin))
  return new Proxy(sql, { get: (target, name) => own.get(name) ?? Reflect.get(target, name) })
}

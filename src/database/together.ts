/**
 * Statements and whole reads or writes that do not wait on each other, sent one behind the other instead of each
 * after the other's answer. Unlike Promise.all it waits for every one of them before it tells of a failure: in a
 * transaction nothing may still be under way when the rollback is sent, or it would be written after it. Their order
 * on the server is not promised.
 */
export async function together<const Parts extends readonly unknown[]>(
  parts: Parts,
): Promise<{ -readonly [Index in keyof Parts]: Awaited<Parts[Index]> }> {
  const failures: unknown[] = []
  const settled = parts.map((part) =>
    Promise.resolve(part).catch((error: unknown) => {
      failures.push(error)
    }),
  )
  const values = await Promise.all(settled)
  // One statement fails, and the others of its transaction because of it: they may be heard of before it.
  if (failures.length > 0) throw failures.find((error) => !isOfAborted(error)) ?? failures[0]
  return values as { -readonly [Index in keyof Parts]: Awaited<Parts[Index]> }
}

/**
 * The same where the order matters: a lock and the reads it guards, the end of a row and the row in its stead. In a
 * transaction the server runs what each call sends at once, before any answer, in the order of the calls; each
 * statement sees what those before it wrote, and what was committed while a lock before it waited. What a call sends
 * only after an answer of its own comes later than that.
 */
export function inOrder<const Calls extends readonly (() => unknown)[]>(
  calls: Calls,
): Promise<{ -readonly [Index in keyof Calls]: Awaited<ReturnType<Calls[Index]>> }> {
  // A statement of drizzle is sent when it is first waited for: here, in its turn.
  const parts = calls.map(async (call) => call())
  return together(parts) as Promise<{ -readonly [Index in keyof Calls]: Awaited<ReturnType<Calls[Index]>> }>
}

/** A statement that was not run because another of its transaction had failed; drizzle wraps what the driver says. */
function isOfAborted(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    if ('code' in current && current.code === '25P02') return true
  }
  return false
}

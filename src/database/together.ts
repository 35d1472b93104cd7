/**
 * Statements and whole reads or writes that do not wait on each other, sent one behind the other instead of each
 * after the other's answer. Unlike Promise.all it waits for every one of them before it tells of a failure: in a
 * transaction nothing may still be under way when the rollback is sent, or it would be written after it. Their order
 * on the server is not promised.
 */
export async function together<const Parts extends readonly unknown[]>(
  parts: Parts,
): Promise<{ -readonly [Index in keyof Parts]: Awaited<Parts[Index]> }> {
  // One statement fails first, and the others of an aborted transaction because of it.
  let first: { error: unknown } | null = null
  const settled = parts.map((part) =>
    Promise.resolve(part).catch((error: unknown) => {
      first ??= { error }
    }),
  )
  const values = await Promise.all(settled)
  const failure = first as { error: unknown } | null
  if (failure !== null) throw failure.error
  return values as { -readonly [Index in keyof Parts]: Awaited<Parts[Index]> }
}

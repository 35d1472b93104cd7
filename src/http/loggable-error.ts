/**
 * An error as the log may keep it. The statement's text stays, its values go: they are names and numbers of people.
 */
export function loggable(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: 'not an error', type: typeof error }
  const { cause } = error
  const query = 'query' in error && typeof error.query === 'string' ? error.query : undefined
  return {
    type: error.name,
    message: query === undefined ? error.message : 'query failed',
    ...(query === undefined ? {} : { query }),
    ...('code' in error ? { code: error.code } : {}),
    ...('constraint_name' in error ? { constraint: error.constraint_name } : {}),
    stack: framesOf(error),
    ...(cause === undefined ? {} : { cause: loggable(cause) }),
  }
}

/** Is the message for the person at the keyboard, or the database's own? */
export function isDatabaseError(error: unknown): boolean {
  return error instanceof Error && ('query' in error || error.name === 'PostgresError')
}

/** The first lines of a stack repeat the message, values and all. */
function framesOf({ stack }: Error): string[] {
  return (stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim())
}

/**
 * The name of the constraint a statement broke, or null when the error is another. drizzle wraps the driver's
 * error; a distributed table adds its shard's number behind the name, which is stripped here.
 */
export function brokenConstraint(error: unknown): string | null {
  for (let current = error; current instanceof Error; current = current.cause) {
    if ('constraint_name' in current && typeof current.constraint_name === 'string') {
      return current.constraint_name.replace(/_\d{5,}$/, '')
    }
  }
  return null
}

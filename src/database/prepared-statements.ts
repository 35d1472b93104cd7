import type { Interceptor } from './statement-interceptor.ts'

/** Longer texts are lists of rows or reports over a district: the first differ each time, the second gain nothing. */
const longest = 6_000

/** Each connection keeps what it prepared; more texts than these are not the few that every request sends. */
const most = 600

/**
 * Has a statement parsed and planned once per connection instead of each time: it then takes one journey to the
 * server, where an unprepared one with values takes two. Drizzle names no statements of its own accord. Only texts
 * that come again are prepared, and a bounded number of them, so a filter that nobody chooses twice costs no memory.
 */
export function preparing(): Interceptor {
  const seen = new Set<string>()
  const prepared = new Set<string>()
  return (send, text, values, options) => {
    if (values.length === 0 || text.length > longest) return send(text, values, options)
    if (!prepared.has(text)) {
      if (seen.delete(text) && prepared.size < most) prepared.add(text)
      else {
        seen.add(text)
        if (seen.size > most) seen.clear()
        return send(text, values, options)
      }
    }
    return send(text, values, { ...options, prepare: true })
  }
}

import type { Viewpoint } from '../kernel/acting.ts'
import { parseDate } from '../kernel/dates.ts'
import type { Request } from './environment.ts'

/**
 * 时点 from the address: `asOf` a day (today when not given), `asKnownAt` a moment (now when not given). A text that
 * is no day falls back to today; the bar shows what is in force.
 */
export function viewpointOf(c: Request): Viewpoint {
  const { regionCode, clock } = c.get('services')
  return {
    regionCode,
    asOf: parseDate(c.req.query('asOf') ?? '') ?? clock.today(),
    asKnownAt: momentOf(c.req.query('asKnownAt')),
  }
}

/** The query a link must carry so that the 时点 stays: empty for today as known now. */
export function viewpointQuery(c: Request): Record<string, string> {
  const { asOf, asKnownAt } = viewpointOf(c)
  return {
    ...(asOf === c.get('services').clock.today() ? {} : { asOf }),
    ...(asKnownAt === null ? {} : { asKnownAt: asKnownAt.toISOString() }),
  }
}

/** A link that keeps the 时点: path, the viewpoint's query, then its own. */
export type Link = (path: string, query?: Record<string, string | undefined>) => string

export function linkOf(c: Request): Link {
  const kept = viewpointQuery(c)
  return (path, query = {}) => {
    const parameters = new URLSearchParams(kept)
    for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, value)
    const text = parameters.toString()
    return text === '' ? path : `${path}?${text}`
  }
}

/** A day means its end in Beijing: what was known when the office closed; null when it is no moment. */
export function momentOf(text: string | undefined): Date | null {
  if (text === undefined || text === '') return null
  const day = parseDate(text)
  const moment = new Date(day === null ? text : `${day}T23:59:59.999+08:00`)
  const year = moment.getUTCFullYear()
  // Not a number, or beyond what tables and pages can say.
  return year >= 1900 && year < 3000 ? moment : null
}

/** An address with a query behind what it carries already. */
export function withQuery(address: string, query: string): string {
  if (query === '') return address
  return `${address}${address.includes('?') ? '&' : '?'}${query}`
}

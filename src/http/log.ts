import { AsyncLocalStorage } from 'node:async_hooks'
import type { MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import type { SlowQuery } from '../database/slow-query.ts'
import type { Environment } from './environment.ts'

const present = new AsyncLocalStorage<string>()

/** A slow statement, in one line, under the id of the request that sent it; without one when the server sent it by itself. */
export function logSlowQuery(log: Logger, { text, milliseconds }: SlowQuery): void {
  const words = text.replaceAll(/\s+/g, ' ').trim()
  log.warn({ requestId: present.getStore(), milliseconds, text: words }, 'slow query')
}

/** One line a request: id, method, path without query, status, milliseconds. Nothing of what was typed or shown. */
export function requestLog(wall: () => Date): MiddlewareHandler<Environment> {
  return async (c, next) => {
    const began = wall().getTime()
    await present.run(c.get('requestId'), next)
    const { log } = c.get('services')
    const line = {
      requestId: c.get('requestId'),
      method: c.req.method,
      path: loggedPath(c.req.path),
      status: c.res.status,
      milliseconds: wall().getTime() - began,
    }
    if (c.res.status >= 500) log.error(line, 'request')
    else log.info(line, 'request')
  }
}

const ids = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/**
 * Our addresses hold words and ids; one that somebody made up may hold anything, such as the number of a telephone, an
 * account or a person.
 */
function loggedPath(path: string): string {
  return /^[\w/.-]{1,200}$/.test(path) && !/\d{7}/.test(path.replace(ids, '')) ? path : '(strange)'
}

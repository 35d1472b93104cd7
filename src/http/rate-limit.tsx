import type { MiddlewareHandler } from 'hono'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { RateLimitPage } from '../../views/error-page.tsx'
import type { Environment, Request } from './environment.ts'
import { respond } from './respond.tsx'

type Limit = {
  /** How many requests within `seconds`. */
  most: number
  seconds: number
  /** Whose requests are counted together; null: this one is not counted. */
  of(c: Request): string | null
}

/**
 * 429 beyond a limit. Counted in memory: it keeps the server usable, while what must hold over a restart (the
 * lock-out of accounts) is counted in the database.
 */
export function rateLimit({ most, seconds, of }: Limit): MiddlewareHandler<Environment> {
  const limiter = new RateLimiterMemory({ points: most, duration: seconds })
  return async (c, next) => {
    const key = of(c)
    if (key === null) return next()
    const waitSeconds = await limiter.consume(key).then(
      () => 0,
      (refusal: unknown) => {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
      },
    )
    if (waitSeconds === 0) return next()
    c.header('Retry-After', String(waitSeconds))
    return respond(c, { title: '次数过多' }, <RateLimitPage seconds={waitSeconds} />, 429)
  }
}

import { createHash, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import type { MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { Lucia, TimeSpan } from 'lucia'
import type { Environment, Request, Services } from '../http/environment.ts'
import { forbiddenPage } from '../http/error-pages.tsx'
import { bodyOf } from '../http/form.ts'
import { recordRefusal } from '../http/permit.ts'
import { permissionsOf } from '../kernel/permission.ts'
import { passwordDue } from './password-rule.ts'
import { sessionStore } from './session.store.ts'

declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof sessionsOf>
    DatabaseSessionAttributes: { createdAt: Date; address: string }
    DatabaseUserAttributes: UserAttributes
  }
}

type UserAttributes = {
  account: string
  name: string
  scopeOrganizationId: string | null
  passwordSetAt: Date
  passwordTemporary: boolean
  roles: string[]
}

/** Half an hour without a request ends a session; so do twelve hours with them. */
const idleTime = new TimeSpan(30, 'm')
const longestTime = new TimeSpan(12, 'h')

export function sessionsOf({ db, regionCode, secure, wall }: Services) {
  return new Lucia(sessionStore(db, regionCode, wall), {
    sessionExpiresIn: idleTime,
    sessionCookie: {
      name: secure ? '__Host-bianzhi' : 'bianzhi',
      // The server ends the session.
      expires: false,
      attributes: { secure, sameSite: 'lax', path: '/' },
    },
    getUserAttributes: (attributes): UserAttributes => attributes,
    getSessionAttributes: ({ createdAt, address }) => ({ createdAt, address }),
  })
}

/** Reads the session and says who is acting, in which roles, for the guards behind it. */
export function withSession(services: Services): MiddlewareHandler<Environment> {
  const lucia = sessionsOf(services)
  return async (c, next) => {
    const sessionId = getCookie(c, lucia.sessionCookieName)
    if (sessionId !== undefined) {
      const { session, user } = await lucia.validateSession(sessionId)
      const tooOld =
        session !== null &&
        session.createdAt.getTime() + longestTime.milliseconds() < services.wall().getTime()
      if (session === null || user === null || tooOld) {
        if (tooOld) await lucia.invalidateSession(sessionId)
        clearCookie(c, lucia)
      } else {
        const { roles } = user
        c.set('permissions', permissionsOf(roles))
        c.set('csrfToken', csrfTokenOf(sessionId))
        c.set('acting', {
          regionCode: services.regionCode,
          userId: user.id,
          userName: user.name,
          roles,
          scopeOrganizationId: user.scopeOrganizationId,
          today: services.clock.today(),
          at: services.clock.now(),
          from: addressOf(c),
        })
        const due = passwordDue(
          { setAt: user.passwordSetAt, temporary: user.passwordTemporary },
          { now: services.clock.now(), isExample: services.isExample },
        )
        if (due !== null && !withoutNewPassword.test(c.req.path)) return newPasswordFirst(c)
      }
    }
    return next()
  }
}

/** What may be opened before a due password is changed. */
const withoutNewPassword = /^\/(account\/password|sign-out|healthz|assets\/.*)$/

function newPasswordFirst(c: Request) {
  if (c.req.header('HX-Request') === 'true') {
    c.header('HX-Redirect', '/account/password')
    return c.body(null, 200)
  }
  return c.redirect('/account/password', 303)
}

/** A changing request must carry the token that only our own pages know. */
export const csrfGuard: MiddlewareHandler<Environment> = async (c, next) => {
  const changing = !['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)
  const expected = c.get('csrfToken')
  if (changing && expected !== '') {
    const given = c.req.header('X-CSRF-Token') ?? (await bodyOf(c)).csrf
    if (typeof given !== 'string' || !sameText(given, expected)) {
      await recordRefusal(c, 'csrf')
      return forbiddenPage(c)
    }
  }
  return next()
}

export function setSessionCookie(c: Request, lucia: ReturnType<typeof sessionsOf>, sessionId: string): void {
  const { name, value, attributes } = lucia.createSessionCookie(sessionId)
  // lucia would have it kept for years; without an age it goes with the browser's own session, on a shared machine too.
  setCookie(c, name, value, cookieOptions({ secure: attributes.secure }))
}

export function clearCookie(c: Request, lucia: ReturnType<typeof sessionsOf>): void {
  const { name, value, attributes } = lucia.createBlankSessionCookie()
  setCookie(c, name, value, cookieOptions(attributes))
}

/** The browser's address; behind a proxy of ours, the one that the proxy saw last. */
export function addressOf(c: Request): string {
  const incoming: unknown = c.env
  const socket =
    typeof incoming === 'object' && incoming !== null && 'incoming' in incoming
      ? (incoming as { incoming?: { socket?: { remoteAddress?: string } } }).incoming?.socket
      : undefined
  const forwarded = c.get('services').behindProxy
    ? c.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim()
    : ''
  return forwarded && isIP(forwarded) !== 0 ? forwarded : (socket?.remoteAddress ?? 'unknown')
}

type CookieAttributes = ReturnType<ReturnType<typeof sessionsOf>['createSessionCookie']>['attributes']

function cookieOptions({ secure, maxAge }: CookieAttributes) {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax' as const,
    secure: secure ?? false,
    ...(maxAge === undefined ? {} : { maxAge }),
  }
}

/** Bound to the session: who does not know the secret id cannot make the token. */
function csrfTokenOf(sessionId: string): string {
  return createHash('sha256').update(`csrf ${sessionId}`).digest('base64url')
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

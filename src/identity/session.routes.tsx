import { getCookie } from 'hono/cookie'
import { z } from 'zod'
import { SignIn } from '../../views/identity/sign-in.tsx'
import { recordAudit } from '../database/audit.ts'
import { newRoutes, type Request, type Services } from '../http/environment.ts'
import { optionalText, readForm, requiredText } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { rateLimit } from '../http/rate-limit.tsx'
import { respond } from '../http/respond.tsx'
import type { Problem } from '../kernel/problem.ts'
import { addressOf, clearCookie, sessionsOf, setSessionCookie } from './session.ts'
import { signIn } from './sign-in.ts'

const signInForm = z.object({
  account: requiredText(50),
  password: requiredText(200),
  code: optionalText(10),
})

/** Far above what an office behind one address needs; the lock-out in the database is much narrower. */
const attemptsOfAddress = { most: 300, seconds: 900, of: addressOf }

export function sessionRoutes(services: Services) {
  const lucia = sessionsOf(services)
  const routes = newRoutes()

  routes.get('/sign-in', permit('anyone'), (c) => {
    if (c.get('acting') !== undefined) return c.redirect(ownPath(c.req.query('to')), 303)
    return signInPage(c, { account: '', to: c.req.query('to') ?? '' }, [])
  })

  routes.post('/sign-in', permit('anyone'), rateLimit(attemptsOfAddress), async (c) => {
    const { typed, outcome } = await readForm(c, signInForm)
    if (!outcome.done) return signInPage(c, typed, outcome.problems)
    const attempt = { ...outcome.value, from: addressOf(c) }
    const answer = await signIn(services, attempt)
    if (!answer.done) return signInPage(c, typed, answer.problems)
    const session = await lucia.createSession(answer.value.id, {
      createdAt: services.wall(),
      address: attempt.from,
    })
    setSessionCookie(c, lucia, session.id)
    return c.redirect(ownPath(typed.to), 303)
  })

  routes.post('/sign-out', permit('signed-in'), async (c) => {
    const sessionId = getCookie(c, lucia.sessionCookieName)
    if (sessionId !== undefined) await lucia.invalidateSession(sessionId)
    const acting = c.get('acting')
    if (acting) {
      await recordAudit(services.db, acting, {
        action: 'session.sign-out',
        subjectKind: 'user',
        subjectId: acting.userId,
      })
    }
    clearCookie(c, lucia)
    return c.redirect('/sign-in', 303)
  })

  return routes
}

function signInPage(c: Request, typed: Record<string, string>, problems: readonly Problem[]) {
  const { regionName, isExample } = c.get('services')
  return respond(
    c,
    { title: '登录' },
    <SignIn typed={typed} problems={problems} regionName={regionName} isExample={isExample} />,
    problems.length === 0 ? 200 : 422,
  )
}

/** Only a path of our own: never another site. */
function ownPath(to: string | undefined): string {
  return to !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(to) ? to : '/'
}

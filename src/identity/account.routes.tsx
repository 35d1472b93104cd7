import { getCookie } from 'hono/cookie'
import { renderSVG } from 'uqr'
import { z } from 'zod'
import { Account, type AccountFacts } from '../../views/identity/account.tsx'
import { ChangePassword } from '../../views/identity/change-password.tsx'
import { RegisterSecondFactor, WithdrawSecondFactor } from '../../views/identity/second-factor.tsx'
import { recordAudit } from '../database/audit.ts'
import { actingOf, newRoutes, type Request, type Services } from '../http/environment.ts'
import { readForm, requiredText, type Typed } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { rateLimit } from '../http/rate-limit.tsx'
import { respond } from '../http/respond.tsx'
import type { Problem } from '../kernel/problem.ts'
import { signInsOf } from './audit.store.ts'
import { changePassword } from './change-password.ts'
import { passwordDue } from './password-rule.ts'
import { registerSecondFactor, withdrawSecondFactor } from './register-second-factor.ts'
import { secondFactorOf } from './second-factor.store.ts'
import { enrolmentAddress, isSecret, newSecret } from './second-factor.ts'
import { deleteOtherSessions, openSessions } from './session.store.ts'
import { sessionsOf } from './session.ts'
import { type User, userById } from './user.store.ts'

const passwordForm = z.object({
  current: requiredText(200),
  wanted: requiredText(200),
  repeated: requiredText(200),
})
const registrationForm = z.object({
  secret: requiredText(32),
  code: requiredText(10),
  password: requiredText(200),
})
const withdrawalForm = z.object({ password: requiredText(200) })

/** Whoever guesses the present password in somebody else's open session is slow. */
const guessesOfUser = { most: 20, seconds: 900, of: (c: Request) => actingOf(c).userId }

/** 本人账号: password, second factor, where one is signed in and was. */
export function accountRoutes(services: Services) {
  const { db, regionCode } = services
  const lucia = sessionsOf(services)
  const routes = newRoutes()
  const guarded = rateLimit(guessesOfUser)
  const sessionIdOf = (c: Request) => getCookie(c, lucia.sessionCookieName) ?? ''

  routes.get('/account', permit('signed-in'), async (c) => {
    const user = await ownUser(c)
    const facts: AccountFacts = {
      account: user.account,
      name: user.name,
      roles: actingOf(c).roles,
      passwordSetAt: user.passwordSetAt ?? user.createdAt,
      secondFactorSince: (await secondFactorOf(db, regionCode, user.id))?.registeredAt ?? null,
      sessions: await openSessions(db, regionCode, {
        userId: user.id,
        sessionId: sessionIdOf(c),
        now: services.wall(),
      }),
      signIns: await signInsOf(db, regionCode, { userId: user.id, most: 50 }),
    }
    return respond(
      c,
      { title: '本人账号' },
      <Account facts={facts} said={c.req.query('said')} csrfToken={c.get('csrfToken')} />,
    )
  })

  routes.post('/account/other-sessions/ending', permit('signed-in'), async (c) => {
    const acting = actingOf(c)
    const ended = await deleteOtherSessions(db, regionCode, {
      userId: acting.userId,
      sessionId: sessionIdOf(c),
    })
    await recordAudit(db, acting, {
      action: 'session.end-others',
      subjectKind: 'user',
      subjectId: acting.userId,
      after: { ended },
    })
    return c.redirect('/account?said=sessions', 303)
  })

  routes.get('/account/password', permit('signed-in'), async (c) => passwordPage(c, []))

  routes.post('/account/password', permit('signed-in'), guarded, async (c) => {
    const { outcome } = await readForm(c, passwordForm)
    if (!outcome.done) return passwordPage(c, outcome.problems)
    const answer = await changePassword(db, actingOf(c), outcome.value, sessionIdOf(c))
    return answer.done ? c.redirect('/account?said=password', 303) : passwordPage(c, answer.problems)
  })

  routes.get('/account/second-factor', permit('signed-in'), async (c) => secondFactorPage(c, {}, []))

  routes.post('/account/second-factor', permit('signed-in'), guarded, async (c) => {
    const { typed, outcome } = await readForm(c, registrationForm)
    if (!outcome.done) return secondFactorPage(c, typed, outcome.problems)
    const answer = await registerSecondFactor(services, actingOf(c), outcome.value)
    return answer.done
      ? c.redirect('/account?said=second-factor', 303)
      : secondFactorPage(c, typed, answer.problems)
  })

  routes.post('/account/second-factor/withdrawal', permit('signed-in'), guarded, async (c) => {
    const { typed, outcome } = await readForm(c, withdrawalForm)
    if (!outcome.done) return secondFactorPage(c, typed, outcome.problems)
    const answer = await withdrawSecondFactor(db, actingOf(c), outcome.value.password)
    return answer.done
      ? c.redirect('/account?said=no-second-factor', 303)
      : secondFactorPage(c, typed, answer.problems)
  })

  return routes
}

async function ownUser(c: Request): Promise<User> {
  const { regionCode, userId } = actingOf(c)
  const user = await userById(c.get('services').db, regionCode, userId)
  if (user === null) throw new Error('a session without its user')
  return user
}

async function passwordPage(c: Request, problems: readonly Problem[]) {
  const { clock, isExample } = c.get('services')
  const user = await ownUser(c)
  const due = passwordDue(
    { setAt: user.passwordSetAt ?? user.createdAt, temporary: user.passwordTemporary },
    { now: clock.now(), isExample },
  )
  return respond(
    c,
    { title: '修改密码', crumbs: [{ title: '本人账号', href: '/account' }] },
    <ChangePassword due={due} problems={problems} csrfToken={c.get('csrfToken')} />,
    problems.length === 0 ? 200 : 422,
  )
}

async function secondFactorPage(c: Request, typed: Typed, problems: readonly Problem[]) {
  const { db, regionCode, regionName } = c.get('services')
  const user = await ownUser(c)
  const page = { title: '动态口令', crumbs: [{ title: '本人账号', href: '/account' }] }
  const status = problems.length === 0 ? 200 : 422
  const csrfToken = c.get('csrfToken')
  if ((await secondFactorOf(db, regionCode, user.id)) !== null) {
    return respond(c, page, <WithdrawSecondFactor problems={problems} csrfToken={csrfToken} />, status)
  }
  const given = typed.secret ?? ''
  const secret = isSecret(given) ? given : newSecret()
  const address = enrolmentAddress(secret, { account: user.account, issuer: `编制通 ${regionName}` })
  const picture = `data:image/svg+xml;base64,${Buffer.from(renderSVG(address, { border: 4 })).toString('base64')}`
  return respond(
    c,
    page,
    <RegisterSecondFactor secret={secret} picture={picture} problems={problems} csrfToken={csrfToken} />,
    status,
  )
}

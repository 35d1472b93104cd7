import { z } from 'zod'
import { SetUp } from '../../views/identity/set-up.tsx'
import type { Db } from '../database/connection.ts'
import { keyFingerprint } from '../database/personal-cipher.ts'
import { newRoutes, type Request, type Services } from '../http/environment.ts'
import { readForm, requiredText, type Typed } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { rateLimit } from '../http/rate-limit.tsx'
import { respond } from '../http/respond.tsx'
import type { Acting } from '../kernel/acting.ts'
import type { Problem } from '../kernel/problem.ts'
import { createRegion } from './create-region.ts'
import type { OneTimeCode } from './one-time-code.ts'
import { type AdministratorRole, fieldOf } from './region-draft.ts'
import { addressOf } from './session.ts'

const person = (role: AdministratorRole) => ({
  [fieldOf(role, 'account')]: requiredText(30),
  [fieldOf(role, 'name')]: requiredText(30),
  [fieldOf(role, 'password')]: requiredText(200),
  [fieldOf(role, 'repeated')]: requiredText(200),
})

const setUpForm = z.object({
  code: requiredText(20),
  regionCode: requiredText(6),
  name: requiredText(50),
  ...person('system-administrator'),
  ...person('security-administrator'),
  ...person('audit-administrator'),
})

export type SetUpParts = {
  code: OneTimeCode
  plantRoot(tx: Db, acting: Acting, region: { regionCode: string; name: string }): Promise<void>
  /** The registry is no longer empty: the whole application takes over. */
  opened(): Promise<void>
}

/** 初始化: the only page of an empty registry, opened by the code on the server's console. */
export function setUpRoutes(services: Services, parts: SetUpParts) {
  const routes = newRoutes()
  routes.get('/', permit('anyone'), (c) => setUpPage(c, {}, []))
  routes.get('/sign-in', permit('anyone'), (c) => c.redirect('/', 303))
  routes.post('/', permit('anyone'), rateLimit({ most: 60, seconds: 900, of: addressOf }), async (c) => {
    const { typed, outcome } = await readForm(c, setUpForm)
    if (!parts.code.matches(typed.code ?? '')) {
      const because = '初始化码不正确。请查看服务器控制台，输入最后显示的初始化码。'
      return setUpPage(c, typed, [{ code: 'refused', field: 'code', because }])
    }
    if (!outcome.done) return setUpPage(c, typed, outcome.problems)
    const opening = {
      clock: services.clock,
      keyFingerprint: keyFingerprint(services.cipher),
      from: addressOf(c),
      plantRoot: parts.plantRoot,
    }
    const answer = await createRegion(services.db, opening, draftOf(outcome.value))
    if (!answer.done) return setUpPage(c, typed, answer.problems)
    await parts.opened()
    return c.redirect('/sign-in', 303)
  })
  return routes
}

function draftOf(form: z.output<typeof setUpForm>) {
  const typed = new Map<string, unknown>(Object.entries(form))
  const text = (field: string) => String(typed.get(field) ?? '')
  const administrator = (role: AdministratorRole) => ({
    account: text(fieldOf(role, 'account')),
    name: text(fieldOf(role, 'name')),
    password: text(fieldOf(role, 'password')),
    repeated: text(fieldOf(role, 'repeated')),
  })
  return {
    regionCode: form.regionCode,
    name: form.name,
    administrators: {
      'system-administrator': administrator('system-administrator'),
      'security-administrator': administrator('security-administrator'),
      'audit-administrator': administrator('audit-administrator'),
    },
  }
}

function setUpPage(c: Request, typed: Typed, problems: readonly Problem[]) {
  return respond(
    c,
    { title: '初始化' },
    <SetUp typed={typed} problems={problems} />,
    problems.length === 0 ? 200 : 422,
  )
}

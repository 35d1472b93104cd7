import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import type { Clock } from '../kernel/clock.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { passwordHash, passwordMatches } from './password.ts'
import { rolesOf, type User, userByAccount } from './user.store.ts'

type Attempt = { regionCode: string; account: string; password: string; from: string }

/**
 * Who is this? One answer for an unknown account, a wrong password and a closed account, at the same cost, so that
 * trying teaches nothing. Every attempt is an audit entry.
 */
export async function signIn(db: Db, clock: Clock, attempt: Attempt): Promise<Outcome<User>> {
  const user = await userByAccount(db, attempt.regionCode, attempt.account)
  const matches = await passwordMatches(user?.passwordHash ?? (await unknownAccountHash()), attempt.password)
  const welcome = user !== null && user.disabledAt === null && matches
  await recordAudit(
    db,
    {
      regionCode: attempt.regionCode,
      userId: user?.id ?? nobody,
      userName: user?.name ?? attempt.account.slice(0, 50),
      roles: user === null ? [] : await rolesOf(db, attempt.regionCode, user.id),
      scopeOrganizationId: null,
      today: clock.today(),
      at: clock.now(),
      from: attempt.from,
    },
    {
      action: welcome ? 'session.sign-in' : 'session.refusal',
      subjectKind: 'user',
      subjectId: user?.id ?? 'unknown',
    },
  )
  if (!welcome) return refused({ code: 'refused', field: 'account', because: '账号或密码不正确。' })
  return done(user)
}

const nobody = '00000000-0000-0000-0000-000000000000'

let unknownHash: Promise<string> | undefined

/** Checked in place of a hash when there is no such account: both answers take the same time. */
function unknownAccountHash(): Promise<string> {
  unknownHash ??= passwordHash('an account that does not exist')
  return unknownHash
}

import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import type { PersonalCipher } from '../database/personal-cipher.ts'
import type { Clock } from '../kernel/clock.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { attemptSucceeded, openAttempt } from './attempt.store.ts'
import { passwordHash, passwordMatches } from './password.ts'
import { secondFactorOf, takeStep } from './second-factor.store.ts'
import { codeStep } from './second-factor.ts'
import { rolesOf, type User, userByAccount } from './user.store.ts'

type Door = { db: Db; cipher: PersonalCipher; clock: Clock; wall: () => Date; regionCode: string }
type Attempt = { account: string; password: string; code: string | null; from: string }

/**
 * Who is this? One answer for an unknown account, a wrong password or code, a closed and a locked account, at the
 * same cost, so that trying teaches nothing. Every attempt is an audit entry.
 */
export async function signIn(door: Door, attempt: Attempt): Promise<Outcome<User>> {
  const { db, regionCode } = door
  const user = await userByAccount(db, regionCode, attempt.account)
  const opened = await openAttempt(db, {
    regionCode,
    accountHash: accountHash(door.cipher, attempt.account),
    address: attempt.from,
    at: door.wall(),
  })
  const matches = await passwordMatches(user?.passwordHash ?? (await unknownAccountHash()), attempt.password)
  const because =
    'locked' in opened ? opened.locked : await objection(door, user, { matches, code: attempt.code })
  if (because === null && user !== null && 'id' in opened) {
    await attemptSucceeded(db, regionCode, opened.id)
    await record(door, attempt, user, 'session.sign-in')
    return done(user)
  }
  await record(door, attempt, user, 'session.refusal', because ?? 'unknown')
  return refused({ code: 'refused', field: 'account', because: sameForAll })
}

const sameForAll =
  '账号、密码或动态口令不正确，或者尝试次数过多。请核对后重试；连续 5 次不成功的，请 15 分钟后再试。'

/** The name under which an account's failed attempts are counted. */
export function accountHash(cipher: PersonalCipher, account: string): string {
  return cipher.hash(`account ${account.toLowerCase()}`)
}

async function objection(
  { db, cipher, wall, regionCode }: Door,
  user: User | null,
  { matches, code }: { matches: boolean; code: string | null },
): Promise<string | null> {
  if (user === null) return 'unknown'
  if (!matches) return 'password'
  if (user.disabledAt !== null) return 'disabled'
  const factor = await secondFactorOf(db, regionCode, user.id)
  if (factor === null) return null
  const step = codeStep(cipher.decrypt(factor.secretCiphertext), code ?? '', wall())
  const taken = step !== null && (await takeStep(db, regionCode, factor.id, step))
  return taken ? null : 'second-factor'
}

async function record(
  { db, clock, regionCode }: Door,
  { from }: Attempt,
  user: User | null,
  action: 'session.sign-in' | 'session.refusal',
  reason?: string,
): Promise<void> {
  const acting = {
    regionCode,
    userId: user?.id ?? nobody,
    // What was typed is not kept: it may be a password in the wrong field.
    userName: user?.name ?? '未知账号',
    roles: user === null ? [] : await rolesOf(db, regionCode, user.id),
    scopeOrganizationId: null,
    today: clock.today(),
    at: clock.now(),
    from,
  }
  const entry = { action, subjectKind: 'user', subjectId: user?.id ?? 'unknown' }
  await recordAudit(db, acting, reason === undefined ? entry : { ...entry, reason })
}

const nobody = '00000000-0000-0000-0000-000000000000'

let unknownHash: Promise<string> | undefined

/** Checked in place of a hash when there is no such account: both answers take the same time. */
function unknownAccountHash(): Promise<string> {
  unknownHash ??= passwordHash('an account that does not exist')
  return unknownHash
}

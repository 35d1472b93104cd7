import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { passwordHash, passwordMatches } from './password.ts'
import { checkPassword, passwordsRemembered } from './password-rule.ts'
import { deleteOtherSessions } from './session.store.ts'
import { formerPasswords, lockUsers, replacePassword, type User, userById } from './user.store.ts'

type Change = { current: string; wanted: string; repeated: string }

/** One's own password, by whoever knows the present one. Ends every other session of the account. */
export async function changePassword(
  db: Db,
  acting: Acting,
  change: Change,
  sessionId: string | null,
): Promise<Outcome<null>> {
  // Hashing is slow on purpose: it happens before the lock is taken.
  const user = await userById(db, acting.regionCode, acting.userId)
  if (user === null) return refused({ code: 'refused', field: 'current', because: '账号已不存在。' })
  const problem = await objection(db, user, change)
  if (problem?.field === 'current') await recordWrongPassword(db, acting, 'password.change')
  if (problem !== null) return refused(problem)
  const chosen = await passwordHash(change.wanted)
  return db.transaction(async (tx) => {
    await lockUsers(tx, acting.regionCode)
    const now = await userById(tx, acting.regionCode, user.id)
    if (now?.passwordHash !== user.passwordHash)
      return refused({ code: 'changed-meanwhile', field: 'current' })
    await replacePassword(tx, acting, { userId: user.id, passwordHash: chosen, temporary: false })
    await deleteOtherSessions(tx, acting.regionCode, { userId: user.id, sessionId })
    await recordAudit(tx, acting, { action: 'password.change', subjectKind: 'user', subjectId: user.id })
    return done(null)
  })
}

async function objection(db: Db, user: User, { current, wanted, repeated }: Change): Promise<Problem | null> {
  if (!(await passwordMatches(user.passwordHash, current))) {
    return { code: 'refused', field: 'current', because: '现用密码不正确。请重新输入。' }
  }
  const broken = checkPassword('wanted', { password: wanted, account: user.account, name: user.name })
  if (broken !== null) return broken
  if (wanted !== repeated) return { code: 'repeat-differs', field: 'repeated' }
  const former = await formerPasswords(db, user.regionCode, { userId: user.id, most: passwordsRemembered })
  for (const hash of new Set([user.passwordHash, ...former])) {
    if (await passwordMatches(hash, wanted))
      return { code: 'password-rule', field: 'wanted', rule: 'used-before' }
  }
  return null
}

/** Whoever sits there did not know the password: an entry of its own, since somebody may be trying. */
export function recordWrongPassword(db: Db, acting: Acting, wanted: string): Promise<void> {
  return recordAudit(db, acting, {
    action: 'password.refusal',
    subjectKind: 'user',
    subjectId: acting.userId,
    after: { act: wanted },
  })
}

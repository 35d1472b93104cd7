import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { forgetAttempts } from './attempt.store.ts'
import { passwordHash } from './password.ts'
import { isAdministratorRole, roleName } from './role.ts'
import { endSecondFactor } from './second-factor.store.ts'
import { deleteOtherSessions } from './session.store.ts'
import {
  lockUsers,
  othersHolding,
  replacePassword,
  rolesOf,
  setDisabled,
  setScope,
  type User,
  userById,
} from './user.store.ts'

/** 停用、启用: a closed account keeps its roles and its history; its sessions end at once. */
export async function switchUser(
  db: Db,
  acting: Acting,
  { userId, enabled, reason }: { userId: string; enabled: boolean; reason: string },
): Promise<Outcome<User>> {
  return withUser(db, acting, userId, async (tx, user) => {
    if ((user.disabledAt === null) === enabled) return refused({ code: 'changed-meanwhile', field: 'reason' })
    if (!enabled) {
      if (user.id === acting.userId) return refused(notOneself)
      const last = await lastAdministrator(tx, user)
      if (last !== null) return refused(last)
      await deleteOtherSessions(tx, acting.regionCode, { userId, sessionId: null })
    }
    await setDisabled(tx, acting.regionCode, { userId, disabledAt: enabled ? null : acting.at })
    await recordAudit(tx, acting, {
      action: enabled ? 'user.enable' : 'user.disable',
      subjectKind: 'user',
      subjectId: userId,
      reason,
      before: { enabled: !enabled },
      after: { enabled },
    })
    return done(user)
  })
}

/** 查看范围: the unit whose subtree the user may see; null is the whole region. */
export async function changeScope(
  db: Db,
  acting: Acting,
  {
    userId,
    scopeOrganizationId,
    reason,
  }: { userId: string; scopeOrganizationId: string | null; reason: string },
): Promise<Outcome<User>> {
  return withUser(db, acting, userId, async (tx, user) => {
    await setScope(tx, acting.regionCode, { userId, scopeOrganizationId })
    await recordAudit(tx, acting, {
      action: 'user.scope',
      subjectKind: 'user',
      subjectId: userId,
      reason,
      before: { scopeOrganizationId: user.scopeOrganizationId },
      after: { scopeOrganizationId },
    })
    return done(user)
  })
}

/**
 * A temporary password for somebody who lost theirs; it also ends the second factor, the sessions and the lock. Not
 * for the three administrators, or the system administrator could become any of them: theirs are given at the
 * terminal of the server (`administratorsToo`).
 */
export async function issuePassword(
  db: Db,
  acting: Acting,
  {
    userId,
    password,
    reason,
    accountHash,
    administratorsToo,
  }: {
    userId: string
    password: string
    reason: string
    /** under which the failed attempts on the account are counted */
    accountHash(account: string): string
    administratorsToo: boolean
  },
): Promise<Outcome<User>> {
  const hash = await passwordHash(password)
  return withUser(db, acting, userId, async (tx, user) => {
    const roles = await rolesOf(tx, acting.regionCode, userId)
    if (!administratorsToo && roles.some(isAdministratorRole)) return refused(onlyAtTerminal)
    await replacePassword(tx, acting, { userId, passwordHash: hash, temporary: true })
    await endSecondFactor(tx, acting, userId)
    await deleteOtherSessions(tx, acting.regionCode, { userId, sessionId: null })
    await forgetAttempts(tx, acting.regionCode, accountHash(user.account))
    await recordAudit(tx, acting, {
      action: 'password.issue',
      subjectKind: 'user',
      subjectId: userId,
      reason,
      after: { temporary: true },
    })
    return done(user)
  })
}

const notOneself: Problem = {
  code: 'refused',
  field: 'reason',
  because: '不得停用本人账号。请由另一名系统管理员办理。',
}
const onlyAtTerminal: Problem = {
  code: 'refused',
  field: 'reason',
  because: '三员的密码不得由系统管理员重置。请在服务器上运行 bianzhi user reset-password 重置。',
}

/** The office must not lose the last of any of the three. */
export async function lastAdministrator(tx: Db, user: User): Promise<Problem | null> {
  for (const role of (await rolesOf(tx, user.regionCode, user.id)).filter(isAdministratorRole)) {
    if ((await othersHolding(tx, user.regionCode, { role, besides: user.id })) === 0) {
      return { code: 'last-administrator', field: 'reason', role: roleName(role) }
    }
  }
  return null
}

async function withUser(
  db: Db,
  acting: Acting,
  userId: string,
  decide: (tx: Db, user: User) => Promise<Outcome<User>>,
): Promise<Outcome<User>> {
  return db.transaction(async (tx) => {
    await lockUsers(tx, acting.regionCode)
    const user = await userById(tx, acting.regionCode, userId)
    if (user === null) return refused({ code: 'not-found', field: 'reason', sought: userId })
    return decide(tx, user)
  })
}

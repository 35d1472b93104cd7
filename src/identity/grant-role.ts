import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import type { Role } from '../kernel/permission.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { isAdministratorRole, roleConflict, roleName } from './role.ts'
import { deleteOtherSessions } from './session.store.ts'
import { endRole, insertRole, lockUsers, othersHolding, rolesOf, userById } from './user.store.ts'

type Wanted = { userId: string; role: Role; reason: string }

/** 授予角色, by the security administrator, never to oneself; 三员分立 is held here and by a constraint. */
export async function grantRole(
  db: Db,
  acting: Acting,
  { userId, role, reason }: Wanted,
): Promise<Outcome<null>> {
  return db.transaction(async (tx) => {
    await lockUsers(tx, acting.regionCode)
    const held = await rolesOf(tx, acting.regionCode, userId)
    const problem = await objection(tx, acting, userId)
    if (problem !== null) return refused(problem)
    if (held.includes(role)) return refused(alreadyHeld)
    const conflict = roleConflict(held, role)
    if (conflict !== null) return refused(conflict)
    await insertRole(tx, acting, { userId, role })
    await recordAudit(tx, acting, {
      action: 'role.grant',
      subjectKind: 'user',
      subjectId: userId,
      reason,
      after: { role },
    })
    return done(null)
  })
}

/** 收回角色: the grant stays on record with its end; who is signed in is signed out. */
export async function revokeRole(
  db: Db,
  acting: Acting,
  { userId, role, reason }: Wanted,
): Promise<Outcome<null>> {
  return db.transaction(async (tx) => {
    await lockUsers(tx, acting.regionCode)
    const problem = await objection(tx, acting, userId)
    if (problem !== null) return refused(problem)
    const held = await rolesOf(tx, acting.regionCode, userId)
    if (!held.includes(role)) return refused({ code: 'changed-meanwhile', field: 'role' })
    if (
      isAdministratorRole(role) &&
      (await othersHolding(tx, acting.regionCode, { role, besides: userId })) === 0
    ) {
      return refused({ code: 'last-administrator', field: 'role', role: roleName(role) })
    }
    await endRole(tx, acting, { userId, role })
    await deleteOtherSessions(tx, acting.regionCode, { userId, sessionId: null })
    await recordAudit(tx, acting, {
      action: 'role.revoke',
      subjectKind: 'user',
      subjectId: userId,
      reason,
      before: { role },
    })
    return done(null)
  })
}

const alreadyHeld: Problem = {
  code: 'refused',
  field: 'role',
  because: '该用户已有这个角色。请选择其他角色。',
}

async function objection(tx: Db, acting: Acting, userId: string): Promise<Problem | null> {
  if (userId === acting.userId) {
    return { code: 'refused', field: 'role', because: '不得给本人授予或收回角色。请由另一名安全管理员办理。' }
  }
  if ((await userById(tx, acting.regionCode, userId)) === null) {
    return { code: 'not-found', field: 'role', sought: userId }
  }
  return null
}

import { v7 } from 'uuid'
import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { passwordHash } from './password.ts'
import { isAccount } from './role.ts'
import { insertUser, lockUsers, userByAccount } from './user.store.ts'

export type UserDraft = {
  account: string
  name: string
  /** the unit whose subtree the user may see; null: the whole region */
  scopeOrganizationId: string | null
  /** handed over in person; the first sign-in asks for another */
  password: string
}

/** An account without a role: what it may do is granted by the security administrator. Answers its id. */
export async function createUser(db: Db, acting: Acting, draft: UserDraft): Promise<Outcome<string>> {
  if (!isAccount(draft.account)) return refused({ code: 'account-form', field: 'account' })
  const hash = await passwordHash(draft.password)
  return db.transaction(async (tx) => {
    await lockUsers(tx, acting.regionCode)
    if ((await userByAccount(tx, acting.regionCode, draft.account)) !== null) {
      return refused({ code: 'account-taken', field: 'account', account: draft.account })
    }
    const { account, name, scopeOrganizationId } = draft
    const id = v7()
    await insertUser(tx, acting, {
      id,
      account,
      name,
      scopeOrganizationId,
      passwordHash: hash,
      passwordTemporary: true,
    })
    await recordAudit(tx, acting, {
      action: 'user.create',
      subjectKind: 'user',
      subjectId: id,
      after: { account, name, scopeOrganizationId },
    })
    return done(id)
  })
}

import type { Db } from '../database/connection.ts'
import { type Acting, operatorActing } from '../kernel/acting.ts'
import type { Clock } from '../kernel/clock.ts'
import { type Permission, permissionsOf } from '../kernel/permission.ts'
import { shown } from '../kernel/shown.ts'
import { rolesOf, userByAccount } from './user.store.ts'

type Ground = { db: Db; clock: Clock; regionCode: string; isExample: boolean }

type Asked = {
  /** what --as names; null: nobody */
  account: string | null
  permission: Permission
  /** What is printed or written tells of single people. */
  isPersonal: boolean
  /** whose work it is, said to an account that may not */
  whose: string
}

/**
 * Who works at the terminal: the account that --as names, when its roles may and it sees the whole region; without one
 * the machine's operator, who like the three administrators is shown nobody's personal data. The people of an example
 * are nobody's. Otherwise a sentence saying what is wrong.
 */
export async function terminalActing(
  { db, clock, regionCode, isExample }: Ground,
  { account, permission, isPersonal, whose }: Asked,
): Promise<Acting | string> {
  const operator = operatorActing(regionCode, clock)
  if (account === null) {
    return isPersonal && !isExample ? `内容涉及个人信息，请用 --as 指明账号。${whose}` : operator
  }
  const user = await userByAccount(db, regionCode, account)
  if (user === null || user.disabledAt !== null) return `没有账号 ${shown(account)}，或已停用。请核对。`
  const roles = await rolesOf(db, regionCode, user.id)
  if (!permissionsOf(roles).has(permission) || user.scopeOrganizationId !== null) {
    return `账号 ${shown(account)} 无权办理。${whose}`
  }
  return { ...operator, userId: user.id, userName: user.name, roles }
}

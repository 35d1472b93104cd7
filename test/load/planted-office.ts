import { v7 } from 'uuid'
import type { Db } from '../../src/database/connection.ts'
import { passwordHash } from '../../src/identity/password.ts'
import { userRoles, users } from '../../src/identity/schema.ts'
import type { Role } from '../../src/kernel/permission.ts'
import { regionCode } from '../database/harness.ts'
import { bureau, officer } from '../movement/planted.ts'
import { plantRegion } from '../organization/planted.ts'

/** The unit everybody works on, with few places. */
export const unitName = '试验局'
export const establishmentKind = 'administrative'
export const placesOfUnit = 12

export const password = 'A load password 1'

const signing: readonly Role[] = ['clerk', 'section-head', 'deputy-director', 'director']

/** The unit, and so many people of the office who may each draft and sign every step. Answers the accounts. */
export async function plantOffice(db: Db, people: number): Promise<string[]> {
  const root = await plantRegion(db, officer('clerk'))
  await bureau(db, root, { name: unitName, approved: placesOfUnit, establishmentKind })
  const hash = await passwordHash(password)
  const accounts: string[] = []
  for (let place = 1; place <= people; place++) {
    const account = `clerk-${place}`
    await plantUser(db, { account, hash, roles: signing })
    accounts.push(account)
  }
  return accounts
}

export async function plantUser(
  db: Db,
  { account, hash, roles }: { account: string; hash: string; roles: readonly Role[] },
): Promise<void> {
  const { at } = officer('clerk')
  const id = v7()
  await db
    .insert(users)
    .values({ regionCode, id, account, name: `示例${account}`, passwordHash: hash, createdAt: at })
  for (const role of roles) {
    await db
      .insert(userRoles)
      .values({ regionCode, id: v7(), userId: id, role, recordedAt: at, recordedBy: id })
  }
}

import { v7 } from 'uuid'
import { recordAudits } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { insertRegion, lockRegions, onlyRegion } from '../database/region.store.ts'
import type { Acting } from '../kernel/acting.ts'
import type { Clock } from '../kernel/clock.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { passwordHash } from './password.ts'
import { checkRegionDraft, type RegionDraft } from './region-draft.ts'
import { administratorRoles } from './role.ts'
import { insertRole, insertUser } from './user.store.ts'

type Opening = {
  clock: Clock
  /** Of the key with which this region's personal data will be encrypted. */
  keyFingerprint: string
  from: string
  /** Puts the region itself at the root of the organizations, in the same transaction. */
  plantRoot(tx: Db, acting: Acting, region: { regionCode: string; name: string }): Promise<void>
}

/**
 * 初始化: an empty registry gets its region and its three administrators, all or nothing. They keep the passwords they
 * chose; every other account is theirs to make.
 */
export async function createRegion(db: Db, opening: Opening, draft: RegionDraft): Promise<Outcome<null>> {
  const problems = checkRegionDraft(draft)
  if (problems.length > 0) return refused(...problems)
  const people = await Promise.all(
    administratorRoles.map(async (role) => {
      const { account, name, password } = draft.administrators[role]
      return { id: v7(), role, account, name, passwordHash: await passwordHash(password) }
    }),
  )
  return db.transaction(async (tx) => {
    await lockRegions(tx)
    const kept = await onlyRegion(tx)
    if (kept !== null) {
      return refused({
        code: 'refused',
        field: 'regionCode',
        because: `登记库已由${kept.name}使用。请直接登录。`,
      })
    }
    const { regionCode, name } = draft
    const acting = openingAct(opening, regionCode)
    const { keyFingerprint } = opening
    await insertRegion(tx, { regionCode, name, isExample: false, keyFingerprint, createdAt: acting.at })
    for (const person of people) {
      const self = { ...acting, userId: person.id }
      await insertUser(tx, self, { ...person, scopeOrganizationId: null, passwordTemporary: false })
      await insertRole(tx, self, { userId: person.id, role: person.role })
    }
    await opening.plantRoot(tx, acting, { regionCode, name })
    await recordAudits(tx, acting, [
      { action: 'region.create', subjectKind: 'region', subjectId: regionCode, after: { name } },
      ...people.map(({ id, account, name: personName, role }) => ({
        action: 'user.create',
        subjectKind: 'user',
        subjectId: id,
        after: { account, name: personName, role },
      })),
    ])
    return done(null)
  })
}

/** Nobody is signed in yet: it is done by whoever reads the server's console. */
function openingAct({ clock, from }: Opening, regionCode: string): Acting {
  return {
    regionCode,
    userId: '00000000-0000-0000-0000-000000000000',
    userName: '初始化',
    roles: [],
    scopeOrganizationId: null,
    today: clock.today(),
    at: clock.now(),
    from,
  }
}

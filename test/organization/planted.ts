import { v7 } from 'uuid'
import type { Db } from '../../src/database/connection.ts'
import { regions } from '../../src/database/schema.ts'
import type { Acting } from '../../src/kernel/acting.ts'
import { approvalDocuments, organizations, organizationVersions } from '../../src/organization/schema.ts'

let serials = 0

type Version = Partial<typeof organizationVersions.$inferInsert>

/** A region with its root, for tests that plant their own few units. */
export async function plantRegion(db: Db, acting: Acting): Promise<string> {
  await db
    .insert(regions)
    .values({ regionCode: acting.regionCode, name: '试验区', isExample: true, createdAt: acting.at })
  return plantOrganization(db, acting, { name: '试验区', kind: 'region' })
}

/**
 * One organization with one version, open at the end unless said otherwise. Answers its id. Lists show the planted in
 * the order in which they were planted: the office's order falls back to the code.
 */
export async function plantOrganization(
  db: Db,
  acting: Acting,
  { code, ...version }: Version & { name: string; code?: string },
): Promise<string> {
  const id = version.organizationId ?? v7()
  const { regionCode, at, userId } = acting
  serials += 1
  const serial = `T${String(serials).padStart(11, '0')}`
  await db
    .insert(organizations)
    .values({ regionCode, id, code: code ?? serial, recordedAt: at, recordedBy: userId })
  await plantVersion(db, acting, { ...version, organizationId: id })
  return id
}

export async function plantVersion(
  db: Db,
  acting: Acting,
  version: Version & { name: string; organizationId: string },
): Promise<void> {
  await db.insert(organizationVersions).values({
    regionCode: acting.regionCode,
    id: v7(),
    shortName: version.name,
    initials: '',
    otherNames: [],
    kind: 'unit',
    category: 'government',
    nature: 'administrative-organ',
    rank: '109',
    sortOrder: 0,
    effectiveFrom: '2020-01-01',
    recordedAt: acting.at,
    recordedBy: acting.userId,
    ...version,
  })
}

export async function plantDocument(db: Db, acting: Acting, number = '朝编发〔2023〕1号'): Promise<string> {
  const id = v7()
  await db.insert(approvalDocuments).values({
    regionCode: acting.regionCode,
    id,
    number,
    title: '关于核定编制的通知',
    issuer: '区委编委',
    issuedOn: '2023-01-01',
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
  return id
}

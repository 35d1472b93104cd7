import { v7 } from 'uuid'
import type { Db } from '../../src/database/connection.ts'
import { lockPositions } from '../../src/establishment/approved-headcount.store.ts'
import {
  approvedHeadcounts,
  headcountFreezes,
  vacancyRequestDecisions,
  vacancyRequests,
} from '../../src/establishment/schema.ts'
import type { Acting } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { plantDocument } from '../organization/planted.ts'

type Place = { organizationId: string; establishmentKind?: string }

export async function plantHeadcount(
  db: Db,
  acting: Acting,
  {
    organizationId,
    establishmentKind = 'administrative',
    change,
    effectiveOn = '2022-01-01',
  }: Place & { change: number; effectiveOn?: IsoDate },
): Promise<string> {
  const { regionCode, at, userId } = acting
  const id = v7()
  await lockPositions(db, regionCode, [{ organizationId, establishmentKind }])
  const documentId = await plantDocument(db, acting)
  const row = { id, organizationId, establishmentKind, change, effectiveOn, documentId, note: '' }
  await db.insert(approvedHeadcounts).values({ regionCode, ...row, recordedAt: at, recordedBy: userId })
  return id
}

export async function plantFreeze(
  db: Db,
  acting: Acting,
  {
    organizationId,
    establishmentKind = 'administrative',
    ...freeze
  }: Place & { count: number; effectiveFrom: IsoDate; effectiveTo: IsoDate | null },
): Promise<void> {
  const { regionCode, at, userId } = acting
  await lockPositions(db, regionCode, [{ organizationId, establishmentKind }])
  const documentId = await plantDocument(db, acting)
  await db.insert(headcountFreezes).values({
    regionCode,
    id: v7(),
    organizationId,
    establishmentKind,
    documentId,
    note: '',
    ...freeze,
    recordedAt: at,
    recordedBy: userId,
  })
}

/** A request approved on a day, its reservation living to `expiresOn` (inclusive). Answers its id. */
export async function plantGrant(
  db: Db,
  acting: Acting,
  {
    organizationId,
    establishmentKind = 'administrative',
    count,
    approvedOn,
    expiresOn,
  }: Place & { count: number; approvedOn: IsoDate; expiresOn: IsoDate | null },
): Promise<string> {
  const { regionCode, at, userId } = acting
  const id = v7()
  await lockPositions(db, regionCode, [{ organizationId, establishmentKind }])
  await db.insert(vacancyRequests).values({
    regionCode,
    id,
    number: id.slice(-6),
    organizationId,
    establishmentKind,
    wayIn: 'recruitment',
    count,
    reason: '补充工作力量',
    planYear: 2024,
    recordedAt: at,
    recordedBy: userId,
  })
  await plantDecision(db, acting, {
    requestId: id,
    decision: 'approval',
    approvedCount: count,
    effectiveOn: approvedOn,
    expiresOn,
  })
  return id
}

export async function plantDecision(
  db: Db,
  acting: Acting,
  decision: Pick<typeof vacancyRequestDecisions.$inferInsert, 'requestId' | 'decision' | 'effectiveOn'> &
    Partial<typeof vacancyRequestDecisions.$inferInsert>,
): Promise<void> {
  await db.insert(vacancyRequestDecisions).values({
    regionCode: acting.regionCode,
    id: v7(),
    role: 'director',
    words: '同意',
    override: false,
    recordedAt: acting.at,
    recordedBy: acting.userId,
    ...decision,
  })
}

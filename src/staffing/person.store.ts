import { and, asc, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import { addedBy, effectiveOn, knownAt } from '../database/recorded.ts'
import type { Acting, Viewpoint } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import type { EducationDraft, PersonParticulars, PersonPlacement, PersonPost } from './person.ts'
import { educationRecords, people, personParticulars, personPosts, placements } from './schema.ts'

const particularsColumns = {
  id: personParticulars.id,
  personId: personParticulars.personId,
  name: personParticulars.name,
  pinyin: personParticulars.pinyin,
  initials: personParticulars.initials,
  identityMasked: personParticulars.identityMasked,
  sex: personParticulars.sex,
  bornOn: personParticulars.bornOn,
  ethnicity: personParticulars.ethnicity,
  politicalStatus: personParticulars.politicalStatus,
  nativePlace: personParticulars.nativePlace,
  birthPlace: personParticulars.birthPlace,
  joinedPartyOn: personParticulars.joinedPartyOn,
  beganWorkOn: personParticulars.beganWorkOn,
  identityCategory: personParticulars.identityCategory,
  documentId: personParticulars.documentId,
  effectiveFrom: personParticulars.effectiveFrom,
  effectiveTo: personParticulars.effectiveTo,
  recordedAt: personParticulars.recordedAt,
  recordedBy: personParticulars.recordedBy,
  supersededAt: personParticulars.supersededAt,
}

/**
 * 基本信息 on the day as known at the moment; before the first version and after the last the nearest one, for who
 * enters later is a person already. Null when nothing was known at the moment.
 */
export async function particularsOn(
  db: Db,
  viewpoint: Viewpoint,
  personId: string,
): Promise<PersonParticulars | null> {
  const [found] = await db
    .select(particularsColumns)
    .from(personParticulars)
    .where(
      and(
        eq(personParticulars.regionCode, viewpoint.regionCode),
        eq(personParticulars.personId, personId),
        knownAt(personParticulars, viewpoint.asKnownAt),
      ),
    )
    .orderBy(
      desc(sql`${effectiveOn(personParticulars, viewpoint.asOf)}`),
      sql`abs(${personParticulars.effectiveFrom} - ${viewpoint.asOf}::date)`,
    )
    .limit(1)
  return found ?? null
}

/** Every version recorded by the moment, superseded ones included, newest first: the history shows them struck through. */
export function particularsHistory(
  db: Db,
  { regionCode, asKnownAt }: Viewpoint,
  personId: string,
): Promise<PersonParticulars[]> {
  return db
    .select(particularsColumns)
    .from(personParticulars)
    .where(
      and(
        eq(personParticulars.regionCode, regionCode),
        eq(personParticulars.personId, personId),
        addedBy(personParticulars, asKnownAt),
      ),
    )
    .orderBy(desc(personParticulars.recordedAt), desc(personParticulars.effectiveFrom))
}

/** The number as it is stored: only for the logged act of revealing it, and for a correction that keeps it. */
export async function identityOf(
  db: Db,
  regionCode: string,
  particularsId: string,
): Promise<{ ciphertext: Buffer; hash: string } | null> {
  const [found] = await db
    .select({ ciphertext: personParticulars.identityCiphertext, hash: personParticulars.identityHash })
    .from(personParticulars)
    .where(and(eq(personParticulars.regionCode, regionCode), eq(personParticulars.id, particularsId)))
  return found ?? null
}

/** Who bears this identity number by what is known now; `except` leaves one person out. */
export async function personByIdentity(
  db: Db,
  regionCode: string,
  identityHash: string,
  { except }: { except?: string } = {},
): Promise<string | null> {
  const [found] = await db
    .select({ personId: personParticulars.personId })
    .from(personParticulars)
    .where(
      and(
        eq(personParticulars.regionCode, regionCode),
        eq(personParticulars.identityHash, identityHash),
        isNull(personParticulars.supersededAt),
        except === undefined ? undefined : ne(personParticulars.personId, except),
      ),
    )
    .limit(1)
  return found?.personId ?? null
}

type NewParticulars = Omit<
  typeof personParticulars.$inferInsert,
  'regionCode' | 'id' | 'recordedAt' | 'recordedBy' | 'supersededAt'
>

/** A new identity with its particulars from birth on, and the education it came with. */
export async function appendPerson(
  tx: Db,
  acting: Acting,
  {
    education,
    ...particulars
  }: Omit<NewParticulars, 'personId' | 'effectiveFrom' | 'effectiveTo'> & {
    education: EducationDraft | null
  },
): Promise<string> {
  const personId = v7()
  const { regionCode, at, userId } = acting
  await tx.insert(people).values({ regionCode, id: personId, recordedAt: at, recordedBy: userId })
  await appendParticulars(tx, acting, {
    ...particulars,
    personId,
    effectiveFrom: particulars.bornOn,
    effectiveTo: null,
  })
  if (education !== null) {
    const row = { regionCode, id: v7(), personId, ...education, recordedAt: at, recordedBy: userId }
    await tx.insert(educationRecords).values(row)
  }
  return personId
}

export async function appendParticulars(tx: Db, acting: Acting, particulars: NewParticulars): Promise<void> {
  await tx.insert(personParticulars).values({
    ...particulars,
    regionCode: acting.regionCode,
    id: v7(),
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
}

export async function supersedeParticulars(tx: Db, acting: Acting, id: string): Promise<void> {
  await tx
    .update(personParticulars)
    .set({ supersededAt: acting.at })
    .where(
      and(
        eq(personParticulars.regionCode, acting.regionCode),
        eq(personParticulars.id, id),
        isNull(personParticulars.supersededAt),
      ),
    )
}

/** 职务、职级、岗位等级 of all times by what is known at the moment, oldest first. */
export function postsOf(db: Db, viewpoint: Viewpoint, personId: string): Promise<PersonPost[]> {
  return db
    .select({
      aspect: personPosts.aspect,
      title: personPosts.title,
      levelCode: personPosts.levelCode,
      organizationId: personPosts.organizationId,
      divisionId: personPosts.divisionId,
      leadership: personPosts.leadership,
      concurrent: personPosts.concurrent,
      effectiveFrom: personPosts.effectiveFrom,
      effectiveTo: personPosts.effectiveTo,
    })
    .from(personPosts)
    .where(
      and(
        eq(personPosts.regionCode, viewpoint.regionCode),
        eq(personPosts.personId, personId),
        knownAt(personPosts, viewpoint.asKnownAt),
      ),
    )
    .orderBy(asc(personPosts.effectiveFrom), asc(personPosts.aspect))
}

/** 借调、抽调、挂职 and 工资发放单位 of all times by what is known at the moment, oldest first. */
export function placementsOf(db: Db, viewpoint: Viewpoint, personId: string): Promise<PersonPlacement[]> {
  return db
    .select({
      aspect: placements.aspect,
      secondmentKind: placements.secondmentKind,
      organizationId: placements.organizationId,
      place: placements.place,
      reason: placements.reason,
      effectiveFrom: placements.effectiveFrom,
      effectiveTo: placements.effectiveTo,
    })
    .from(placements)
    .where(
      and(
        eq(placements.regionCode, viewpoint.regionCode),
        eq(placements.personId, personId),
        knownAt(placements, viewpoint.asKnownAt),
      ),
    )
    .orderBy(asc(placements.effectiveFrom))
}

/** What people are called on the day, in the order of the office's lists. */
export async function namesOfPeople(
  db: Db,
  regionCode: string,
  { personIds, on }: { personIds: readonly string[]; on: IsoDate },
): Promise<Map<string, string>> {
  if (personIds.length === 0) return new Map()
  const rows = await db
    .selectDistinctOn([personParticulars.personId], {
      personId: personParticulars.personId,
      name: personParticulars.name,
      pinyin: personParticulars.pinyin,
    })
    .from(personParticulars)
    .where(
      and(
        eq(personParticulars.regionCode, regionCode),
        inArray(personParticulars.personId, [...personIds]),
        isNull(personParticulars.supersededAt),
      ),
    )
    .orderBy(
      asc(personParticulars.personId),
      sql`abs(${personParticulars.effectiveFrom} - ${on}::date)`,
      asc(personParticulars.effectiveFrom),
    )
  return new Map(
    rows.toSorted((a, b) => (a.pinyin < b.pinyin ? -1 : 1)).map(({ personId, name }) => [personId, name]),
  )
}

import { and, count, desc, eq, gte, ilike, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { auditEntries, auditPending, auditSeals } from '../database/schema.ts'
import type { IsoDate } from '../kernel/dates.ts'

export type AuditFilter = {
  /** part of a name */
  who: string
  /** `area` or `area.verb` */
  action: string
  /** the id of what was done to, or its kind */
  subject: string
  /** part of a 文号 */
  document: string
  /** inclusive, in Beijing */
  from: IsoDate | null
  /** inclusive, in Beijing */
  to: IsoDate | null
}

export type ListedEntry = {
  id: bigint
  at: Date
  userName: string
  roles: string
  from: string
  action: string
  subjectKind: string
  subjectId: string
  reason: string | null
  documentNumber: string | null
  before: unknown
  after: unknown
  /** place in the chain; null while it waits for the sealer */
  position: bigint | null
}

/** Which of them: not after `upTo` (null: all), in which order, and how many behind the first `after`. */
export type AuditRange = {
  upTo: bigint | null
  sort: { key: string; descending: boolean } | null
  after: number
  most: number
}

/** Entries that fit, newest first unless sorted otherwise. */
export async function auditEntriesBy(
  db: Db,
  regionCode: string,
  { filter, upTo, sort, after, most }: AuditRange & { filter: AuditFilter },
): Promise<ListedEntry[]> {
  return db
    .select({
      id: auditEntries.id,
      at: auditEntries.at,
      userName: auditEntries.userName,
      roles: auditEntries.roles,
      from: auditEntries.from,
      action: auditEntries.action,
      subjectKind: auditEntries.subjectKind,
      subjectId: auditEntries.subjectId,
      reason: auditEntries.reason,
      documentNumber: auditEntries.documentNumber,
      before: auditEntries.before,
      after: auditEntries.after,
      position: auditSeals.position,
    })
    .from(auditEntries)
    .leftJoin(
      auditSeals,
      and(eq(auditSeals.regionCode, auditEntries.regionCode), eq(auditSeals.entryId, auditEntries.id)),
    )
    .where(and(fitting(regionCode, filter), notAfter(upTo)))
    .orderBy(...(sort === null ? [] : [orderOf(sort)]), desc(auditEntries.id))
    .limit(most)
    .offset(after)
}

export async function countEntries(
  db: Db,
  regionCode: string,
  { filter, upTo }: { filter: AuditFilter; upTo: bigint | null },
): Promise<number> {
  const [row] = await db
    .select({ entries: count() })
    .from(auditEntries)
    .where(and(fitting(regionCode, filter), notAfter(upTo)))
  return row?.entries ?? 0
}

/** Null before the first. */
export async function newestEntry(db: Db, regionCode: string): Promise<bigint | null> {
  const [row] = await db
    .select({ id: auditEntries.id })
    .from(auditEntries)
    .where(eq(auditEntries.regionCode, regionCode))
    .orderBy(desc(auditEntries.id))
    .limit(1)
  return row?.id ?? null
}

/** Entries come while one reads: who scrolls on stays with those that were there. */
function notAfter(upTo: bigint | null): SQL | undefined {
  return upTo === null ? undefined : lte(auditEntries.id, upTo)
}

/** By a column of the list; what is empty stands last either way. */
function orderOf({ key, descending }: { key: string; descending: boolean }): SQL {
  const orders: Record<string, SQL> = {
    at: sql`${auditEntries.id}`,
    who: sql`${auditEntries.userName} collate "zh-x-icu"`,
    from: sql`${auditEntries.from}`,
    action: sql`${auditEntries.action}`,
    document: sql`${auditEntries.documentNumber} collate "zh-x-icu"`,
    position: sql`${auditSeals.position}`,
  }
  return sql`${orders[key] ?? sql`${auditEntries.id}`} ${descending ? sql`desc` : sql`asc`} nulls last`
}

function fitting(
  regionCode: string,
  { who, action, subject, document, from, to }: AuditFilter,
): SQL | undefined {
  return and(
    eq(auditEntries.regionCode, regionCode),
    who === '' ? undefined : ilike(auditEntries.userName, `%${literally(who)}%`),
    action === ''
      ? undefined
      : or(eq(auditEntries.action, action), ilike(auditEntries.action, `${literally(action)}.%`)),
    subject === ''
      ? undefined
      : or(eq(auditEntries.subjectId, subject), eq(auditEntries.subjectKind, subject)),
    document === '' ? undefined : ilike(auditEntries.documentNumber, `%${literally(document)}%`),
    from === null ? undefined : gte(auditEntries.at, new Date(`${from}T00:00:00+08:00`)),
    to === null
      ? undefined
      : sql`${auditEntries.at} < ${`${to}T00:00:00+08:00`}::timestamptz + interval '1 day'`,
  )
}

/** A sign of the pattern language typed by a person means itself. */
function literally(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`)
}

export type SignInEntry = { at: Date; action: string; from: string; reason: string | null }

/** One's own sign-ins, refusals and sign-outs, newest first. */
export async function signInsOf(
  db: Db,
  regionCode: string,
  { userId, most }: { userId: string; most: number },
): Promise<SignInEntry[]> {
  return db
    .select({
      at: auditEntries.at,
      action: auditEntries.action,
      from: auditEntries.from,
      reason: auditEntries.reason,
    })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.regionCode, regionCode),
        eq(auditEntries.subjectKind, 'user'),
        eq(auditEntries.subjectId, userId),
        ilike(auditEntries.action, 'session.%'),
      ),
    )
    .orderBy(desc(auditEntries.id))
    .limit(most)
}

/** How many acts of one kind somebody did since a moment (exclusive). */
export async function actsSince(
  db: Db,
  regionCode: string,
  { userId, action, since }: { userId: string; action: string; since: Date },
): Promise<number> {
  const [row] = await db
    .select({ acts: count() })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.regionCode, regionCode),
        eq(auditEntries.userId, userId),
        eq(auditEntries.action, action),
        gte(auditEntries.at, since),
      ),
    )
  return row?.acts ?? 0
}

export type VerificationEntry = { at: Date; userName: string; whole: boolean }

/** The last time somebody had the chain verified on a page, and what was found. */
export async function lastVerification(db: Db, regionCode: string): Promise<VerificationEntry | null> {
  const [row] = await db
    .select({ at: auditEntries.at, userName: auditEntries.userName, after: auditEntries.after })
    .from(auditEntries)
    .where(and(eq(auditEntries.regionCode, regionCode), eq(auditEntries.action, 'audit.verification')))
    .orderBy(desc(auditEntries.id))
    .limit(1)
  if (row === undefined) return null
  const { after, ...told } = row
  return {
    ...told,
    whole: typeof after === 'object' && after !== null && 'whole' in after && after.whole === true,
  }
}

/** Entries that the sealer has not reached yet. */
export async function waitingEntries(db: Db, regionCode: string): Promise<number> {
  const [row] = await db
    .select({ waiting: count() })
    .from(auditPending)
    .where(eq(auditPending.regionCode, regionCode))
  return row?.waiting ?? 0
}

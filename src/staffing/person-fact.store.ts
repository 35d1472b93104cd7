import { and, asc, desc, eq, isNull, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import { addedBy, knownAt } from '../database/recorded.ts'
import type { Acting, Viewpoint } from '../kernel/acting.ts'
import type { ContactAspect } from './contact.ts'
import {
  personContacts,
  personFactActs,
  personFundings,
  personRetirements,
  personTitles,
} from './person-fact.schema.ts'
import type { FactAct, FactActRecord, FactKind, FactValues, PersonFact } from './person-fact.ts'
import { isContact } from './person-fact.ts'
import { educationRecords } from './schema.ts'

type Asked = Pick<Viewpoint, 'regionCode' | 'asKnownAt'>

/** Records believed at the moment, or, for the history, every record written by then; the latest day first. */
export async function personFactsOf(
  db: Db,
  asked: Asked,
  personId: string,
  { superseded }: { superseded: boolean },
): Promise<PersonFact[]> {
  const of = (table: FactTable): SQL | undefined =>
    and(
      eq(table.regionCode, asked.regionCode),
      eq(table.personId, personId),
      superseded ? addedBy(table, asked.asKnownAt) : knownAt(table, asked.asKnownAt),
    )
  const [education, titles, fundings, retirements, contacts] = await Promise.all([
    db
      .select()
      .from(educationRecords)
      .where(of(educationRecords))
      .orderBy(desc(educationRecords.graduatedOn)),
    db.select().from(personTitles).where(of(personTitles)).orderBy(desc(personTitles.obtainedOn)),
    db.select().from(personFundings).where(of(personFundings)).orderBy(desc(personFundings.effectiveFrom)),
    db
      .select()
      .from(personRetirements)
      .where(of(personRetirements))
      .orderBy(desc(personRetirements.retiresOn)),
    db.select().from(personContacts).where(of(personContacts)).orderBy(desc(personContacts.effectiveFrom)),
  ])
  return [
    ...education.map(({ level, mode, degree, school, major, graduatedOn, ...row }) =>
      fact('education', row, { level, mode, degree, school, major }, { effectiveFrom: graduatedOn }),
    ),
    ...titles.map(({ series, level, name, certificateNumber, obtainedOn, ...row }) =>
      fact('title', row, { series, level, name, certificateNumber }, { effectiveFrom: obtainedOn }),
    ),
    ...fundings.map(({ channel, ...row }) => fact('funding', row, { channel }, row)),
    ...retirements.map(({ choice, retiresOn, ...row }) =>
      fact('retirement', row, { choice }, { effectiveFrom: retiresOn }),
    ),
    ...contacts.map(({ aspect, masked, bank, ...row }) =>
      fact(
        aspect as ContactAspect,
        row,
        aspect === 'bank-account' ? { content: masked, bank } : { content: masked },
        row,
      ),
    ),
  ]
}

/** What a contact holds, as it is stored: for showing it by a logged act, and for a change that keeps it. */
export type StoredContact = { ciphertext: Buffer; contentHash: string; masked: string }

export async function storedContact(
  db: Db,
  regionCode: string,
  factId: string,
): Promise<StoredContact | null> {
  const [found] = await db
    .select({
      ciphertext: personContacts.ciphertext,
      contentHash: personContacts.contentHash,
      masked: personContacts.masked,
    })
    .from(personContacts)
    .where(and(eq(personContacts.regionCode, regionCode), eq(personContacts.id, factId)))
  return found ?? null
}

export type NewFact = {
  kind: FactKind
  values: FactValues
  effectiveFrom: string
  effectiveTo: string | null
  /** of a contact */
  stored: StoredContact | null
}

/** Answers the record's id. */
export async function appendFact(
  tx: Db,
  acting: Acting,
  personId: string,
  { kind, values, effectiveFrom, effectiveTo, stored }: NewFact,
): Promise<string> {
  const id = v7()
  const row = {
    regionCode: acting.regionCode,
    id,
    personId,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  }
  const said = (key: string) => values[key] ?? ''
  const period = { effectiveFrom, effectiveTo }
  if (isContact(kind)) {
    if (stored === null) throw new Error('a contact without what it holds')
    await tx
      .insert(personContacts)
      .values({ ...row, ...period, aspect: kind, ...stored, bank: values.bank ?? null })
  } else if (kind === 'education') {
    await tx.insert(educationRecords).values({
      ...row,
      level: said('level'),
      mode: said('mode'),
      degree: values.degree ?? null,
      school: said('school'),
      major: said('major'),
      graduatedOn: effectiveFrom,
    })
  } else if (kind === 'title') {
    await tx.insert(personTitles).values({
      ...row,
      series: said('series'),
      level: said('level'),
      name: said('name'),
      certificateNumber: values.certificateNumber ?? null,
      obtainedOn: effectiveFrom,
    })
  } else if (kind === 'retirement') {
    await tx.insert(personRetirements).values({ ...row, choice: said('choice'), retiresOn: effectiveFrom })
  } else {
    await tx.insert(personFundings).values({ ...row, ...period, channel: said('channel') })
  }
  return id
}

/** False when another was quicker. */
export async function supersedeFact(tx: Db, acting: Acting, kind: FactKind, id: string): Promise<boolean> {
  const table = tableOf(kind)
  const closed = await tx
    .update(table)
    .set({ supersededAt: acting.at })
    .where(and(eq(table.regionCode, acting.regionCode), eq(table.id, id), isNull(table.supersededAt)))
    .returning({ id: table.id })
  return closed.length === 1
}

/** Another person with the same account; null: nobody. */
export async function otherHolderOf(
  db: Db,
  regionCode: string,
  { aspect, contentHash, personId }: { aspect: ContactAspect; contentHash: string; personId: string },
): Promise<string | null> {
  const holders = await db
    .select({ personId: personContacts.personId })
    .from(personContacts)
    .where(
      and(
        eq(personContacts.regionCode, regionCode),
        eq(personContacts.aspect, aspect),
        eq(personContacts.contentHash, contentHash),
        isNull(personContacts.supersededAt),
        isNull(personContacts.effectiveTo),
      ),
    )
  return holders.find((holder) => holder.personId !== personId)?.personId ?? null
}

export async function appendFactAct(
  tx: Db,
  acting: Acting,
  act: { personId: string; kind: FactKind; act: FactAct } & Pick<
    FactActRecord,
    'factId' | 'replacedId' | 'reason' | 'documentId'
  >,
): Promise<void> {
  const { kind, ...rest } = act
  const { regionCode, at, userId } = acting
  await tx
    .insert(personFactActs)
    .values({ regionCode, id: v7(), factKind: kind, ...rest, recordedAt: at, recordedBy: userId })
}

/** By the moment, the latest first. */
export async function factActsOf(db: Db, asked: Asked, personId: string): Promise<FactActRecord[]> {
  const rows = await db
    .select()
    .from(personFactActs)
    .where(
      and(
        eq(personFactActs.regionCode, asked.regionCode),
        eq(personFactActs.personId, personId),
        addedBy(personFactActs, asked.asKnownAt),
      ),
    )
    .orderBy(desc(personFactActs.recordedAt), asc(personFactActs.id))
  return rows.map(({ regionCode: _region, personId: _person, factKind, act, ...row }) => ({
    ...row,
    kind: factKind as FactKind,
    act: act as FactAct,
  }))
}

type FactTable = {
  regionCode: PgColumn
  personId: PgColumn
  recordedAt: PgColumn
  supersededAt: PgColumn
}

function tableOf(kind: FactKind) {
  if (kind === 'education') return educationRecords
  if (kind === 'title') return personTitles
  if (kind === 'retirement') return personRetirements
  return kind === 'funding' ? personFundings : personContacts
}

function fact(
  kind: FactKind,
  {
    id,
    recordedAt,
    recordedBy,
    supersededAt,
  }: Pick<PersonFact, 'id' | 'recordedAt' | 'recordedBy' | 'supersededAt'>,
  values: FactValues,
  { effectiveFrom, effectiveTo = null }: { effectiveFrom: string; effectiveTo?: string | null },
): PersonFact {
  return { id, kind, values, effectiveFrom, effectiveTo, recordedAt, recordedBy, supersededAt }
}

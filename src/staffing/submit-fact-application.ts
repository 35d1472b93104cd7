import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import type { PersonalCipher } from '../database/personal-cipher.ts'
import { nextSerial } from '../database/serial-number.ts'
import type { Acting } from '../kernel/acting.ts'
import { yearOf } from '../kernel/dates.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { saveDocument } from '../organization/document.store.ts'
import type { DocumentDraft } from '../organization/document.ts'
import type { LoadedPerson } from './person.ts'
import { appendApplication, applicationFactCiphertext } from './person-application.store.ts'
import { applicationNumber } from './person-application.ts'
import { type FactChange, factChangeProblems } from './record-person-fact.ts'

/** 申报 of a unit: an entry of a person's own facts that the office's clerk accepts or returns. Answers the application's id. */
export async function submitFactApplication(
  db: Db,
  cipher: PersonalCipher,
  acting: Acting,
  person: LoadedPerson,
  { kind, act, factId, draft, reason, document }: FactChange & { document: DocumentDraft | null },
): Promise<Outcome<string>> {
  const { particulars, held, assignments, personId } = person
  const organizationId = held?.organizationId ?? assignments.at(-1)?.organizationId
  if (organizationId === undefined) return refused({ code: 'not-assigned', field: 'from', on: acting.today })
  const paper = document === null ? null : { draft: document }
  const problems = factChangeProblems({ kind, act, factId, draft, reason, paper }, acting.today, particulars)
  if (problems.length > 0) return refused(...problems)
  return db.transaction(async (tx) => {
    const year = yearOf(acting.today)
    const serial = await nextSerial(tx, acting.regionCode, `person application ${year}`)
    const number = applicationNumber(year, serial)
    const applicationId = await appendApplication(tx, acting, {
      number,
      personId,
      organizationId,
      versionId: particulars.id,
      factKind: kind,
      factAct: act,
      factId,
      // What is asked for may be a telephone number: no plain form of it is kept.
      factCiphertext: draft === null ? null : cipher.encrypt(JSON.stringify(draft)),
      reason: reason === '' ? '登记' : reason,
      documentId: document === null ? null : await saveDocument(tx, acting, document),
    })
    await recordAudit(tx, acting, {
      action: 'person.application',
      subjectKind: 'person',
      subjectId: personId,
      reason,
      documentNumber: document?.number ?? null,
      after: { applicationId, kind, act },
    })
    return done(applicationId)
  })
}

/** What the unit asked for; null: nothing but taking a record back. */
export async function requestedFact(
  db: Db,
  cipher: PersonalCipher,
  regionCode: string,
  applicationId: string,
): Promise<FactChange['draft']> {
  const ciphertext = await applicationFactCiphertext(db, regionCode, applicationId)
  if (ciphertext === null) return null
  const draft: FactChange['draft'] = JSON.parse(cipher.decrypt(ciphertext))
  return draft
}

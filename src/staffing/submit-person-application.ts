import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import type { PersonalCipher } from '../database/personal-cipher.ts'
import { nextSerial } from '../database/serial-number.ts'
import type { Acting } from '../kernel/acting.ts'
import { type IsoDate, yearOf } from '../kernel/dates.ts'
import { maskIdentityNumber, readIdentityNumber } from '../kernel/identity-number.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { saveDocument } from '../organization/document.store.ts'
import type { DocumentDraft } from '../organization/document.ts'
import { recordDocumentFile } from '../organization/record-document-file.ts'
import { personByIdentity } from './person.store.ts'
import type { LoadedPerson } from './person.ts'
import { appendApplication } from './person-application.store.ts'
import { applicationNumber } from './person-application.ts'

export type ApplicationDraft = {
  /** null: stays as it is */
  name: string | null
  identityNumber: string | null
  beganWorkOn: IsoDate | null
  changedOn: IsoDate | null
  reason: string
  document: DocumentDraft
  /** the proof itself, where it was uploaded */
  file: { fileName: string; content: Buffer } | null
}

/** 申请更正: what is locked to a unit is asked for with its paper. Answers the application's id. */
export async function submitPersonApplication(
  db: Db,
  cipher: PersonalCipher,
  acting: Acting,
  person: LoadedPerson,
  draft: ApplicationDraft,
): Promise<Outcome<string>> {
  const { particulars, held, assignments, personId } = person
  const organizationId = held?.organizationId ?? assignments.at(-1)?.organizationId
  if (organizationId === undefined) return refused({ code: 'not-assigned', field: 'name', on: acting.today })
  const name = draft.name === particulars.name ? null : draft.name
  const beganWorkOn = draft.beganWorkOn === particulars.beganWorkOn ? null : draft.beganWorkOn
  const number =
    draft.identityNumber === null ? null : readIdentityNumber(draft.identityNumber, 'identityNumber')
  if (number !== null && !number.done) return number
  if (name === null && beganWorkOn === null && number === null) {
    return refused({ code: 'nothing-changed', field: 'name' })
  }
  const identity = number === null ? null : number.value.number
  const rollback: { outcome: Outcome<string> | null } = { outcome: null }
  try {
    return await db.transaction(async (tx) => {
      if (identity !== null) {
        const hash = cipher.hash(identity)
        const taken = await personByIdentity(tx, acting.regionCode, hash, { except: personId })
        if (taken !== null) return refused({ code: 'identity-number-taken', field: 'identityNumber' })
      }
      const documentId = await saveDocument(tx, acting, draft.document)
      if (draft.file !== null) {
        const kept = await recordDocumentFile(tx, acting, { documentId, ...draft.file })
        if (!kept.done) {
          rollback.outcome = kept
          throw new Error('refused')
        }
      }
      const year = yearOf(acting.today)
      const serial = await nextSerial(tx, acting.regionCode, `person application ${year}`)
      const applicationId = await appendApplication(tx, acting, {
        number: applicationNumber(year, serial),
        personId,
        organizationId,
        versionId: particulars.id,
        name,
        identityCiphertext: identity === null ? null : cipher.encrypt(identity),
        identityMasked: identity === null ? null : maskIdentityNumber(identity),
        beganWorkOn,
        changedOn: draft.changedOn,
        reason: draft.reason,
        documentId,
      })
      await recordAudit(tx, acting, {
        action: 'person.application',
        subjectKind: 'person',
        subjectId: personId,
        reason: draft.reason,
        documentNumber: draft.document?.number ?? null,
        after: { applicationId, name, beganWorkOn, changedOn: draft.changedOn, identity: identity !== null },
      })
      return done(applicationId)
    })
  } catch (error) {
    if (rollback.outcome !== null) return rollback.outcome
    throw error
  }
}

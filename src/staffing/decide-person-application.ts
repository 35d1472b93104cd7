import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { brokenConstraint } from '../database/constraint.ts'
import type { PersonalCipher } from '../database/personal-cipher.ts'
import type { Acting } from '../kernel/acting.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { findDocument } from '../organization/document.store.ts'
import { correctParticulars } from './correct-person.ts'
import { particularsOn } from './person.store.ts'
import {
  appendApplicationDecision,
  applicationCiphertext,
  applicationOf,
} from './person-application.store.ts'
import {
  type ApplicationDecision,
  checkApplicationDecision,
  type PersonApplication,
} from './person-application.ts'
import { isFactKind } from './person-fact.ts'
import { recordPersonFact } from './record-person-fact.ts'
import { requestedFact } from './submit-fact-application.ts'

/** 受理 writes the correction in the same transaction; 退回 needs a reason; 撤回 is the applicant's. */
export async function decidePersonApplication(
  db: Db,
  cipher: PersonalCipher,
  acting: Acting,
  applicationId: string,
  { decision, words }: { decision: ApplicationDecision; words: string },
): Promise<Outcome<string>> {
  const rollback: { outcome: Outcome<string> | null } = { outcome: null }
  try {
    return await db.transaction(async (tx) => {
      const application = await applicationOf(tx, acting.regionCode, applicationId)
      if (application === null) return refused({ code: 'not-found', field: 'decision', sought: '该申请' })
      const problem = checkApplicationDecision(application, acting, { decision, words })
      if (problem !== null) return refused(problem)
      await appendApplicationDecision(tx, acting, { applicationId, decision, words })
      await recordAudit(tx, acting, {
        action: `person.application-${decision}`,
        subjectKind: 'person',
        subjectId: application.personId,
        reason: words,
        after: { number: application.number },
      })
      if (decision !== 'acceptance') return done(applicationId)
      const corrected = await carriedOut(tx, cipher, acting, application)
      if (corrected.done) return done(applicationId)
      rollback.outcome = refused(...corrected.problems.map((one) => ({ ...one, field: 'decision' })))
      throw new Error('refused')
    })
  } catch (error) {
    if (rollback.outcome !== null) return rollback.outcome
    if (brokenConstraint(error)?.startsWith('person_application_decisions') === true) {
      return refused({ code: 'changed-meanwhile', field: 'decision' })
    }
    throw error
  }
}

/** The correction as the application asks for it; everything else stays as it is. */
async function carriedOut(
  tx: Db,
  cipher: PersonalCipher,
  acting: Acting,
  application: PersonApplication,
): Promise<Outcome<string>> {
  const { regionCode } = acting
  const { personId, applicationId, changedOn } = application
  if (application.factKind !== null) return factEntered(tx, cipher, acting, application)
  const viewpoint = { regionCode, asOf: changedOn ?? acting.today, asKnownAt: null }
  const particulars = await particularsOn(tx, viewpoint, personId)
  const { documentId } = application
  const document = documentId === null ? null : await findDocument(tx, regionCode, documentId)
  if (particulars === null || document === null) {
    return refused({ code: 'changed-meanwhile', field: 'decision' })
  }
  const ciphertext = await applicationCiphertext(tx, regionCode, applicationId)
  const { ethnicity, politicalStatus, nativePlace, birthPlace, joinedPartyOn, identityCategory } = particulars
  const { number, title, issuer, issuedOn } = document
  return correctParticulars(tx, cipher, acting, personId, {
    versionId: application.versionId,
    name: application.name ?? particulars.name,
    identityNumber: ciphertext === null ? null : cipher.decrypt(ciphertext),
    ethnicity,
    politicalStatus,
    nativePlace,
    birthPlace,
    joinedPartyOn,
    beganWorkOn: application.beganWorkOn ?? particulars.beganWorkOn,
    identityCategory,
    changedOn,
    document: { number, title, issuer, issuedOn },
    reason: `${application.number}：${application.reason}`,
  })
}

/** The entry as the unit asked for it; what stands against it now is said as in the clerk's own form. */
async function factEntered(
  tx: Db,
  cipher: PersonalCipher,
  acting: Acting,
  application: PersonApplication,
): Promise<Outcome<string>> {
  const { regionCode, today } = acting
  const { personId, applicationId, factKind, factAct, factId, documentId, number, reason } = application
  const particulars = await particularsOn(tx, { regionCode, asOf: today, asKnownAt: null }, personId)
  if (particulars === null || factKind === null || !isFactKind(factKind)) {
    return refused({ code: 'changed-meanwhile', field: 'decision' })
  }
  const entered = await recordPersonFact(tx, cipher, acting, particulars, {
    kind: factKind,
    act: factAct === 'correction' || factAct === 'removal' ? factAct : 'addition',
    factId,
    draft: await requestedFact(tx, cipher, regionCode, applicationId),
    reason: `${number}：${reason}`,
    paper: documentId === null ? null : { documentId },
  })
  return entered.done ? done(applicationId) : entered
}

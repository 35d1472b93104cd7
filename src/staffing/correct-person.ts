import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { brokenConstraint } from '../database/constraint.ts'
import type { PersonalCipher } from '../database/personal-cipher.ts'
import type { Acting } from '../kernel/acting.ts'
import { type IsoDate, inForce } from '../kernel/dates.ts'
import { maskIdentityNumber, readIdentityNumber } from '../kernel/identity-number.ts'
import { personPinyin } from '../kernel/pinyin.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { saveDocument } from '../organization/document.store.ts'
import type { DocumentDraft } from '../organization/document.ts'
import {
  appendParticulars,
  identityOf,
  particularsOn,
  personByIdentity,
  supersedeParticulars,
} from './person.store.ts'
import { checkJoining, type PersonParticulars } from './person.ts'

export type ParticularsCorrection = {
  /** the version that was on the screen: another one meanwhile refuses the correction */
  versionId: string
  name: string
  /** null: the number stays as it is */
  identityNumber: string | null
  ethnicity: string
  politicalStatus: string
  nativePlace: string | null
  birthPlace: string | null
  joinedPartyOn: IsoDate | null
  beganWorkOn: IsoDate | null
  identityCategory: string
  /** a change from this day on, such as a new name; null: it was wrong all the time */
  changedOn: IsoDate | null
  document: DocumentDraft
  reason: string
}

/**
 * 更正基本信息: what was recorded wrongly is superseded for all its days; what changed is so from its day on. Earlier
 * knowledge stays as it was known. Birth date and sex follow from the identity number.
 */
export async function correctParticulars(
  db: Db,
  cipher: PersonalCipher,
  acting: Acting,
  personId: string,
  correction: ParticularsCorrection,
): Promise<Outcome<string>> {
  try {
    return await db.transaction((tx) => corrected(tx, cipher, acting, personId, correction))
  } catch (error) {
    const broken = brokenConstraint(error)
    if (broken === 'person_particulars_identity_once') {
      return refused({ code: 'identity-number-taken', field: 'identityNumber' })
    }
    if (broken === 'person_particulars_one_at_a_time') {
      return refused({ code: 'changed-meanwhile', field: 'name' })
    }
    throw error
  }
}

async function corrected(
  tx: Db,
  cipher: PersonalCipher,
  acting: Acting,
  personId: string,
  correction: ParticularsCorrection,
): Promise<Outcome<string>> {
  const { changedOn, reason } = correction
  const viewpoint = { regionCode: acting.regionCode, asOf: changedOn ?? acting.today, asKnownAt: null }
  const version = await particularsOn(tx, viewpoint, personId)
  const stored = version === null ? null : await identityOf(tx, acting.regionCode, version.id)
  if (version === null || stored === null) return refused({ code: 'changed-meanwhile', field: 'name' })
  if (version.id !== correction.versionId) return refused({ code: 'changed-meanwhile', field: 'name' })
  if (changedOn !== null && (!inForce(version, changedOn) || changedOn === version.effectiveFrom)) {
    const because = `变更日期应晚于本条登记的起始日期 ${version.effectiveFrom}。一直就是错的，请留空。`
    return refused({ code: 'refused', field: 'changedOn', because })
  }

  const number = correction.identityNumber ?? cipher.decrypt(stored.ciphertext)
  const read = readIdentityNumber(number, 'identityNumber')
  if (!read.done) return read
  const joining = checkJoining({ ...correction, bornOn: read.value.bornOn })
  if (joining !== null) return refused(joining)
  const identityHash = cipher.hash(read.value.number)
  const taken = await personByIdentity(tx, acting.regionCode, identityHash, { except: personId })
  if (taken !== null) return refused({ code: 'identity-number-taken', field: 'identityNumber' })

  const facts = {
    personId,
    name: correction.name,
    ...personPinyin(correction.name),
    identityCiphertext:
      correction.identityNumber === null ? stored.ciphertext : cipher.encrypt(read.value.number),
    identityHash,
    identityMasked: maskIdentityNumber(read.value.number),
    sex: read.value.sex,
    bornOn: read.value.bornOn,
    ethnicity: correction.ethnicity,
    politicalStatus: correction.politicalStatus,
    nativePlace: correction.nativePlace,
    birthPlace: correction.birthPlace,
    joinedPartyOn: correction.joinedPartyOn,
    beganWorkOn: correction.beganWorkOn,
    identityCategory: correction.identityCategory,
    documentId: await saveDocument(tx, acting, correction.document),
  }
  await supersedeParticulars(tx, acting, version.id)
  if (changedOn !== null) {
    await appendParticulars(tx, acting, {
      ...factsOf(version),
      identityCiphertext: stored.ciphertext,
      identityHash: stored.hash,
      effectiveFrom: version.effectiveFrom,
      effectiveTo: changedOn,
    })
  }
  await appendParticulars(tx, acting, {
    ...facts,
    effectiveFrom: changedOn ?? version.effectiveFrom,
    effectiveTo: version.effectiveTo,
  })
  await recordAudit(tx, acting, {
    action: changedOn === null ? 'person.correction' : 'person.change',
    subjectKind: 'person',
    subjectId: personId,
    reason,
    documentNumber: correction.document.number,
    before: told(version),
    after: told(facts),
  })
  return done(personId)
}

function factsOf(version: PersonParticulars) {
  const { id: _id, recordedAt: _at, recordedBy: _by, supersededAt: _superseded, ...facts } = version
  return facts
}

/** For the audit entry: the number masked, whether it changed is seen from the mask and the birth date. */
function told(
  facts: Omit<
    PersonParticulars,
    'id' | 'recordedAt' | 'recordedBy' | 'supersededAt' | 'effectiveFrom' | 'effectiveTo'
  >,
) {
  const { name, identityMasked, sex, bornOn, ethnicity, politicalStatus, nativePlace, beganWorkOn } = facts
  const { birthPlace, joinedPartyOn, identityCategory, documentId } = facts
  return {
    name,
    identityMasked,
    sex,
    bornOn,
    ethnicity,
    politicalStatus,
    nativePlace,
    birthPlace,
    joinedPartyOn,
    beganWorkOn,
    identityCategory,
    documentId,
  }
}

import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { brokenConstraint } from '../database/constraint.ts'
import type { PersonalCipher } from '../database/personal-cipher.ts'
import type { Acting } from '../kernel/acting.ts'
import { maskIdentityNumber, readIdentityNumber } from '../kernel/identity-number.ts'
import { personPinyin } from '../kernel/pinyin.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { appendPerson, personByIdentity } from './person.store.ts'
import { checkJoining, type PersonDraft } from './person.ts'

/**
 * 登记人员: one identity for life. Refuses an identity number that is not one or belongs to somebody already, without
 * saying to whom. In the caller's transaction.
 */
export async function registerPerson(
  tx: Db,
  cipher: PersonalCipher,
  acting: Acting,
  draft: PersonDraft,
): Promise<Outcome<string>> {
  const field = 'identityNumber'
  const read = readIdentityNumber(draft.identityNumber, field)
  if (!read.done) return read
  const { number, bornOn, sex } = read.value
  if (bornOn > acting.today) return refused({ code: 'identity-number-date', field })
  const joining = checkJoining({ ...draft, bornOn })
  if (joining !== null) return refused(joining)
  const identityHash = cipher.hash(number)
  const known = await personByIdentity(tx, acting.regionCode, identityHash)
  if (known !== null) return refused({ code: 'identity-number-taken', field })
  const personId = await appendPerson(tx, acting, {
    name: draft.name,
    ...personPinyin(draft.name),
    identityCiphertext: cipher.encrypt(number),
    identityHash,
    identityMasked: maskIdentityNumber(number),
    sex,
    bornOn,
    ethnicity: draft.ethnicity,
    politicalStatus: draft.politicalStatus,
    nativePlace: draft.nativePlace,
    birthPlace: draft.birthPlace,
    joinedPartyOn: draft.joinedPartyOn,
    beganWorkOn: draft.beganWorkOn,
    identityCategory: draft.identityCategory,
    education: draft.education,
  })
  await recordAudit(tx, acting, {
    action: 'person.registration',
    subjectKind: 'person',
    subjectId: personId,
    after: { name: draft.name, identityMasked: maskIdentityNumber(number), bornOn, sex },
  })
  return done(personId)
}

/** The constraint that keeps two people from one identity number, put into words; null for another error. */
export function identityTakenMeanwhile(error: unknown): Outcome<never> | null {
  if (brokenConstraint(error) !== 'person_particulars_identity_once') return null
  return refused({ code: 'identity-number-taken', field: 'identityNumber' })
}

import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import type { PersonalCipher } from '../database/personal-cipher.ts'
import { leadershipPositionOrder } from '../establishment/leadership-post.ts'
import type { Acting } from '../kernel/acting.ts'
import type { Problem } from '../kernel/problem.ts'
import { draftMovement, type MovementDraft } from '../movement/draft-movement.ts'
import { isMovementKind, type MovementKind } from '../movement/movement-kind.ts'
import type { Particulars } from '../movement/particulars.ts'
import { correctParticulars } from '../staffing/correct-person.ts'
import type { EducationDraft } from '../staffing/person.ts'
import { shownValue } from './column.ts'
import { replaceEducation } from './person-batch.store.ts'
import { dutyKeys, educationKeys, particularsKeys, placeKeys, rankKeys, workKeys } from './person-check.ts'
import { type PersonKey, personColumns } from './person-columns.ts'
import type { PersonFact } from './person-ground.ts'
import { inPieces, type Progress, type RowRefusal } from './writing.ts'

/**
 * Everyday work: new people and changes of place, duty, rank and secondment are drafted as movements and wait for
 * their signatures; particulars are corrected by their paper, education is added. The first refusal ends it.
 */
export async function importPeople(
  tx: Db,
  cipher: PersonalCipher,
  acting: Acting,
  { facts, progress }: { facts: readonly PersonFact[]; progress: Progress },
): Promise<RowRefusal<PersonKey> | null> {
  let refusal: RowRefusal<PersonKey> | null = null
  await inPieces(facts, 1, progress, async ([fact]) => {
    if (fact === undefined || refusal !== null) return
    const problem =
      (await correctFact(tx, cipher, acting, fact)) ?? (await draftFact(tx, cipher, acting, fact))
    if (problem === null) await addEducation(tx, acting, fact)
    else refusal = { line: fact.line, ...placed(problem) }
  })
  return refusal
}

async function correctFact(
  tx: Db,
  cipher: PersonalCipher,
  acting: Acting,
  { present, values, changed, identityNumber, document, changeOn }: PersonFact,
): Promise<Problem | null> {
  if (present === null || present.particularsId === null || document === null) return null
  if (!changed.some((key) => particularsKeys.includes(key))) return null
  const outcome = await correctParticulars(tx, cipher, acting, present.personId, {
    versionId: present.particularsId,
    name: values.name ?? '',
    identityNumber: changed.includes('identityNumber') ? identityNumber : null,
    ethnicity: values.ethnicity ?? '',
    politicalStatus: values.politicalStatus ?? '',
    nativePlace: values.nativePlace,
    birthPlace: values.birthPlace,
    joinedPartyOn: values.joinedPartyOn,
    beganWorkOn: values.beganWorkOn,
    identityCategory: values.identityCategory ?? '',
    changedOn: changeOn,
    document,
    reason: values.reason ?? '',
  })
  return outcome.done ? null : (outcome.problems[0] ?? null)
}

async function draftFact(
  tx: Db,
  cipher: PersonalCipher,
  acting: Acting,
  fact: PersonFact,
): Promise<Problem | null> {
  for (const { kind, particulars } of movementsOf(fact)) {
    const { values, organization, document, changeOn } = fact
    const enters = values.movementKind !== null
    const moves = enters || kind === 'internal-transfer' || kind === 'kind-change'
    const draft: MovementDraft = {
      kind,
      person: fact.present === null ? { register: registrationOf(fact) } : { id: fact.present.personId },
      effectiveOn: changeOn ?? '',
      toOrganizationId: moves ? organization.organizationId : null,
      toEstablishmentKind: moves ? values.establishmentKind : null,
      particulars,
      reason: values.reason ?? '',
      document,
      vacancyRequestId: null,
      correctsId: null,
    }
    const outcome = await draftMovement(tx, cipher, acting, draft)
    if (!outcome.done) return outcome.problems[0] ?? null
  }
  return null
}

/** Which movements say what the row says: an entry, or one for place, duty, rank and secondment each. */
function movementsOf(fact: PersonFact): { kind: MovementKind; particulars: Particulars }[] {
  const { values, changed } = fact
  const posts = postsOf(fact)
  if (values.movementKind !== null && isMovementKind(values.movementKind)) {
    const otherUnit = values.otherUnit === null ? {} : { otherUnit: values.otherUnit }
    return [{ kind: values.movementKind, particulars: { ...posts, ...otherUnit } }]
  }
  const touches = (keys: readonly PersonKey[]) => keys.some((key) => changed.includes(key))
  const found: { kind: MovementKind; particulars: Particulars }[] = []
  if (touches(placeKeys)) {
    const kind = changed.includes('organization') ? 'internal-transfer' : 'kind-change'
    found.push({ kind, particulars: posts })
  } else {
    if (touches(dutyKeys)) found.push({ kind: 'duty-change', particulars: only(posts, ['duty']) })
    if (touches(rankKeys)) found.push({ kind: 'rank-promotion', particulars: only(posts, ['rank', 'post']) })
  }
  if (touches(workKeys)) found.push(secondmentOf(fact))
  return found
}

/** What of duty, rank and post the row changes, or brings along. */
function postsOf({ values, changed, present }: PersonFact): Particulars {
  const tells = (keys: readonly PersonKey[]) => present === null || keys.some((key) => changed.includes(key))
  const { dutyTitle, dutyLevel, rankTitle, postTitle, postLevel } = values
  return {
    ...(dutyTitle !== null && tells(dutyKeys)
      ? {
          duty: {
            title: dutyTitle,
            levelCode: dutyLevel ?? '',
            leadership: leadershipPositionOrder.find((position) => position === values.leadership) ?? null,
            leadershipRank: values.leadershipRank,
            divisionId: null,
            concurrent: false,
          },
        }
      : {}),
    ...(rankTitle !== null && tells(['rankTitle'])
      ? { rank: { levelCode: rankTitle, title: shownValue(personColumns.rankTitle, rankTitle) } }
      : {}),
    ...(postTitle !== null && tells(['postTitle', 'postLevel'])
      ? { post: { levelCode: postLevel ?? '', title: postTitle } }
      : {}),
  }
}

function only(particulars: Particulars, names: readonly (keyof Particulars)[]): Particulars {
  return Object.fromEntries(
    names.flatMap((name) => (particulars[name] === undefined ? [] : [[name, particulars[name]]])),
  )
}

function secondmentOf({ values, workOrganization }: PersonFact): {
  kind: MovementKind
  particulars: Particulars
} {
  const { workPlace, secondmentKind } = values
  if (workPlace === null || secondmentKind === null || !isMovementKind(secondmentKind)) {
    return { kind: 'return', particulars: {} }
  }
  const place = {
    organizationId: workOrganization?.organizationId ?? null,
    name: workOrganization?.name ?? workPlace,
  }
  return { kind: secondmentKind, particulars: { place } }
}

function registrationOf({ values, identityNumber }: PersonFact) {
  return {
    identityNumber: identityNumber ?? '',
    name: values.name ?? '',
    ethnicity: values.ethnicity ?? '',
    politicalStatus: values.politicalStatus ?? '',
    nativePlace: values.nativePlace,
    birthPlace: values.birthPlace,
    joinedPartyOn: values.joinedPartyOn,
    beganWorkOn: values.beganWorkOn,
    identityCategory: values.identityCategory ?? '',
    education: educationOf(values),
  }
}

function educationOf(values: PersonFact['values']): EducationDraft | null {
  if (values.educationLevel === null) return null
  return {
    level: values.educationLevel,
    mode: values.educationMode ?? '',
    degree: values.degree,
    school: values.school ?? '',
    major: values.major ?? '',
    graduatedOn: values.graduatedOn ?? '',
  }
}

/** A later graduation stands beside what was recorded; anything else puts it right. */
async function addEducation(tx: Db, acting: Acting, { present, values, changed }: PersonFact): Promise<void> {
  if (present === null || !changed.some((key) => educationKeys.includes(key))) return
  const education = educationOf(values)
  const { educationLevel: level, graduatedOn } = present.values
  const isLater = graduatedOn !== null && education !== null && education.graduatedOn > graduatedOn
  const replaced = isLater || level === null || graduatedOn === null ? null : { level, graduatedOn }
  await replaceEducation(tx, acting, { personId: present.personId, replaced, education })
  await recordAudit(tx, acting, {
    action: 'person.education',
    subjectKind: 'person',
    subjectId: present.personId,
    reason: values.reason ?? '',
    before: { level, graduatedOn },
    after: education,
  })
}

const keyOfField: Record<string, PersonKey> = {
  toOrganization: 'organization',
  toEstablishmentKind: 'establishmentKind',
  effectiveOn: 'changeOn',
  changedOn: 'changeOn',
  identityNumber: 'identityNumber',
  otherUnit: 'otherUnit',
  place: 'workPlace',
  dutyTitle: 'dutyTitle',
  dutyLeadership: 'leadership',
  rankLevel: 'rankTitle',
  postTitle: 'postTitle',
}

/** A problem of the form, at the column that holds the same. */
function placed(problem: Problem): { key: PersonKey; problem: Problem } {
  return { key: keyOfField[problem.field] ?? 'name', problem }
}

import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import type { PersonalCipher } from '../database/personal-cipher.ts'
import type { Acting } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { maskIdentityNumber, readIdentityNumber } from '../kernel/identity-number.ts'
import { personPinyin } from '../kernel/pinyin.ts'
import { shownValue } from './column.ts'
import {
  insertPersonRows,
  type PersonRows,
  type StoredIdentity,
  storedIdentities,
  supersedePersonRows,
} from './person-batch.store.ts'
import { personColumns } from './person-columns.ts'
import type { PersonFact } from './person-ground.ts'
import { inPieces, type Progress } from './writing.ts'

/**
 * 期初: people with their particulars, education, place, posts and placements, each from its own day or from the
 * opening's. No movement stands behind them. A row of somebody loaded before stands in for what was loaded.
 */
export async function importOpeningPeople(
  tx: Db,
  cipher: PersonalCipher,
  acting: Acting,
  { facts, opensOn, progress }: { facts: readonly PersonFact[]; opensOn: IsoDate; progress: Progress },
): Promise<void> {
  await inPieces(facts, 1000, progress, async (piece) => {
    const before = piece.flatMap(({ present }) => (present === null ? [] : [present]))
    const stored = await storedIdentities(
      tx,
      acting.regionCode,
      before.flatMap(({ particularsId }) => particularsId ?? []),
    )
    await supersedePersonRows(
      tx,
      acting,
      before.map(({ personId }) => personId),
    )
    const rows: PersonRows = {
      people: [],
      particulars: [],
      education: [],
      assignments: [],
      posts: [],
      placements: [],
    }
    for (const fact of piece) addPerson(rows, cipher, fact, { opensOn, stored })
    await insertPersonRows(tx, acting, rows)
  })
}

function addPerson(
  rows: PersonRows,
  cipher: PersonalCipher,
  fact: PersonFact,
  { opensOn, stored }: { opensOn: IsoDate; stored: ReadonlyMap<string, StoredIdentity> },
): void {
  const { values } = fact
  const personId = fact.personId ?? v7()
  if (fact.personId === null) rows.people.push({ id: personId })
  const name = values.name ?? ''
  const identity = identityOf(cipher, fact, stored)
  rows.particulars.push({
    id: v7(),
    personId,
    name,
    ...personPinyin(name),
    ...identity,
    ethnicity: values.ethnicity ?? '',
    politicalStatus: values.politicalStatus ?? '',
    nativePlace: values.nativePlace,
    birthPlace: values.birthPlace,
    joinedPartyOn: values.joinedPartyOn,
    beganWorkOn: values.beganWorkOn,
    identityCategory: values.identityCategory ?? '',
    documentId: null,
    effectiveFrom: identity.bornOn,
    effectiveTo: null,
  })
  if (values.educationLevel !== null) {
    rows.education.push({
      id: v7(),
      personId,
      level: values.educationLevel,
      mode: values.educationMode ?? '',
      degree: values.degree,
      school: values.school ?? '',
      major: values.major ?? '',
      graduatedOn: values.graduatedOn ?? '',
    })
  }
  const enteredOn = values.enteredOn ?? opensOn
  const { organizationId } = fact.organization
  rows.assignments.push({
    id: v7(),
    personId,
    organizationId,
    establishmentKind: values.establishmentKind ?? '',
    begunByMovementId: null,
    endedByMovementId: null,
    effectiveFrom: enteredOn,
    effectiveTo: null,
  })
  addPosts(rows, fact, { personId, enteredOn })
  addPlacements(rows, fact, { personId, opensOn })
}

function identityOf(cipher: PersonalCipher, fact: PersonFact, stored: ReadonlyMap<string, StoredIdentity>) {
  const { identityNumber, present } = fact
  if (identityNumber !== null) {
    const read = readIdentityNumber(identityNumber, 'identityNumber')
    if (!read.done) throw new Error(`line ${fact.line}: an identity number that was read is none`)
    const { number, bornOn, sex } = read.value
    return {
      identityCiphertext: cipher.encrypt(number),
      identityHash: cipher.hash(number),
      identityMasked: maskIdentityNumber(number),
      sex: sex as string,
      bornOn,
    }
  }
  const kept = stored.get(present?.particularsId ?? '')
  if (kept === undefined) throw new Error(`line ${fact.line}: nobody's identity number`)
  return {
    identityCiphertext: kept.ciphertext,
    identityHash: kept.hash,
    identityMasked: kept.masked,
    sex: kept.sex,
    bornOn: kept.bornOn,
  }
}

function addPosts(
  rows: PersonRows,
  { values, organization }: PersonFact,
  { personId, enteredOn }: { personId: string; enteredOn: IsoDate },
): void {
  const post = (aspect: string, levelCode: string, title: string, from: IsoDate | null) => ({
    id: v7(),
    personId,
    organizationId: organization.organizationId,
    divisionId: null,
    aspect,
    levelCode,
    title,
    leadership: aspect === 'duty' ? values.leadership : null,
    leadershipRank: aspect === 'duty' ? values.leadershipRank : null,
    concurrent: false,
    movementId: null,
    effectiveFrom: from ?? enteredOn,
    effectiveTo: null,
  })
  if (values.dutyTitle !== null) {
    rows.posts.push(post('duty', values.dutyLevel ?? '', values.dutyTitle, values.dutyFrom))
  }
  if (values.rankTitle !== null) {
    const title = shownValue(personColumns.rankTitle, values.rankTitle)
    rows.posts.push(post('rank', values.rankTitle, title, values.rankFrom))
  }
  if (values.postTitle !== null) {
    rows.posts.push(post('post', values.postLevel ?? '', values.postTitle, values.postFrom))
  }
}

/** Where somebody works or is paid beside the place held: known from the opening's day on. */
function addPlacements(
  rows: PersonRows,
  { values, workOrganization, payingOrganization }: PersonFact,
  { personId, opensOn }: { personId: string; opensOn: IsoDate },
): void {
  const common = { personId, reason: '期初登记', movementId: null, effectiveFrom: opensOn, effectiveTo: null }
  if (values.workPlace !== null) {
    rows.placements.push({
      ...common,
      id: v7(),
      aspect: 'work',
      secondmentKind: values.secondmentKind,
      organizationId: workOrganization?.organizationId ?? null,
      place: workOrganization?.name ?? values.workPlace,
    })
  }
  if (values.payingPlace !== null) {
    rows.placements.push({
      ...common,
      id: v7(),
      aspect: 'pay',
      secondmentKind: null,
      organizationId: payingOrganization?.organizationId ?? null,
      place: payingOrganization?.name ?? values.payingPlace,
    })
  }
}

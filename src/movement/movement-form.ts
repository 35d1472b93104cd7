import { z } from 'zod'
import type { Db } from '../database/connection.ts'
import type { PersonalCipher } from '../database/personal-cipher.ts'
import { establishmentKindOrder } from '../establishment/establishment-kind.ts'
import {
  optionalChoice,
  optionalDate,
  optionalId,
  optionalText,
  requiredChoice,
  requiredDate,
  requiredText,
  shaped,
  type Typed,
} from '../http/form.ts'
import type { Acting } from '../kernel/acting.ts'
import { codesOf } from '../kernel/codes.ts'
import { readIdentityNumber } from '../kernel/identity-number.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { chooseOrganization } from '../organization/choose-organization.ts'
import type { DocumentDraft } from '../organization/document.ts'
import { visibleTo } from '../organization/scope.ts'
import { particularsOn, personByIdentity } from '../staffing/person.store.ts'
import type { EducationDraft, PersonDraft } from '../staffing/person.ts'
import type { MovementDraft } from './draft-movement.ts'
import { dutyOfForm, dutyShape } from './duty-form.ts'
import { asksFor, movementKindOrder, movementRule } from './movement-kind.ts'
import type { Particulars } from './particulars.ts'
import { paySchemeOf } from './pay-choice.ts'
import { rankLevels } from './rank-level.ts'

const identityCategories = [
  'civil-servant',
  'civil-service-institution-staff',
  'office-worker',
  'institution-staff',
]

/** The shape of the posted form; which fields a kind needs is asked afterwards. */
const shape = z.object({
  kind: requiredChoice(movementKindOrder),
  personId: optionalId(),
  correctsId: optionalId(),
  amendsId: optionalId(),
  takesBack: optionalChoice(['yes']),
  effectiveOn: requiredDate(),
  reason: requiredText(200),
  identityNumber: optionalText(40),
  name: optionalText(50),
  ethnicity: optionalChoice(codesOf('GB3304').map(({ code }) => code)),
  politicalStatus: optionalChoice(codesOf('GB4762').map(({ code }) => code)),
  nativePlace: optionalText(50),
  birthPlace: optionalText(50),
  joinedPartyOn: optionalDate(),
  beganWorkOn: optionalDate(),
  identityCategory: optionalChoice(identityCategories),
  educationLevel: optionalChoice(codesOf('GB4658_2006').map(({ code }) => code)),
  educationMode: optionalChoice(['full-time', 'in-service']),
  degree: optionalChoice(codesOf('GB6864').map(({ code }) => code)),
  school: optionalText(60),
  major: optionalText(60),
  graduatedOn: optionalDate(),
  toOrganization: optionalText(100),
  toEstablishmentKind: optionalChoice(establishmentKindOrder),
  vacancyRequestId: optionalId(),
  entryOverrideId: optionalId(),
  otherUnit: optionalText(100),
  ...dutyShape,
  rankTitle: optionalText(60),
  rankLevel: optionalChoice(rankLevels.map(({ code }) => code)),
  postTitle: optionalText(60),
  postLevel: optionalChoice(codesOf('ZB09').map(({ code }) => code)),
  place: optionalText(100),
  plannedEnd: optionalDate(),
  documentNumber: optionalText(60),
  documentTitle: optionalText(200),
  documentIssuer: optionalText(60),
  documentIssuedOn: optionalDate(),
})

type Form = z.output<typeof shape>

/** Reads what was typed into a draft; every problem stands at its field, all of them at once, in the form's order. */
export async function readMovementForm(
  db: Db,
  cipher: PersonalCipher,
  acting: Acting,
  typed: Typed,
): Promise<Outcome<MovementDraft>> {
  const read = shaped(typed, shape)
  if (read.done) {
    const drafted = await draftOf(db, cipher, acting, { form: read.value, typed })
    return drafted.done ? drafted : inFormOrder(typed, drafted.problems)
  }
  // What cannot be read is taken as not filled in, so that the rest is looked at too.
  const unread = new Set(read.problems.map(({ field }) => field))
  const legible = Object.fromEntries(Object.entries(typed).filter(([name]) => !unread.has(name)))
  const others = shaped({ ...stoodIn(acting), ...legible }, shape)
  if (!others.done) return read
  const rest = await draftOf(db, cipher, acting, { form: others.value, typed: legible })
  const found = rest.done ? [] : rest.problems.filter(({ field }) => !unread.has(field))
  return inFormOrder(typed, [...read.problems, ...found])
}

function inFormOrder(typed: Typed, problems: readonly Problem[]): Outcome<never> {
  const places = Object.keys(typed)
  return refused(...problems.toSorted((a, b) => places.indexOf(a.field) - places.indexOf(b.field)))
}

/** What every form must hold and stands in for what could not be read; nothing is drafted of it. */
function stoodIn(acting: Acting): Typed {
  return { effectiveOn: acting.today, reason: '事由' }
}

async function draftOf(
  db: Db,
  cipher: PersonalCipher,
  acting: Acting,
  { form, typed }: { form: Form; typed: Typed },
): Promise<Outcome<MovementDraft>> {
  const takesBack = form.takesBack === 'yes'
  const rule = movementRule(form.kind)
  const problems: Problem[] = []
  const document = documentOf(form, problems)
  const person = await personOf(db, cipher, acting, form, problems)
  const asks = (fact: Parameters<typeof asksFor>[1]) => !takesBack && asksFor(form.kind, fact)
  const toOrganizationId = asks('to-organization') ? await unitOf(db, acting, form, problems) : null
  const particulars = takesBack
    ? { takesBack }
    : await particularsFrom(db, acting, { form, typed, toOrganizationId }, problems)
  if (asks('to-establishment-kind') && rule.required.includes('to-establishment-kind')) {
    if (form.toEstablishmentKind === null) problems.push({ code: 'required', field: 'toEstablishmentKind' })
  }
  if (problems.length > 0 || person === null) return refused(...problems)
  return done({
    kind: form.kind,
    person,
    effectiveOn: form.effectiveOn,
    toOrganizationId,
    toEstablishmentKind: asks('to-establishment-kind') ? form.toEstablishmentKind : null,
    particulars,
    reason: form.reason,
    document,
    vacancyRequestId: asks('vacancy-request') ? form.vacancyRequestId : null,
    correctsId: form.correctsId,
    amendsId: form.amendsId,
  })
}

/** All four or none; who enters, leaves or moves needs the paper. */
function documentOf(form: Form, problems: Problem[]): DocumentDraft | null {
  const { documentNumber, documentTitle, documentIssuer, documentIssuedOn } = form
  const parts = { documentNumber, documentTitle, documentIssuer, documentIssuedOn }
  const given = Object.values(parts).some((value) => value !== null)
  if (!given && movementRule(form.kind).direction === 'around') return null
  for (const [field, value] of Object.entries(parts))
    if (value === null) problems.push({ code: 'required', field })
  if (
    documentNumber === null ||
    documentTitle === null ||
    documentIssuer === null ||
    documentIssuedOn === null
  ) {
    return null
  }
  return { number: documentNumber, title: documentTitle, issuer: documentIssuer, issuedOn: documentIssuedOn }
}

/** Somebody known by id; by the identity number a returner, who keeps the identity; or somebody new. */
async function personOf(
  db: Db,
  cipher: PersonalCipher,
  acting: Acting,
  form: Form,
  problems: Problem[],
): Promise<MovementDraft['person'] | null> {
  if (form.personId !== null) return { id: form.personId }
  if (!movementRule(form.kind).registersPerson) {
    problems.push({ code: 'required', field: 'personId' })
    return null
  }
  const field = 'identityNumber'
  if (form.identityNumber === null) problems.push({ code: 'required', field })
  if (form.name === null) problems.push({ code: 'required', field: 'name' })
  if (form.identityNumber === null || form.name === null) return null
  const read = readIdentityNumber(form.identityNumber, field)
  if (!read.done) {
    problems.push(...read.problems)
    return null
  }
  const known = await personByIdentity(db, acting.regionCode, cipher.hash(read.value.number))
  if (known !== null) {
    const viewpoint = { regionCode: acting.regionCode, asOf: acting.today, asKnownAt: null }
    const particulars = await particularsOn(db, viewpoint, known)
    if (particulars?.name === form.name) return { id: known }
    problems.push({ code: 'identity-number-taken', field })
    return null
  }
  return newPerson(form, { identityNumber: form.identityNumber, name: form.name }, problems)
}

function newPerson(
  form: Form,
  who: { identityNumber: string; name: string },
  problems: Problem[],
): { register: PersonDraft } | null {
  const { ethnicity, politicalStatus } = form
  if (ethnicity === null) problems.push({ code: 'required', field: 'ethnicity' })
  if (politicalStatus === null) problems.push({ code: 'required', field: 'politicalStatus' })
  const education = educationFrom(form, problems)
  if (ethnicity === null || politicalStatus === null) return null
  const identityCategory = form.identityCategory ?? categoryOf(form.toEstablishmentKind ?? '')
  const { nativePlace, birthPlace, joinedPartyOn, beganWorkOn } = form
  const origin = { nativePlace, birthPlace, joinedPartyOn, beganWorkOn }
  return { register: { ...who, ethnicity, politicalStatus, ...origin, identityCategory, education } }
}

function educationFrom(form: Form, problems: Problem[]): EducationDraft | null {
  const { educationLevel, educationMode, degree, school, major, graduatedOn } = form
  if (educationLevel === null) return null
  const parts = { educationMode, school, major, graduatedOn }
  for (const [field, value] of Object.entries(parts))
    if (value === null) problems.push({ code: 'required', field })
  if (educationMode === null || school === null || major === null || graduatedOn === null) return null
  return { level: educationLevel, mode: educationMode, degree, school, major, graduatedOn }
}

/** 人员身份 where the form does not say it: it follows from the kind of place. */
function categoryOf(establishmentKind: string): string {
  if (establishmentKind === 'office-worker') return 'office-worker'
  if (establishmentKind === 'civil-service-institution') return 'civil-service-institution-staff'
  return paySchemeOf(establishmentKind) === 'institution' ? 'institution-staff' : 'civil-servant'
}

async function unitOf(db: Db, acting: Acting, form: Form, problems: Problem[]): Promise<string | null> {
  const field = 'toOrganization'
  if (form.toOrganization === null) {
    problems.push({ code: 'required', field })
    return null
  }
  const viewpoint = { regionCode: acting.regionCode, asOf: form.effectiveOn, asKnownAt: null }
  const visible = await visibleTo(db, acting, viewpoint)
  const chosen = await chooseOrganization(db, viewpoint, { typed: form.toOrganization, field, visible })
  if (chosen.done) return chosen.value.organizationId
  problems.push(...chosen.problems)
  return null
}

async function particularsFrom(
  db: Db,
  acting: Acting,
  { form, typed, toOrganizationId }: { form: Form; typed: Typed; toOrganizationId: string | null },
  problems: Problem[],
): Promise<Particulars> {
  const { kind, postTitle } = form
  const asks = (fact: Parameters<typeof asksFor>[1]) => asksFor(kind, fact)
  const level = (field: string, title: string, levelCode: string | null) => {
    if (levelCode === null) problems.push({ code: 'required', field })
    return { title, levelCode: levelCode ?? '' }
  }
  const place =
    asks('place') && form.place !== null ? await placeFrom(db, acting, form, form.place) : undefined
  const duty = asks('duty') ? await dutyOfForm(db, acting, { form, toOrganizationId }, problems) : null
  const payProfile = asks('pay-profile') ? payProfileFrom(form, typed) : undefined
  const { entryOverrideId } = form
  return {
    ...(asks('entry-override') && entryOverrideId !== null ? { entryOverrideId } : {}),
    ...(duty === null ? {} : { duty }),
    ...(asks('rank') ? rankFrom(form, problems) : {}),
    ...(asks('post') && postTitle !== null ? { post: level('postLevel', postTitle, form.postLevel) } : {}),
    ...(asks('other-unit') && form.otherUnit !== null ? { otherUnit: form.otherUnit } : {}),
    ...(asks('planned-end') && form.plannedEnd !== null ? { plannedEnd: form.plannedEnd } : {}),
    ...(place === undefined ? {} : { place }),
    ...(payProfile === undefined ? {} : { payProfile }),
  }
}

/** 职级 as chosen; its name stands for itself unless the paper says it otherwise. */
function rankFrom({ rankTitle, rankLevel }: Form, problems: Problem[]): Pick<Particulars, 'rank'> {
  if (rankTitle === null && rankLevel === null) return {}
  if (rankLevel === null) problems.push({ code: 'required', field: 'rankLevel' })
  const name = rankLevels.find(({ code }) => code === rankLevel)?.name ?? ''
  return { rank: { title: rankTitle ?? name, levelCode: rankLevel ?? '' } }
}

/** A place of the registry is kept by its id; any other by the name the paper says. */
async function placeFrom(
  db: Db,
  acting: Acting,
  form: Form,
  place: string,
): Promise<{ organizationId: string | null; name: string }> {
  const viewpoint = { regionCode: acting.regionCode, asOf: form.effectiveOn, asKnownAt: null }
  const chosen = await chooseOrganization(db, viewpoint, { typed: place, field: 'place', visible: null })
  const exact = chosen.done && [chosen.value.name, chosen.value.shortName, chosen.value.code].includes(place)
  return chosen.done && exact
    ? { organizationId: chosen.value.organizationId, name: chosen.value.name }
    : { organizationId: null, name: place }
}

/** Fields named pay:<standard kind> hold keys parted by |; a form that shows none changes no profile. */
function payProfileFrom(form: Form, typed: Typed): Particulars['payProfile'] {
  const keys = Object.entries(typed)
    .filter(([name, value]) => name.startsWith('pay:') && value !== '')
    .map(([name, value]): [string, string[]] => [name.slice('pay:'.length), value.split('|')])
  if (keys.length === 0) return undefined
  const scheme = typed.payScheme ?? ''
  const schemes = ['civil-servant', 'office-worker', 'institution']
  const known = schemes.includes(scheme) ? scheme : paySchemeOf(form.toEstablishmentKind ?? '')
  return { scheme: known, keys: Object.fromEntries(keys) }
}

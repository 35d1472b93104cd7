import { addDays, type IsoDate } from '../kernel/dates.ts'
import type { DistrictRows } from './district-rows.ts'
import { type OfficePerson, officePeople } from './establishment-office-people.ts'
import { divisionId, officeId, officeOpening, unitId } from './establishment-office-place.ts'
import { exampleRegionCode, moment, openingDay } from './example-region.ts'
import { clerk, deputyDirector, director, sectionHead } from './example-users.ts'
import { type Generator, namedId } from './generator.ts'
import { syntheticIdentityNumber } from './synthetic-identity.ts'
import { syntheticName } from './synthetic-names.ts'

/** When each of the year's movements was signed by the last: the afternoon before it takes effect. */
export function signedAt(effectiveOn: IsoDate): Date {
  return moment(addDays(effectiveOn, -1), '16:20')
}

export function personId({ key }: { key: string }): string {
  return namedId('person', '区委编办', key)
}

export function movementId({ key }: { key: string }, kind: string): string {
  return namedId('movement', '区委编办', key, kind)
}

/** Drawn to the team since February; the driver has been with the other unit since the car reform. */
const drawnToTeam = { key: '登记中心四级主任科员', on: '2023-02-20', place: '区委重点督导组' }
const drawnForCars = { key: '机关工勤', place: '外事和公务服务中心' }

/** The seventeen people who were there in 2023, their places, posts and movements. */
export function officeStaffRows(generator: Generator): Partial<DistrictRows> {
  return {
    people: officePeople.map((person) => ({
      regionCode: exampleRegionCode,
      id: personId(person),
      recordedAt: firstKnown(person),
      recordedBy: clerk.id,
    })),
    personParticulars: officePeople.map((person, index) => particularsRow(person, index, generator)),
    educationRecords: officePeople.map(educationRow),
    assignments: officePeople.flatMap(assignmentRows),
    personPosts: officePeople.flatMap(postRows),
    placements: [...officePeople.flatMap(payPlacementRows), ...workPlacementRows()],
    ...movementRows(),
  }
}

function firstKnown({ enters }: OfficePerson): Date {
  return enters ? signedAt(enters.on) : officeOpening
}

function begins({ enters }: OfficePerson): IsoDate {
  return enters?.on ?? openingDay
}

function particularsRow(
  person: OfficePerson,
  index: number,
  generator: Generator,
): DistrictRows['personParticulars'][number] {
  const { sex, bornOn, beganWorkOn, kind } = person
  const birthYear = Number.parseInt(bornOn.slice(0, 4), 10)
  const category = {
    administrative: 'civil-servant',
    'civil-service-institution': 'civil-service-institution-staff',
    'office-worker': 'office-worker',
  }[kind as string]
  return {
    regionCode: exampleRegionCode,
    id: namedId('particulars', personId(person)),
    personId: personId(person),
    name: syntheticName(generator.part(person.key), { sex, birthYear }),
    // The serials from 450 on are kept for the office, so that no number is given twice.
    identityNumber: syntheticIdentityNumber({ bornOn, sex, serial: 450 + index }),
    sex,
    bornOn,
    ethnicity: '01',
    politicalStatus: birthYear > 1995 ? '02' : '01',
    nativePlace: null,
    beganWorkOn,
    identityCategory: category ?? 'institution-staff',
    documentId: null,
    effectiveFrom: begins(person),
    effectiveTo: null,
    recordedAt: firstKnown(person),
    recordedBy: clerk.id,
    supersededAt: null,
  }
}

/** GB/T 4658-2006: 20 本科, 30 专科. */
function educationRow(person: OfficePerson): DistrictRows['educationRecords'][number] {
  const isBachelor = person.education === '本科'
  return {
    regionCode: exampleRegionCode,
    id: namedId('education', personId(person)),
    personId: personId(person),
    level: isBachelor ? '20' : '30',
    mode: isBachelor && person.bornOn > '1980' ? 'full-time' : 'in-service',
    degree: isBachelor && person.bornOn > '1980' ? '412' : null,
    school: '示例大学',
    major: isBachelor ? '行政管理' : '文秘',
    graduatedOn: `${Number.parseInt(person.bornOn.slice(0, 4), 10) + 22}-06-30`,
    recordedAt: firstKnown(person),
    recordedBy: clerk.id,
    supersededAt: null,
  }
}

/** One who left stands twice: open until the leaving was signed, then with its end. */
function assignmentRows(person: OfficePerson): DistrictRows['assignments'] {
  const row = {
    regionCode: exampleRegionCode,
    id: namedId('assignment', personId(person)),
    personId: personId(person),
    organizationId: unitId(person.unit),
    establishmentKind: person.kind,
    begunByMovementId: person.enters ? movementId(person, person.enters.kind) : null,
    endedByMovementId: null,
    effectiveFrom: begins(person),
    effectiveTo: null,
    recordedAt: firstKnown(person),
    recordedBy: clerk.id,
    supersededAt: null,
  }
  const { leaves } = person
  if (!leaves) return [row]
  const learned = signedAt(leaves.on)
  return [
    { ...row, supersededAt: learned },
    {
      ...row,
      id: namedId('assignment', personId(person), 'ended'),
      endedByMovementId: movementId(person, leaves.kind),
      effectiveTo: leaves.on,
      recordedAt: learned,
    },
  ]
}

function postRows(person: OfficePerson): DistrictRows['personPosts'] {
  const { duty, rank, post, enters, leaves } = person
  const none = { leadership: null, leadershipRank: null }
  const aspects = [
    ...(duty ? [{ aspect: 'duty', ...duty }] : []),
    ...(rank ? [{ aspect: 'rank', ...none, ...rank }] : []),
    ...(post ? [{ aspect: 'post', ...none, ...post }] : []),
  ]
  return aspects.flatMap((own): DistrictRows['personPosts'] => {
    const row = {
      regionCode: exampleRegionCode,
      id: namedId('post', personId(person), own.aspect),
      personId: personId(person),
      organizationId: unitId(person.unit),
      divisionId: person.division ? divisionId(person.division) : null,
      ...own,
      concurrent: false,
      movementId: enters ? movementId(person, enters.kind) : null,
      effectiveFrom: begins(person),
      effectiveTo: null,
      recordedAt: firstKnown(person),
      recordedBy: clerk.id,
      supersededAt: null,
    }
    if (!leaves) return [row]
    const ended = {
      ...row,
      id: namedId('post', personId(person), own.aspect, 'ended'),
      movementId: movementId(person, leaves.kind),
      effectiveTo: leaves.on,
      recordedAt: signedAt(leaves.on),
    }
    return [{ ...row, supersededAt: signedAt(leaves.on) }, ended]
  })
}

/** The people of the two subordinates are paid by the office. */
function payPlacementRows(person: OfficePerson): DistrictRows['placements'] {
  if (person.unit === '区委编办') return []
  return [
    {
      regionCode: exampleRegionCode,
      id: namedId('placement', personId(person), 'pay'),
      personId: personId(person),
      aspect: 'pay',
      secondmentKind: null,
      organizationId: officeId,
      place: '区委编办',
      reason: '下属单位人员经费由主管部门统一发放',
      movementId: null,
      effectiveFrom: begins(person),
      effectiveTo: null,
      recordedAt: firstKnown(person),
      recordedBy: clerk.id,
      supersededAt: null,
    },
  ]
}

function workPlacementRows(): DistrictRows['placements'] {
  const row = {
    regionCode: exampleRegionCode,
    aspect: 'work',
    secondmentKind: 'drawing',
    organizationId: null,
    effectiveTo: null,
    recordedBy: clerk.id,
    supersededAt: null,
  }
  return [
    {
      ...row,
      id: namedId('placement', personId(drawnToTeam), 'work'),
      personId: personId(drawnToTeam),
      place: drawnToTeam.place,
      reason: '抽调',
      movementId: movementId(drawnToTeam, 'drawing'),
      effectiveFrom: drawnToTeam.on,
      recordedAt: signedAt(drawnToTeam.on),
    },
    {
      ...row,
      id: namedId('placement', personId(drawnForCars), 'work'),
      personId: personId(drawnForCars),
      place: drawnForCars.place,
      reason: '公务用车改革抽调',
      movementId: null,
      effectiveFrom: openingDay,
      recordedAt: officeOpening,
    },
  ]
}

type Moved = {
  key: string
  kind: string
  on: IsoDate
  from: OfficePerson | null
  to: OfficePerson | null
  particulars: Record<string, unknown>
  reason: string
}

/** 调出 2, 调入 2, 新录用 1 and the drawing, in the order of the year. */
function movementRows(): Pick<DistrictRows, 'movements' | 'movementSignatures' | 'movementEffects'> {
  const moved: Moved[] = officePeople.flatMap((person): Moved[] => {
    const { key, enters, leaves, pay } = person
    return [
      ...(leaves
        ? [
            {
              key,
              kind: leaves.kind,
              on: leaves.on,
              from: person,
              to: null,
              particulars: { otherUnit: leaves.otherUnit },
              reason: '工作需要，商调函办结',
            },
          ]
        : []),
      ...(enters
        ? [
            {
              key,
              kind: enters.kind,
              on: enters.on,
              from: null,
              to: person,
              particulars: {
                ...(enters.otherUnit ? { otherUnit: enters.otherUnit } : {}),
                payProfile: { scheme: schemeOf(person), keys: pay[0]?.[1] ?? {} },
              },
              reason: enters.kind === 'recruitment' ? '公务员录用' : '工作需要，商调函办结',
            },
          ]
        : []),
    ]
  })
  const person = officePeople.find(({ key }) => key === drawnToTeam.key) ?? null
  moved.push({
    key: drawnToTeam.key,
    kind: 'drawing',
    on: drawnToTeam.on,
    from: person,
    to: null,
    particulars: { place: { organizationId: null, name: drawnToTeam.place } },
    reason: '抽调参加重点工作督导',
  })
  moved.sort((a, b) => (a.on < b.on ? -1 : 1))
  return {
    movements: moved.map((movement, index) => ({
      regionCode: exampleRegionCode,
      id: movementId(movement, movement.kind),
      // Behind the numbers of the rest of the district.
      number: `2023-09${String(index + 1).padStart(2, '0')}`,
      kind: movement.kind,
      personId: personId(movement),
      effectiveOn: movement.on,
      fromOrganizationId: movement.from ? unitId(movement.from.unit) : null,
      fromEstablishmentKind: movement.from?.kind ?? null,
      toOrganizationId: movement.to ? unitId(movement.to.unit) : null,
      toEstablishmentKind: movement.to?.kind ?? null,
      particulars: movement.particulars,
      reason: movement.reason,
      documentId: null,
      vacancyRequestId: null,
      correctsId: null,
      recordedAt: moment(addDays(movement.on, -6), '10:15'),
      recordedBy: clerk.id,
    })),
    movementSignatures: moved.flatMap(signatureRows),
    movementEffects: moved.map(({ key, kind, on }) => ({
      regionCode: exampleRegionCode,
      movementId: movementId({ key }, kind),
      effectiveOn: on,
      recordedAt: signedAt(on),
      recordedBy: kind === 'drawing' ? deputyDirector.id : director.id,
    })),
  }
}

export function schemeOf({ kind }: OfficePerson): string {
  if (kind === 'institution') return 'institution'
  return kind === 'office-worker' ? 'office-worker' : 'civil-servant'
}

/** The chains of movement-kind.ts: 经办, 股室, and the director; a drawing ends with the deputy. */
function signatureRows({ key, kind, on }: Moved): DistrictRows['movementSignatures'] {
  const last = kind === 'drawing' ? deputyDirector : director
  const chain = [
    { user: clerk, at: moment(addDays(on, -6), '10:20'), words: '材料齐全，提请审核' },
    { user: sectionHead, at: moment(addDays(on, -3), '15:05'), words: '同意' },
    { user: last, at: signedAt(on), words: '同意' },
  ]
  return chain.map(({ user, at, words }) => ({
    regionCode: exampleRegionCode,
    id: namedId('signature', movementId({ key }, kind), user.role),
    movementId: movementId({ key }, kind),
    step: user.role,
    decision: 'agree',
    words,
    signedByName: user.name,
    recordedAt: at,
    recordedBy: user.id,
  }))
}

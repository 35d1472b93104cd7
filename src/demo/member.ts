import type { EstablishmentKind } from '../establishment/establishment-kind.ts'
import { dateOf, type IsoDate, yearOf } from '../kernel/dates.ts'
import type { LadderName, Standing } from './career.ts'
import type { DistrictRows } from './district-rows.ts'
import type { DocumentRegister } from './document-register.ts'
import { educationOf } from './education.ts'
import { exampleRegionCode } from './example-region.ts'
import { clerk } from './example-users.ts'
import type { Generator } from './generator.ts'
import { syntheticIdentityNumber } from './synthetic-identity.ts'
import { syntheticName } from './synthetic-names.ts'
import type { Unit } from './unit.ts'

/** Where the rows of the example are written, and by what chance. */
export type Writer = {
  rows: DistrictRows
  generator: Generator
  documents: DocumentRegister
  /** serials given to people born on one day */
  serials: Map<string, number>
}

/** A person in the establishment while the three years pass by; the rows are the ones in force. */
export type Member = {
  personId: string
  name: string
  sex: '1' | '2'
  bornOn: IsoDate
  beganWorkOn: IsoDate
  unit: Unit
  kind: EstablishmentKind
  ladder: LadderName
  standing: Standing
  leads: 'chief' | 'deputy' | null
  secondedUntil: IsoDate | null
  /** nothing else happens to a person within some months of a movement */
  lastMovedOn: IsoDate
  left: boolean
  particulars: DistrictRows['personParticulars'][number]
  assignment: DistrictRows['assignments'][number]
  standingRow: DistrictRows['personPosts'][number] | null
  dutyRow: DistrictRows['personPosts'][number] | null
  placement: DistrictRows['placements'][number] | null
}

export type Sketch = { sex: '1' | '2'; bornOn: IsoDate; beganWorkOn: IsoDate }

/** Recruits keep clear of the serials that establishment-office.ts gives by hand. */
const firstSerial = 20

/** Registers a person: identity, particulars, education. The place comes with the assignment. */
export function registerPerson(
  { rows, generator, serials }: Writer,
  sketch: Sketch,
  place: { unit: Unit; kind: EstablishmentKind; from: IsoDate; recordedAt: Date },
): { personId: string; particulars: DistrictRows['personParticulars'][number] } {
  const { sex, bornOn, beganWorkOn } = sketch
  const personId = generator.id()
  const key = `${bornOn} ${sex}`
  const serial = serials.get(key) ?? firstSerial
  serials.set(key, serial + 1)
  const recorded = { recordedAt: place.recordedAt, recordedBy: clerk.id }
  rows.people.push({ regionCode: exampleRegionCode, id: personId, ...recorded })
  const particulars = {
    regionCode: exampleRegionCode,
    id: generator.id(),
    personId,
    name: syntheticName(generator, { sex, birthYear: yearOf(bornOn) }),
    identityNumber: syntheticIdentityNumber({ bornOn, sex, serial }),
    sex,
    bornOn,
    ethnicity: generator.weighted(ethnicities),
    politicalStatus: politicalStatus(generator, sketch, place),
    nativePlace: generator.weighted(nativePlaces),
    beganWorkOn,
    identityCategory: categories[place.kind],
    documentId: null,
    effectiveFrom: place.from,
    effectiveTo: null,
    ...recorded,
    supersededAt: null,
  }
  rows.personParticulars.push(particulars)
  const teaching = place.unit.calling === 'teaching' || place.unit.calling === 'medicine'
  for (const record of educationOf(generator, {
    bornOn,
    beganWorkOn,
    teaching,
    calling: place.unit.calling,
  })) {
    rows.educationRecords.push({
      regionCode: exampleRegionCode,
      id: generator.id(),
      personId,
      ...record,
      ...recorded,
      supersededAt: null,
    })
  }
  return { personId, particulars }
}

export function yearsOfService({ beganWorkOn }: { beganWorkOn: IsoDate }, on: IsoDate): number {
  const years = yearOf(on) - yearOf(beganWorkOn)
  return on.slice(5) < beganWorkOn.slice(5) ? years - 1 : years
}

/** 60 for men, 55 for women, 50 for women among workers: the rule before 2025. */
export function retirementDay({
  sex,
  bornOn,
  ladder,
  leads,
  unit,
}: Pick<Member, 'sex' | 'bornOn' | 'ladder' | 'leads' | 'unit'>): IsoDate {
  const isWorker = ladder === 'worker' || ladder === 'institutionWorker'
  const senior = leads === 'chief' && unit.level === 'department' && unit.category !== 'mass-organization'
  const womanAge = isWorker ? 50 : 55
  const age = sex === '1' || senior ? 60 : womanAge
  const [, month = '01', day = '01'] = bornOn.split('-')
  const fallsOn = `${month}-${day}` === '02-29' ? '02-28' : `${month}-${day}`
  return `${dateOf(yearOf(bornOn) + age, 1, 1).slice(0, 5)}${fallsOn}`
}

const categories: Record<EstablishmentKind, string> = {
  administrative: 'civil-servant',
  'political-legal': 'civil-servant',
  'civil-service-institution': 'civil-service-institution-staff',
  'office-worker': 'office-worker',
  institution: 'institution-staff',
  'office-use-institution': 'institution-staff',
  filed: 'institution-staff',
}

/** GB/T 3304 */
const ethnicities = [
  ['01', 960],
  ['03', 16],
  ['33', 8],
  ['04', 5],
  ['07', 4],
  ['15', 3],
  ['06', 2],
  ['08', 2],
] as const

const nativePlaces = [
  ['四川朝天', 66],
  ['四川利州', 9],
  ['四川旺苍', 7],
  ['四川剑阁', 5],
  ['四川苍溪', 4],
  ['四川青川', 3],
  ['四川绵阳', 3],
  ['陕西宁强', 3],
] as const

/** GB/T 4762 */
function politicalStatus(
  generator: Generator,
  { bornOn }: Sketch,
  { kind }: { kind: EstablishmentKind },
): string {
  const official = kind !== 'institution' && kind !== 'filed' && kind !== 'office-worker'
  if (generator.chance(official ? 0.76 : 0.34)) return '01'
  if (yearOf(bornOn) >= 1994)
    return generator.weighted([
      ['03', 70],
      ['13', 24],
      ['02', 6],
    ] as const)
  return generator.weighted([
    ['13', 92],
    ['05', 3],
    ['07', 2],
    ['10', 2],
    ['12', 1],
  ] as const)
}

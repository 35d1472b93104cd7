import type { DistrictRows } from './district-rows.ts'
import { exampleRegionCode } from './example-region.ts'
import { clerk } from './example-users.ts'
import type { Generator } from './generator.ts'
import type { Member } from './member.ts'
import type { Unit } from './unit.ts'

/** From this day on the example knows what anybody is paid. */
export const payOpening = '2023-01-01'

export type Assignment = DistrictRows['assignments'][number]
export type Post = DistrictRows['personPosts'][number]

/** What of one person decides the pay: the rows in force, and the pace at which steps are won. */
export type Career = {
  member: Member
  assignments: Assignment[]
  posts: Post[]
  /** unit by id */
  units: ReadonlyMap<string, Unit>
  /** the moment the registry learned of a beginning: the movement's effect, or the registration of an opening */
  beganAt: (movementId: string | null | undefined) => Date
  teacherOrNurse: boolean
}

export type PayRows = Pick<DistrictRows, 'payProfiles' | 'personalAmounts' | 'contributionBases'>

export function written(generator: Generator) {
  return { regionCode: exampleRegionCode, id: generator.id(), recordedBy: clerk.id }
}

export function period({
  effectiveFrom,
  effectiveTo,
}: {
  effectiveFrom: string
  effectiveTo?: string | null | undefined
}) {
  return { effectiveFrom, effectiveTo: effectiveTo ?? null }
}

import { establishmentKindName } from '../establishment/establishment-kind.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import type { ReformPlan } from './reform.ts'
import type { ReformGround } from './reform-ground.ts'

/** 成批调动 as it is entered: from where to where, who, and whether the places go along. */
export type BatchTransfer = {
  fromId: string
  toId: string
  personIds: readonly string[]
  /** 编随人走: so many approved places as people go along, kind by kind */
  placesGoAlong: boolean
  /** 变更编制类型: what everybody has from the day on; null: as before */
  toEstablishmentKind: string | null
}

/**
 * The plan of a reform in which nothing happens but that people go: both units stay as they are, 领导职数 too, and
 * whoever leaves a unit ends to lead there. Who stays in the unit has another 编制类型 and keeps the post.
 */
export function planOfTransfer(
  { fromId, toId, personIds, placesGoAlong, toEstablishmentKind }: BatchTransfer,
  ground: ReformGround,
): Outcome<ReformPlan> {
  if (placesGoAlong && toEstablishmentKind !== null) {
    const because =
      '核定编制只在同一编制类型内随人划转。变更编制类型的，选“编制不划转”；核定编制须增减的，另在核定台账登记。'
    return refused({ code: 'refused', field: 'places', because })
  }
  const stays = fromId === toId
  const chosen = new Set(personIds)
  const going = ground.people.filter(({ personId }) => chosen.has(personId))
  const approvedOf = (organizationId: string, kind: string) =>
    ground.positions.find((row) => row.organizationId === organizationId && row.establishmentKind === kind)
      ?.approved ?? 0
  const kinds = new Set([...ground.positions, ...going].map(({ establishmentKind }) => establishmentKind))
  const problems: Problem[] = []
  const headcounts = [...kinds].flatMap((establishmentKind) => {
    const places = placesGoAlong
      ? going.filter((person) => person.establishmentKind === establishmentKind).length
      : 0
    const [from, to] = [approvedOf(fromId, establishmentKind), approvedOf(toId, establishmentKind)]
    if (places > from) {
      const because =
        `调出单位核定${establishmentKindName(establishmentKind)} ${from} 名，少于随人划转的 ${places} 名。` +
        '请减少人员，或选“编制不划转”。'
      problems.push({ code: 'refused', field: 'places', because })
    }
    return [
      { organizationId: fromId, establishmentKind, approved: Math.max(from - places, 0) },
      ...(stays ? [] : [{ organizationId: toId, establishmentKind, approved: to + places }]),
    ].filter(({ approved }) => approved > 0)
  })
  if (problems.length > 0) return refused(...problems)
  return done({
    predecessors: [{ organizationId: fromId, abolished: false, heirId: fromId }],
    successors: stays ? [] : [{ organizationId: toId, founded: null }],
    headcounts,
    seats: ground.seats.map(({ organizationId, rank, position, approved }) => ({
      organizationId,
      rank,
      position,
      approved,
    })),
    people: going.map(({ personId }) => ({ personId, toId })),
    children: [],
    endsLeadership: true,
    placesGoAlong,
    ...(toEstablishmentKind === null ? {} : { toEstablishmentKind }),
  })
}

import { type IsoDate, inForce, type Period, uncovered } from '../kernel/dates.ts'

/** A place in the establishment: 编制单位 and 编制类型. */
export type Place = { organizationId: string; establishmentKind: string }

/** 在编经历: who begins and ends it is a movement, or null for an opening entry (期初) and for an open end. */
export type Assignment = Place &
  Period & { begunByMovementId: string | null; endedByMovementId: string | null }

/**
 * What the registry heard about a person's place: an opening entry, or a movement that took effect. `correctsId`
 * names the movement this one stands in for; `takesBack` says that nothing stands in its stead.
 */
export type PlaceChange = {
  /** null: an opening entry */
  movementId: string | null
  direction: 'in' | 'out' | 'within'
  effectiveOn: IsoDate
  /** where from, when the paper says so */
  from: Place | null
  /** where to; null when leaving */
  to: Place | null
  correctsId: string | null
  takesBack: boolean
}

/** A change that does not fit what stood before it on its day. */
export type Misfit = {
  movementId: string | null
  effectiveOn: IsoDate
  because: 'already-assigned' | 'not-assigned' | 'elsewhere'
}

/**
 * The person's assignments as the changes tell them: in the order of their effect whatever the order of recording,
 * a correction in the stead of what it corrects, periods half-open and never two on one day. What does not fit is
 * named; an entry on top of an assignment still moves the person, an exit or a move of nobody changes nothing.
 */
export function replay(changes: readonly PlaceChange[]): { assignments: Assignment[]; misfits: Misfit[] } {
  const assignments: Assignment[] = []
  const misfits: Misfit[] = []
  let open: Assignment | null = null
  const end = (movementId: string | null, on: IsoDate) => {
    if (open && open.effectiveFrom < on) {
      assignments.push({ ...open, effectiveTo: on, endedByMovementId: movementId })
    }
    open = null
  }
  for (const { movementId, direction, effectiveOn, from, to } of standing(changes)) {
    const misfit = misfitOf(direction, from, open)
    if (misfit) misfits.push({ movementId, effectiveOn, because: misfit })
    if (direction === 'within' && open === null) continue
    end(movementId, effectiveOn)
    if (to !== null) {
      open = {
        organizationId: to.organizationId,
        establishmentKind: to.establishmentKind,
        effectiveFrom: effectiveOn,
        effectiveTo: null,
        begunByMovementId: movementId,
        endedByMovementId: null,
      }
    }
  }
  if (open) assignments.push(open)
  return { assignments, misfits }
}

/** The assignments alone. */
export function assignmentsFrom(changes: readonly PlaceChange[]): Assignment[] {
  return replay(changes).assignments
}

/** The place a person holds on the day, or null. */
export function assignmentOn(assignments: readonly Assignment[], day: IsoDate): Assignment | null {
  return assignments.find((assignment) => inForce(assignment, day)) ?? null
}

/**
 * The days of `after` in a place that `before` did not hold there: what must be vacant for others' sake. A move
 * inside the same organization and kind gives nothing, so nobody is counted twice.
 */
export function newlyHeld(before: readonly Assignment[], after: readonly Assignment[]): (Place & Period)[] {
  return after.flatMap((assignment) => {
    const held = before.filter((other) => samePlace(other, assignment))
    return uncovered(assignment, held).map((period) => ({
      organizationId: assignment.organizationId,
      establishmentKind: assignment.establishmentKind,
      ...period,
    }))
  })
}

export function samePlace(a: Place, b: Place): boolean {
  return a.organizationId === b.organizationId && a.establishmentKind === b.establishmentKind
}

/** Those in force: none that is corrected or taken back, ordered by effect. */
function standing(changes: readonly PlaceChange[]): PlaceChange[] {
  const corrected = new Set(changes.flatMap(({ correctsId }) => (correctsId === null ? [] : [correctsId])))
  return changes
    .filter(({ movementId, takesBack }) => !takesBack && !(movementId !== null && corrected.has(movementId)))
    .sort(byEffect)
}

/** Of one day: who leaves leaves first, then enters; then the id decides, so that the order never depends on typing. */
function byEffect(a: PlaceChange, b: PlaceChange): number {
  if (a.effectiveOn !== b.effectiveOn) return a.effectiveOn < b.effectiveOn ? -1 : 1
  const turn = turnOf(a) - turnOf(b)
  if (turn !== 0) return turn
  return (a.movementId ?? '') < (b.movementId ?? '') ? -1 : 1
}

function turnOf({ movementId, direction }: PlaceChange): number {
  if (movementId === null) return 0
  return { out: 1, in: 2, within: 3 }[direction]
}

function misfitOf(
  direction: PlaceChange['direction'],
  from: Place | null,
  open: Assignment | null,
): Misfit['because'] | null {
  if (direction === 'in') return open === null ? null : 'already-assigned'
  if (open === null) return 'not-assigned'
  return from !== null && !samePlace(from, open) ? 'elsewhere' : null
}

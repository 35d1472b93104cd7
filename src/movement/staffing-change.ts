import { isCounted } from '../establishment/establishment-kind.ts'
import type { IsoDate } from '../kernel/dates.ts'
import type { Place } from '../staffing/assignment.ts'

/** How many stood in one place at the end of both days. */
export type PlaceCount = Place & { opening: number; closing: number }

/** How many went from one place to another between the days; null: from outside the registry, or out of it. */
export type PlaceFlow = { from: Place | null; to: Place | null; people: number }

/** The same, told by what made it; null: an opening entry. */
export type MovementFlow = PlaceFlow & { movementKind: string | null }

/** 期初 ± 随机构划转 + 增加 − 减少 = 期末, in people. */
export type StaffingBalance = {
  opening: number
  /** in a unit that came under the one looked at between the days, or left it; counted on the first day */
  transferredIn: number
  transferredOut: number
  /** from outside the registry */
  entered: number
  /** from another unit or another kind of the same registry */
  movedIn: number
  left: number
  movedOut: number
  closing: number
}

/** What a balance counts, in the order of its columns. */
export const balanceParts = {
  opening: '期初',
  transferredIn: '随机构划入',
  entered: '新增',
  movedIn: '转入',
  transferredOut: '随机构划出',
  left: '离开',
  movedOut: '转出',
  closing: '期末',
} as const

export type BalancePart = keyof typeof balanceParts

/** Both sides are counted apart: the people of the closing day, and those of the first with who came and went. */
export function ties(balance: StaffingBalance): boolean {
  const { opening, transferredIn, transferredOut, entered, movedIn, left, movedOut, closing } = balance
  return opening + transferredIn - transferredOut + entered + movedIn - left - movedOut === closing
}

/** The line a place belongs to, on the first day and on the last; null: not looked at. */
export type Lines = { opening: (place: Place) => string | null; closing: (place: Place) => string | null }

/** The balance of each line: a kind, a unit, or all in one. Who moves inside a line is not seen in it. */
export function staffingBalances(
  { opening, closing }: Lines,
  { counts, flows }: { counts: readonly PlaceCount[]; flows: readonly PlaceFlow[] },
): Map<string, StaffingBalance> {
  const balances = new Map<string, StaffingBalance>()
  const add = (line: string | null, part: BalancePart, people: number) => {
    if (line === null || people === 0) return
    const balance = balances.get(line) ?? { ...nothing }
    balance[part] += people
    balances.set(line, balance)
  }
  for (const count of counts) {
    const [before, after] = [opening(count), closing(count)]
    add(before, 'opening', count.opening)
    add(after, 'closing', count.closing)
    if (before === after) continue
    add(before, 'transferredOut', count.opening)
    add(after, 'transferredIn', count.opening)
  }
  for (const { from, to, people } of flows) {
    const [before, after] = [from && closing(from), to && closing(to)]
    if (before === after) continue
    add(before, to === null ? 'left' : 'movedOut', people)
    add(after, from === null ? 'entered' : 'movedIn', people)
  }
  return balances
}

const nothing: StaffingBalance = {
  opening: 0,
  transferredIn: 0,
  transferredOut: 0,
  entered: 0,
  movedIn: 0,
  left: 0,
  movedOut: 0,
  closing: 0,
}

type Node = { organizationId: string; parentId: string | null; name: string }

/** Which of the units directly below the one looked at an organization belongs to; itself under its own id. */
export type UnitLines = {
  opening: ReadonlyMap<string, string>
  closing: ReadonlyMap<string, string>
  /** lines in the office's order, those of the first day only at the end */
  names: ReadonlyMap<string, string>
}

/**
 * The organizations below the one looked at, on each day, and the line each belongs to. One that is no more on the
 * last day stays where it was: its people went by movements, and not with it.
 */
export function unitLines(
  rootId: string,
  { before, after }: { before: readonly Node[]; after: readonly Node[] },
): UnitLines {
  const opening = linesBelow(rootId, before)
  const closing = linesBelow(rootId, after)
  const present = new Set(after.map(({ organizationId }) => organizationId))
  for (const [organizationId, line] of opening)
    if (!present.has(organizationId)) closing.set(organizationId, line)
  const lines = new Set([...closing.values(), ...opening.values()])
  const names = new Map<string, string>()
  for (const { organizationId, name } of [...after, ...before]) {
    if (lines.has(organizationId) && !names.has(organizationId)) names.set(organizationId, name)
  }
  return { opening, closing, names }
}

function linesBelow(rootId: string, nodes: readonly Node[]): Map<string, string> {
  const present = new Set(nodes.map(({ organizationId }) => organizationId))
  const top = nodes.find(({ parentId }) => parentId === null)?.organizationId
  const childrenOf = new Map<string, string[]>()
  for (const { organizationId, parentId } of nodes) {
    if (parentId === null) continue
    // Whose superior is gone stands at the top, so that nobody is lost from the whole.
    const superior = present.has(parentId) ? parentId : (top ?? parentId)
    childrenOf.set(superior, [...(childrenOf.get(superior) ?? []), organizationId])
  }
  const lines = new Map<string, string>()
  const walk = (organizationId: string, line: string) => {
    if (lines.has(organizationId)) return
    lines.set(organizationId, line)
    for (const child of childrenOf.get(organizationId) ?? []) walk(child, line)
  }
  if (nodes.some(({ organizationId }) => organizationId === rootId)) lines.set(rootId, rootId)
  for (const child of childrenOf.get(rootId) ?? []) walk(child, child)
  return lines
}

/** A line for each kind of establishment of the units looked at. */
export function kindLines(units: UnitLines): Lines {
  return {
    opening: (place) => (units.opening.has(place.organizationId) ? place.establishmentKind : null),
    closing: (place) => (units.closing.has(place.organizationId) ? place.establishmentKind : null),
  }
}

/** A line for each unit, and one for all of them: what does not count as 编制 is in neither. */
export function countedLines(units: UnitLines, lineOf: (unitLine: string) => string): Lines {
  const line = (of: ReadonlyMap<string, string>) => (place: Place) => {
    const unitLine = of.get(place.organizationId)
    return unitLine === undefined || !isCounted(place.establishmentKind) ? null : lineOf(unitLine)
  }
  return { opening: line(units.opening), closing: line(units.closing) }
}

/** One person's step from one place to another, or of one who stands in a place. */
export type StaffingChange = {
  personId: string
  personName: string
  /** of a step: its day; of one who stands there: since when */
  on: IsoDate
  from: Place | null
  to: Place | null
  /** null: an opening entry */
  movementId: string | null
  movementNumber: string | null
  movementKind: string | null
  documentNumber: string | null
  documentTitle: string | null
}

/** Is this step counted in that part of the line? */
export function isPart(part: BalancePart, line: string, { closing }: Lines, step: StaffingChange): boolean {
  const [before, after] = [step.from && closing(step.from), step.to && closing(step.to)]
  if (before === after) return false
  if (part === 'entered') return after === line && step.from === null
  if (part === 'movedIn') return after === line && step.from !== null
  if (part === 'left') return before === line && step.to === null
  return part === 'movedOut' && before === line && step.to !== null
}

/** Is somebody who stands in this place counted in that part of the line? */
export function standsIn(part: BalancePart, line: string, lines: Lines, place: Place): boolean {
  const [before, after] = [lines.opening(place), lines.closing(place)]
  if (part === 'opening') return before === line
  if (part === 'closing') return after === line
  if (before === after) return false
  return part === 'transferredIn' ? after === line : part === 'transferredOut' && before === line
}

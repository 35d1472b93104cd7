import { z } from 'zod'
import type { IsoDate } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'

/** 机构改革: 合并 makes one of several, 分设 makes several of one. */
export const unitReforms = { merger: '合并', split: '分设' } as const

/** 成批调动 goes the same way, and changes no unit: people go from one to another, to another 编制类型, or both. */
export const reformKinds = { ...unitReforms, transfer: '成批调动' } as const

export type ReformKind = keyof typeof reformKinds

const planShape = z.object({
  predecessors: z.array(
    z.object({
      organizationId: z.string(),
      /** false: 保留, it goes on with what it keeps */
      abolished: z.boolean(),
      /** 承继单位: takes over whatever nothing else is said of; itself when it goes on */
      heirId: z.string(),
    }),
  ),
  successors: z.array(
    z.object({
      /** of a unit still to be set up the id is given in advance */
      organizationId: z.string(),
      founded: z
        .object({
          code: z.string(),
          name: z.string(),
          shortName: z.string(),
          /** the predecessor whose other facts it takes over */
          likeId: z.string(),
        })
        .nullable(),
    }),
  ),
  /** 核定编制 as it shall stand on the day, of every unit that remains; together exactly what there was */
  headcounts: z.array(
    z.object({
      organizationId: z.string(),
      establishmentKind: z.string(),
      approved: z.number().int().min(0),
    }),
  ),
  /** 领导职数 as it shall stand on the day, of every unit that remains */
  seats: z.array(
    z.object({
      organizationId: z.string(),
      rank: z.string(),
      position: z.string(),
      approved: z.number().int().min(0),
    }),
  ),
  /** who does not go to the heir */
  people: z.array(z.object({ personId: z.string(), toId: z.string() })),
  /** 内设机构、下属单位 that do not go to the heir; null: abolished with the reform */
  children: z.array(z.object({ organizationId: z.string(), toId: z.string().nullable() })),
  /** 领导职务 end with the reform, to be given anew; otherwise they go along */
  endsLeadership: z.boolean(),
  /** of a 成批调动: were places to go along with the people? */
  placesGoAlong: z.boolean().optional(),
  /** of a 成批调动: the 编制类型 that everybody named has from the day on; when not said, the same as before */
  toEstablishmentKind: z.string().optional(),
  /** the returned or withdrawn reform this one was drafted from anew */
  amends: z.object({ id: z.string(), number: z.string() }).optional(),
})

export type ReformPlan = z.output<typeof planShape>

/** 机构改革方案 as it was drafted; it never changes. */
export type Reform = {
  id: string
  /** 改革方案2024-0001, 成批调动2024-0002 */
  number: string
  kind: ReformKind
  effectiveOn: IsoDate
  plan: ReformPlan
  summary: string
  documentId: string
  recordedAt: Date
  recordedBy: string
}

export function planOf(recorded: unknown): ReformPlan {
  return planShape.parse(recorded)
}

export function reformNumber(kind: ReformKind, year: number, serial: number): string {
  const called = kind === 'transfer' ? reformKinds.transfer : '改革方案'
  return `${called}${year}-${String(serial).padStart(4, '0')}`
}

/** Whose chain of signatures a reform has: a batch of transfers that of one, any other the longest there is. */
export function signingKindOf(kind: ReformKind): string {
  return kind === 'transfer' ? 'internal-transfer' : `reform-${kind}`
}

export function isReformKind(text: string): text is ReformKind {
  return Object.hasOwn(reformKinds, text)
}

/** Every unit that is there after the reform: the successors, and the predecessors that go on. */
export function remainingIds({ predecessors, successors }: ReformPlan): string[] {
  return [
    ...successors.map(({ organizationId }) => organizationId),
    ...predecessors.filter(({ abolished }) => !abolished).map(({ organizationId }) => organizationId),
  ]
}

export function abolishedIds({ predecessors }: ReformPlan): string[] {
  return predecessors.filter(({ abolished }) => abolished).map(({ organizationId }) => organizationId)
}

/** Every unit the reform touches that is there before it. */
export function presentIds({ predecessors, successors }: ReformPlan): string[] {
  return [
    ...predecessors.map(({ organizationId }) => organizationId),
    ...successors.filter(({ founded }) => founded === null).map(({ organizationId }) => organizationId),
  ]
}

/** Where somebody of a predecessor is from the day on; the predecessor itself when nobody moves him. */
export function destinationOf(plan: ReformPlan, personId: string, fromId: string): string {
  const named = plan.people.find((person) => person.personId === personId)
  return named?.toId ?? heirOf(plan, fromId)
}

/** 编制类型 of somebody from the day on. */
export function kindAfter(plan: ReformPlan, personId: string, establishmentKind: string): string {
  const named = plan.people.some((person) => person.personId === personId)
  return named ? (plan.toEstablishmentKind ?? establishmentKind) : establishmentKind
}

/** Do the people of a 成批调动 stay in their unit, and only their 编制类型 changes? */
export function staysInUnit({ successors, toEstablishmentKind }: ReformPlan): boolean {
  return successors.length === 0 && toEstablishmentKind !== undefined
}

/** 承继单位 of a predecessor; any other unit is its own. */
export function heirOf({ predecessors }: ReformPlan, organizationId: string): string {
  return (
    predecessors.find((predecessor) => predecessor.organizationId === organizationId)?.heirId ??
    organizationId
  )
}

/** Where an inner section or a subordinate unit of a predecessor goes; null: abolished. */
export function childDestination(plan: ReformPlan, childId: string, parentId: string): string | null {
  const named = plan.children.find(({ organizationId }) => organizationId === childId)
  return named === undefined ? heirOf(plan, parentId) : named.toId
}

/** What the plan says against itself, before anything of the registry is asked. Fields as in reform-form.ts. */
export function checkPlan(kind: ReformKind, plan: ReformPlan): Problem[] {
  const { predecessors, successors } = plan
  const field = 'predecessor1'
  if (predecessors.length === 0) return [{ code: 'required', field }]
  if (successors.length === 0 && !(kind === 'transfer' && staysInUnit(plan))) {
    return [{ code: 'required', field: 'newName1' }]
  }
  const all = [...predecessors, ...successors].map(({ organizationId }) => organizationId)
  if (new Set(all).size < all.length) {
    const because = '同一机构只填一次。合并后保留的机构只填在“合并、分设后”，分设后保留的机构只填在“原机构”。'
    return [{ code: 'refused', field, because }]
  }
  if (kind === 'transfer' && plan.people.length === 0) return [{ code: 'required', field: 'people' }]
  const remaining = new Set(remainingIds(plan))
  if (kind === 'merger' && all.length < 3 && successors.every(({ founded }) => founded !== null)) {
    return [{ code: 'refused', field, because: '合并至少涉及两个机构。请填写全部原机构。' }]
  }
  if (kind === 'split' && remaining.size < 2) {
    const because = '分设后至少有两个机构。请填写全部新设机构，原机构继续存在的选“保留”。'
    return [{ code: 'refused', field: 'newName1', because }]
  }
  const lost = [
    ...predecessors.filter(({ heirId }) => !remaining.has(heirId)),
    ...plan.people.filter(({ toId }) => !remaining.has(toId)),
    ...plan.children.filter(({ toId }) => toId !== null && !remaining.has(toId)),
  ]
  return lost.length === 0 ? [] : [{ code: 'not-a-choice', field: 'heir1' }]
}

type Counted = { organizationId: string; establishmentKind: string; approved: number }

/** 合并、分设 gives and takes no headcount: each kind together stands as before. */
export function checkConserved(before: readonly Counted[], after: readonly Counted[]): Problem | null {
  const sumOf = (rows: readonly Counted[], kind: string) =>
    rows
      .filter(({ establishmentKind }) => establishmentKind === kind)
      .reduce((sum, { approved }) => sum + approved, 0)
  const kinds = [...new Set([...before, ...after].map(({ establishmentKind }) => establishmentKind))]
  const broken = kinds.find((kind) => sumOf(before, kind) !== sumOf(after, kind))
  if (broken === undefined) return null
  return {
    code: 'headcount-not-conserved',
    field: `headcounts-${broken}`,
    establishmentKind: broken,
    before: sumOf(before, broken),
    after: sumOf(after, broken),
  }
}

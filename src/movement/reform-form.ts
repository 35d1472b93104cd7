import { v7 } from 'uuid'
import { z } from 'zod'
import { establishmentKindOrder } from '../establishment/establishment-kind.ts'
import { leadershipPositions } from '../establishment/leadership-post.ts'
import { optionalId, requiredChoice, requiredDate, requiredText, shaped, type Typed } from '../http/form.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { documentOfForm, documentShape } from '../organization/document-form.ts'
import { organizationRanks } from '../organization/organization.ts'
import type { ReformDraft } from './draft-reform.ts'
import { type ReformPlan, remainingIds } from './reform.ts'
import { type FormUnit, type NamedUnits, newPlaces } from './reform-places.ts'

const frameShape = z.object({
  kind: requiredChoice(['merger', 'split'] as const),
  effectiveOn: requiredDate(),
  summary: requiredText(200),
  amendsId: optionalId(),
  ...documentShape,
})

const newShape = z.object({ code: requiredText(30), name: requiredText(100), shortName: requiredText(50) })

export type ReformFrame = Omit<ReformDraft, 'plan'>

/** What, when and on which paper. */
export function frameOfForm(typed: Typed): Outcome<ReformFrame> {
  const outcome = shaped(typed, frameShape)
  if (!outcome.done) return outcome
  const { kind, effectiveOn, summary, amendsId, ...paper } = outcome.value
  const acknowledged = typed.acknowledged === 'yes'
  return done({ kind, effectiveOn, summary, document: documentOfForm(paper), acknowledged, amendsId })
}

/** New units as typed; each is like the predecessor it names, the first one when it names none. */
export function foundedOfForm(
  typed: Typed,
  predecessors: readonly (FormUnit & { place: number })[],
): Outcome<NamedUnits['founded']> {
  const founded: NamedUnits['founded'] = []
  const problems: Problem[] = []
  for (const place of newPlaces) {
    const [code, name, shortName] = [
      typed[`newCode${place}`],
      typed[`newName${place}`],
      typed[`newShort${place}`],
    ]
    if ([code, name, shortName].every((text) => (text ?? '').trim() === '')) continue
    const read = shaped({ code, name, shortName: shortName?.trim() === '' ? name : shortName }, newShape)
    if (!read.done) {
      problems.push(
        ...read.problems.map((problem) => ({ ...problem, field: newField(problem.field, place) })),
      )
      continue
    }
    const like =
      predecessors.find(({ place: at }) => String(at) === typed[`newLike${place}`]) ?? predecessors[0]
    if (like === undefined) continue
    founded.push({
      ...read.value,
      key: `n${place}`,
      place,
      organizationId: v7(),
      likeId: like.organizationId,
    })
  }
  return problems.length > 0 ? refused(...problems) : done(founded)
}

/** Who goes where with what, as the second page has it; what it does not say goes to the heir. */
export function planOfForm(
  typed: Typed,
  units: NamedUnits,
  asked: { personIds: readonly string[]; childIds: readonly string[] },
): Outcome<ReformPlan> {
  const all = [...units.founded, ...units.existing, ...units.predecessors]
  const idOf = (key: string | undefined) => all.find((unit) => unit.key === key)?.organizationId ?? ''
  const plan: ReformPlan = {
    predecessors: units.predecessors.map(({ organizationId, abolished }) => ({
      organizationId,
      abolished,
      heirId: organizationId,
    })),
    successors: [
      ...units.founded.map(({ organizationId, code, name, shortName, likeId }) => ({
        organizationId,
        founded: { code, name, shortName, likeId },
      })),
      ...units.existing.map(({ organizationId }) => ({ organizationId, founded: null })),
    ],
    headcounts: [],
    seats: [],
    people: [],
    children: [],
    endsLeadership: typed.leadership === 'end',
  }
  const remaining = new Set(remainingIds(plan))
  const [only] = [...remaining]
  const problems: Problem[] = []
  plan.predecessors = units.predecessors.map(({ organizationId, abolished, place }) => {
    if (!abolished) return { organizationId, abolished, heirId: organizationId }
    const heirId = remaining.size === 1 ? (only ?? '') : idOf(typed[`heir${place}`])
    if (!remaining.has(heirId)) problems.push({ code: 'required', field: `heir${place}` })
    return { organizationId, abolished, heirId }
  })
  const count = (field: string): number => {
    const text = (typed[field] ?? '').trim()
    if (text === '') return 0
    if (/^\d{1,5}$/.test(text)) return Number.parseInt(text, 10)
    problems.push({ code: 'not-a-number', field, least: 0, most: 99_999 })
    return 0
  }
  for (const { key, organizationId } of all.filter((unit) => remaining.has(unit.organizationId))) {
    for (const establishmentKind of establishmentKindOrder) {
      const approved = count(`headcount-${key}-${establishmentKind}`)
      if (approved > 0) plan.headcounts.push({ organizationId, establishmentKind, approved })
    }
    for (const rank of Object.keys(organizationRanks)) {
      for (const position of Object.keys(leadershipPositions)) {
        const approved = count(`seat-${key}-${rank}-${position}`)
        if (approved > 0) plan.seats.push({ organizationId, rank, position, approved })
      }
    }
  }
  for (const personId of asked.personIds) {
    const toId = idOf(typed[`person-${personId}`])
    if (toId !== '') plan.people.push({ personId, toId })
  }
  for (const organizationId of asked.childIds) {
    const chosen = typed[`child-${organizationId}`]
    if (chosen === 'abolished') plan.children.push({ organizationId, toId: null })
    else if (idOf(chosen) !== '') plan.children.push({ organizationId, toId: idOf(chosen) })
  }
  return problems.length > 0 ? refused(...problems) : done(plan)
}

/** Stands the problem on the first page? There the units, the day and the paper are named. */
export function isOfFirstPage({ field }: Problem): boolean {
  return /^(kind|effectiveOn|summary|document|predecessor|fate|existing|new)/.test(field)
}

function newField(field: string, place: number): string {
  const fields: Record<string, string> = { code: 'newCode', name: 'newName', shortName: 'newShort' }
  return `${fields[field] ?? 'newName'}${place}`
}

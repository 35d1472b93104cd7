import type { DocumentDraft } from '../organization/document.ts'
import { type Reform, staysInUnit } from './reform.ts'

/** A reform as its form would have it again: units, places, posts and people by the names of the form's fields. */
export function fieldsOfReform(
  { kind, effectiveOn, summary, plan }: Reform,
  { names, document }: { names: ReadonlyMap<string, string>; document: DocumentDraft | null },
): Record<string, string> {
  const { predecessors, successors, headcounts, seats, people, children } = plan
  const founded = successors.flatMap((unit) => (unit.founded === null ? [] : [{ ...unit, ...unit.founded }]))
  const existing = successors.filter((unit) => unit.founded === null)
  const keys = new Map<string, string>()
  const placed: [string, string | undefined][] = []
  for (const [at, { organizationId, abolished }] of predecessors.entries()) {
    keys.set(organizationId, `p${at + 1}`)
    placed.push([`predecessor${at + 1}`, names.get(organizationId)])
    placed.push([`fate${at + 1}`, abolished ? 'abolished' : 'kept'])
  }
  for (const [at, { organizationId }] of existing.entries()) {
    keys.set(organizationId, `e${at + 1}`)
    placed.push([`existing${at + 1}`, names.get(organizationId)])
  }
  for (const [at, { organizationId, code, name, shortName, likeId }] of founded.entries()) {
    keys.set(organizationId, `n${at + 1}`)
    const like = predecessors.findIndex((unit) => unit.organizationId === likeId)
    placed.push([`newCode${at + 1}`, code], [`newName${at + 1}`, name], [`newShort${at + 1}`, shortName])
    if (like > 0) placed.push([`newLike${at + 1}`, String(like + 1)])
  }
  if (staysInUnit(plan)) placed.push(['existing1', names.get(predecessors[0]?.organizationId ?? '')])
  const keyOf = (organizationId: string) => keys.get(organizationId) ?? ''
  for (const [at, { abolished, heirId }] of predecessors.entries()) {
    if (abolished) placed.push([`heir${at + 1}`, keyOf(heirId)])
  }
  for (const { organizationId, establishmentKind, approved } of headcounts) {
    placed.push([`headcount-${keyOf(organizationId)}-${establishmentKind}`, String(approved)])
  }
  for (const { organizationId, rank, position, approved } of seats) {
    placed.push([`seat-${keyOf(organizationId)}-${rank}-${position}`, String(approved)])
  }
  for (const { personId, toId } of people) placed.push([`person-${personId}`, keyOf(toId)])
  for (const { organizationId, toId } of children) {
    placed.push([`child-${organizationId}`, toId === null ? 'abolished' : keyOf(toId)])
  }
  const fields = Object.entries({
    kind,
    effectiveOn,
    summary,
    leadership: plan.endsLeadership ? 'end' : undefined,
    ...(kind === 'transfer'
      ? {
          places: plan.placesGoAlong === true ? 'along' : 'stay',
          toEstablishmentKind: plan.toEstablishmentKind,
          take: 'ticked',
        }
      : {}),
    documentNumber: document?.number,
    documentTitle: document?.title,
    documentIssuer: document?.issuer,
    documentIssuedOn: document?.issuedOn,
  })
  return Object.fromEntries(
    [...fields, ...placed].flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, value]],
    ),
  )
}

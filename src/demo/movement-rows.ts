import { addDays, type IsoDate } from '../kernel/dates.ts'
import { type MovementKind, movementRule, type SigningRole } from '../movement/movement-kind.ts'
import type { Particulars } from '../movement/particulars.ts'
import type { Place } from '../staffing/assignment.ts'
import { demoMoment, exampleRegionCode, officeMoment } from './example-region.ts'
import { clerk, deputyDirector, director, sectionHead } from './example-users.ts'
import type { Writer } from './member.ts'

export type Proposal = {
  kind: MovementKind
  personId: string
  effectiveOn: IsoDate
  from: Place | null
  to: Place | null
  particulars?: Particulars
  reason: string
  documentId: string | null
  vacancyRequestId?: string | null
  correctsId?: string | null
}

const signers: Record<SigningRole, { id: string; name: string }> = {
  clerk: clerk,
  'section-head': sectionHead,
  'deputy-director': deputyDirector,
  director: director,
}

/** Known only afterwards: a death, an expulsion by another office. */
const reportedLate: readonly MovementKind[] = ['death', 'expulsion']

/** Writes a movement that was signed by everybody of its chain and took effect; answers its id and that moment. */
export function enactMovement(writer: Writer, proposal: Proposal): { movementId: string; at: Date } {
  const { rows } = writer
  const chain = movementRule(proposal.kind).chain
  const moments = signingMoments(writer, proposal, chain.length)
  const movementId = proposeMovement(writer, proposal, { draftedAt: moments[0] ?? demoMoment })
  for (const [order, step] of chain.entries()) {
    signMovementRow(writer, {
      movementId,
      step,
      decision: 'agree',
      words: '同意',
      at: moments[order] ?? demoMoment,
    })
  }
  const at = moments.at(-1) ?? demoMoment
  const by = signers[chain.at(-1) ?? 'director'].id
  rows.movementEffects.push({
    regionCode: exampleRegionCode,
    movementId,
    effectiveOn: proposal.effectiveOn,
    correctsId: proposal.correctsId ?? null,
    recordedAt: at,
    recordedBy: by,
  })
  if (proposal.vacancyRequestId) {
    rows.vacancyRequestUses.push({
      regionCode: exampleRegionCode,
      id: writer.generator.id(),
      requestId: proposal.vacancyRequestId,
      movementId,
      usedOn: proposal.effectiveOn,
      reversesId: null,
      recordedAt: at,
      recordedBy: by,
    })
  }
  return { movementId, at }
}

/** The draft alone; the number is given when all are written (number-movements.ts). */
export function proposeMovement(
  { rows, generator }: Writer,
  { kind, personId, effectiveOn, from, to, reason, documentId, ...more }: Proposal,
  { draftedAt, draftedBy = clerk.id }: { draftedAt: Date; draftedBy?: string },
): string {
  const id = generator.id()
  rows.movements.push({
    regionCode: exampleRegionCode,
    id,
    number: id,
    kind,
    personId,
    effectiveOn,
    fromOrganizationId: from?.organizationId ?? null,
    fromEstablishmentKind: from?.establishmentKind ?? null,
    toOrganizationId: to?.organizationId ?? null,
    toEstablishmentKind: to?.establishmentKind ?? null,
    particulars: more.particulars ?? {},
    reason,
    documentId,
    vacancyRequestId: more.vacancyRequestId ?? null,
    correctsId: more.correctsId ?? null,
    recordedAt: draftedAt,
    recordedBy: draftedBy,
  })
  return id
}

export function signMovementRow(
  { rows, generator }: Writer,
  row: { movementId: string; step: SigningRole; decision: 'agree' | 'return'; words: string; at: Date },
): void {
  const { at, step, ...rest } = row
  rows.movementSignatures.push({
    regionCode: exampleRegionCode,
    id: generator.id(),
    step,
    ...rest,
    signedByName: signers[step].name,
    recordedAt: at,
    recordedBy: signers[step].id,
  })
}

/** Office hours of days that rise from the draft to the last signature, none after the demo moment. */
function signingMoments({ generator }: Writer, proposal: Proposal, count: number): Date[] {
  const late = reportedLate.includes(proposal.kind)
  const lead = late ? generator.whole({ least: -9, most: -3 }) : generator.whole({ least: 5, most: 16 })
  const latest = addDays('2024-01-12', -(count - 1) * 2 - 1)
  const wanted = addDays(proposal.effectiveOn, -lead)
  let day = wanted > latest ? latest : wanted
  const moments: Date[] = []
  for (let order = 0; order < count; order += 1) {
    let at = officeMoment(generator, day)
    const previous = moments.at(-1)
    if (previous && at <= previous) at = new Date(previous.getTime() + 37 * 60_000)
    moments.push(at)
    day = addDays(day, generator.whole({ least: 0, most: 2 }))
  }
  return moments
}

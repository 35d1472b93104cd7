import type { DocumentDraft } from '../organization/document.ts'
import type { Movement } from './movement.ts'

/** A movement as the form would have it again: what it says, by the names of the form's fields. */
export function fieldsOfMovement(
  {
    kind,
    personId,
    effectiveOn,
    toOrganizationId,
    toEstablishmentKind,
    vacancyRequestId,
    particulars,
  }: Movement,
  { names, document }: { names: ReadonlyMap<string, string>; document: DocumentDraft | null },
): Record<string, string> {
  const { duty, rank, post, payProfile } = particulars
  const fields: Record<string, string | null | undefined> = {
    kind,
    personId,
    effectiveOn,
    toOrganization: names.get(toOrganizationId ?? ''),
    toEstablishmentKind,
    vacancyRequestId,
    entryOverrideId: particulars.entryOverrideId,
    otherUnit: particulars.otherUnit,
    dutyTitle: duty?.title,
    dutyLevel: duty?.levelCode,
    dutyLeadership: duty?.leadership,
    dutyRank: duty?.leadershipRank,
    dutyDivision: names.get(duty?.divisionId ?? ''),
    dutyConcurrent: duty?.concurrent === true ? 'yes' : null,
    rankTitle: rank?.title,
    rankLevel: rank?.levelCode,
    postTitle: post?.title,
    postLevel: post?.levelCode,
    place: particulars.place?.name,
    plannedEnd: particulars.plannedEnd,
    documentNumber: document?.number,
    documentTitle: document?.title,
    documentIssuer: document?.issuer,
    documentIssuedOn: document?.issuedOn,
    payScheme: payProfile?.scheme,
    ...Object.fromEntries(
      Object.entries(payProfile?.keys ?? {}).map(([key, values]) => [`pay:${key}`, values.join('|')]),
    ),
  }
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]): [string, string][] =>
      value === null || value === undefined ? [] : [[name, value]],
    ),
  )
}

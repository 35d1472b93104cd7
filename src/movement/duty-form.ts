import { z } from 'zod'
import type { Db } from '../database/connection.ts'
import { leadershipPositionOrder, leadsDivision } from '../establishment/leadership-post.ts'
import { optionalChoice, optionalText } from '../http/form.ts'
import type { Acting } from '../kernel/acting.ts'
import { codesOf } from '../kernel/codes.ts'
import type { IsoDate } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'
import { childrenOn } from '../organization/organization.store.ts'
import { organizationRanks } from '../organization/organization.ts'
import { assignmentsOf } from '../staffing/assignment.store.ts'
import { assignmentOn } from '../staffing/assignment.ts'
import type { Particulars } from './particulars.ts'

/** 职务 as the form asks for it: whether it leads, by which rank, which section, and whether beside another duty. */
export const dutyShape = {
  dutyTitle: optionalText(60),
  dutyLevel: optionalChoice(codesOf('ZB09').map(({ code }) => code)),
  dutyLeadership: optionalChoice(leadershipPositionOrder),
  dutyRank: optionalChoice(Object.keys(organizationRanks)),
  dutyDivision: optionalText(100),
  dutyConcurrent: optionalChoice(['yes']),
}

const shape = z.object(dutyShape)

type DutyForm = z.output<typeof shape> & { effectiveOn: IsoDate; personId: string | null }

/** Null where no duty was typed. A leader needs the rank of the post, a leader of a section the section. */
export async function dutyOfForm(
  db: Db,
  acting: Acting,
  { form, toOrganizationId }: { form: DutyForm; toOrganizationId: string | null },
  problems: Problem[],
): Promise<Particulars['duty'] | null> {
  const { dutyTitle, dutyLevel, dutyRank } = form
  const leadership = leadershipPositionOrder.find((position) => position === form.dutyLeadership) ?? null
  if (dutyTitle === null) {
    if (leadership !== null) problems.push({ code: 'required', field: 'dutyTitle' })
    return null
  }
  if (dutyLevel === null) problems.push({ code: 'required', field: 'dutyLevel' })
  if (leadership !== null && dutyRank === null) problems.push({ code: 'required', field: 'dutyRank' })
  const divisionId = await divisionOf(db, acting, { form, toOrganizationId }, problems)
  if (leadership !== null && leadsDivision(leadership) && form.dutyDivision === null) {
    problems.push({ code: 'required', field: 'dutyDivision' })
  }
  return {
    title: dutyTitle,
    levelCode: dutyLevel ?? '',
    leadership,
    leadershipRank: leadership === null ? null : dutyRank,
    divisionId,
    concurrent: form.dutyConcurrent === 'yes',
  }
}

/** The section by its name among those of the unit the duty is held in. */
async function divisionOf(
  db: Db,
  acting: Acting,
  { form, toOrganizationId }: { form: DutyForm; toOrganizationId: string | null },
  problems: Problem[],
): Promise<string | null> {
  const { dutyDivision, personId, effectiveOn: asOf } = form
  if (dutyDivision === null) return null
  const { regionCode } = acting
  const held = personId === null ? [] : await assignmentsOf(db, regionCode, personId, null)
  const unitId = toOrganizationId ?? assignmentOn(held, asOf)?.organizationId
  const viewpoint = { regionCode, asOf, asKnownAt: null }
  const children = unitId === undefined ? [] : await childrenOn(db, viewpoint, unitId)
  const division = children.find(
    ({ kind, name, shortName, code }) =>
      kind === 'division' && [name, shortName, code].includes(dutyDivision.trim()),
  )
  if (division === undefined) {
    const because = `所在单位没有名为“${dutyDivision}”的内设机构。请按机构页填写内设机构名称。`
    problems.push({ code: 'refused', field: 'dutyDivision', because })
  }
  return division?.organizationId ?? null
}

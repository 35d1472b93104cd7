import { v7 } from 'uuid'
import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { inOrder, together } from '../database/together.ts'
import type { Acting } from '../kernel/acting.ts'
import { dateOf, type IsoDate, yearOf } from '../kernel/dates.ts'
import { fixedYuan, type Money, total } from '../kernel/money.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { documentNumberOf, saveDocument } from '../organization/document.store.ts'
import type { CostDifference } from '../pay/cost-difference.ts'
import { appendAdjustment, type NewAdjustment } from './adjustment.store.ts'
import { checkProposedLines, checkRemainder, type DocumentKind } from './budget-adjustment.ts'
import { lineBalances, lineKey } from './budget-line.store.ts'
import { adoptedAmong } from './initial-budget.store.ts'
import { needKey, openProjects, type ProjectNeed, projectsFor, projectsOf } from './project.store.ts'
import { staffOfLine } from './staff-of-line.ts'

/**
 * What a movement does to the budget: one adjustment for each paying unit and each year whose initial budget was
 * adopted, from the differences of the people's cost. It waits for finance. It counts from the day it is proposed;
 * that of a back-dated movement from the movement's day. Answers the ids.
 */
export async function proposeMovementAdjustment(
  tx: Db,
  acting: Acting,
  movement: {
    movementId: string
    effectiveOn: IsoDate
    reason: string
    differences: readonly CostDifference[]
  },
): Promise<string[]> {
  const changed = movement.differences.filter(({ amount }) => !amount.isZero())
  const years = [...new Set(changed.map(({ year }) => year))].sort((a, b) => a - b)
  const byYear = years.map((year) => {
    const ofYear = changed.filter((difference) => difference.year === year)
    return { year, ofYear, needs: ofYear.map(needOf) }
  })
  const [adopted, ...found] = await together([
    adoptedAmong(tx, acting.regionCode, years),
    ...byYear.map(({ year, needs }) => projectsFor(tx, acting.regionCode, year, needs)),
  ])
  const ids: string[] = []
  for (const [index, { year, ofYear, needs }] of byYear.entries()) {
    if (!adopted.includes(year)) continue
    const projects = await openProjects(tx, acting, year, needs, found[index] ?? new Map())
    for (const organizationId of [...new Set(ofYear.map((difference) => difference.payingOrganizationId))]) {
      const lines = ofYear
        .filter((difference) => difference.payingOrganizationId === organizationId)
        .map((difference) => {
          const project = projects.get(needKey(needOf(difference)))
          if (!project) throw new Error(`no project for ${difference.projectPurpose} of ${organizationId}`)
          return {
            projectCode: project.code,
            functionCode: difference.functionCode,
            economicCode: difference.economicCode,
            staff: difference.staff,
            amount: difference.amount,
            basis: {
              people: difference.people.map(({ personId, amount }) => ({
                personId,
                amount: fixedYuan(amount),
              })),
            },
          }
        })
      ids.push(
        await recordAdjustment(tx, acting, {
          year,
          organizationId,
          kind: 'movement',
          movementId: movement.movementId,
          documentId: null,
          reason: movement.reason,
          effectiveOn: dayWithin(year, dayOf(acting, movement.effectiveOn)),
          lines,
        }),
      )
    }
  }
  return ids
}

function needOf({ payingOrganizationId, projectPurpose, staff }: CostDifference): ProjectNeed {
  return { organizationId: payingOrganizationId, purpose: projectPurpose, staff }
}

/** 追加、压减、调剂 by a document. `lines` are in yuan, 调增 positive; `field` is where a message about one stands. */
export type DocumentAdjustment = {
  year: number
  organizationId: string
  kind: DocumentKind
  reason: string
  effectiveOn: IsoDate
  document: { number: string; title: string; issuer: string; issuedOn: IsoDate }
  lines: readonly {
    field: string
    projectCode: string
    functionCode: string
    economicCode: string
    amount: Money
  }[]
}

/** Proposes an adjustment that rests on a document; it counts when finance has approved it. Answers its id. */
export async function proposeAdjustmentByDocument(
  db: Db,
  acting: Acting,
  proposal: DocumentAdjustment,
): Promise<Outcome<string>> {
  return db.transaction(async (tx) => {
    const { year, organizationId, kind, lines } = proposal
    const projects = await projectsOf(tx, acting.regionCode, organizationId, year)
    const known = new Map(projects.map((project) => [project.code, project]))
    const strange = lines.find(({ projectCode }) => !known.has(projectCode))
    if (strange) return refused({ code: 'not-found', field: strange.field, sought: strange.projectCode })
    const problems = await problemsOf(tx, acting, proposal)
    if (problems.length > 0) return refused(...problems)
    const documentId = await saveDocument(tx, acting, proposal.document)
    const id = await recordAdjustment(tx, acting, {
      year,
      organizationId,
      kind,
      movementId: null,
      documentId,
      reason: proposal.reason,
      effectiveOn: proposal.effectiveOn,
      lines: lines.map((line) => ({
        ...line,
        staff: staffOfLine(line, known.get(line.projectCode)?.staff),
        basis: { documentNumber: proposal.document.number },
      })),
    })
    return done(id)
  })
}

async function problemsOf(tx: Db, acting: Acting, proposal: DocumentAdjustment): Promise<Problem[]> {
  const { year, kind, lines } = proposal
  if (yearOf(proposal.effectiveOn) !== year) {
    return [{ code: 'refused', field: 'effectiveOn', because: `生效日期应在 ${year} 年之内。` }]
  }
  const doubled = lines.find((line, at) => lines.findIndex((other) => lineKey(other) === lineKey(line)) < at)
  if (doubled) {
    return [{ code: 'refused', field: doubled.field, because: '同一项目和科目只写一行，请合并金额。' }]
  }
  const wrong = checkProposedLines(kind, lines)
  if (wrong) return [wrong]
  const balances = await lineBalances(tx, acting.regionCode, year, [
    ...new Set(lines.map(({ projectCode }) => projectCode)),
  ])
  return lines.flatMap((line) => {
    const balance = balances.get(lineKey(line)) ?? { adjusted: total([]), executed: total([]) }
    return checkRemainder({ ...balance, change: line.amount, field: line.field }) ?? []
  })
}

/** Writes the proposal and its audit entry; answers its id. */
async function recordAdjustment(tx: Db, acting: Acting, adjustment: NewAdjustment): Promise<string> {
  const id = v7()
  await inOrder([
    () => appendAdjustment(tx, acting, { id, ...adjustment }),
    () =>
      recordAudit(tx, acting, {
        action: 'budget.adjustment-proposal',
        subjectKind: 'budget-adjustment',
        subjectId: id,
        reason: adjustment.reason,
        documentNumber: documentNumberOf(acting, adjustment.documentId),
        after: {
          year: adjustment.year,
          kind: adjustment.kind,
          movementId: adjustment.movementId,
          amount: fixedYuan(total(adjustment.lines.map(({ amount }) => amount))),
        },
      }),
  ])
  return id
}

/** A future-dated movement's proposal is there from today. */
function dayOf({ today }: Acting, effectiveOn: IsoDate): IsoDate {
  return effectiveOn < today ? effectiveOn : today
}

function dayWithin(year: number, day: IsoDate): IsoDate {
  if (yearOf(day) === year) return day
  return yearOf(day) < year ? dateOf(year, 1, 1) : dateOf(year, 12, 31)
}

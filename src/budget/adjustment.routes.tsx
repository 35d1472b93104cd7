import { z } from 'zod'
import { AdjustmentDetail } from '../../views/budget/adjustment-detail.tsx'
import { AdjustmentForm } from '../../views/budget/adjustment-form.tsx'
import { AdjustmentList, adjustmentColumns } from '../../views/budget/adjustment-list.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { isId, optionalText, readForm, requiredChoice, type Typed } from '../http/form.ts'
import { listOf, orderedAsAsked, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { respondList } from '../http/respond-list.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import type { Problem } from '../kernel/problem.ts'
import { documentOfForm } from '../organization/document-form.ts'
import { organizationNames } from '../organization/organization.store.ts'
import type { Organization } from '../organization/organization.ts'
import { mayBeSeen, visibleTo } from '../organization/scope.ts'
import { type AdjustmentFilter, adjustmentLinesOf, adjustmentsOf } from './adjustment.store.ts'
import { adjustmentShape, readLines } from './adjustment-form.ts'
import { type AdjustmentRow, adjustmentKinds } from './budget-adjustment.ts'
import { budgetLinesOf, budgetYears } from './budget-line.store.ts'
import { askedUnit, askedYear } from './budget-unit.ts'
import { decideAdjustment } from './decide-adjustment.ts'
import { projectsOf } from './project.store.ts'
import { proposeAdjustmentByDocument } from './propose-adjustment.ts'

const crumbs = [{ title: '预算调整', href: '/budget-adjustments' }]

/** 预算调整: the list, one adjustment, a proposal by document, finance's decision. */
export function budgetAdjustmentRoutes() {
  const routes = newRoutes()

  routes.get('/budget-adjustments', permit('budget.read'), async (c) => {
    const year = askedYear(c)
    const unit = await askedUnit(c)
    if (c.req.query('organizationId') && unit === null) return notFoundPage(c)
    const link = linkOf(c)
    const { db, regionCode, clock } = c.get('services')
    const query = { year: String(year), organizationId: unit?.organizationId }
    const list = listOf(c, { columns: adjustmentColumns(link), rows: await listed(c, year, unit) })
    return respondList(
      c,
      {
        title: unit === null ? '预算调整' : `${unit.shortName}预算调整`,
        crumbs: unit === null ? [] : crumbs,
        dated: true,
        action:
          unit !== null && c.get('permissions').has('budget.write') ? (
            <a class="button" href={link('/budget-adjustments/new', query)}>
              提出调整
            </a>
          ) : undefined,
      },
      list,
      <AdjustmentList
        year={year}
        years={await budgetYears(db, regionCode)}
        unit={unit}
        state={c.req.query('state') ?? ''}
        kind={c.req.query('kind') ?? ''}
        list={list}
        viewpoint={viewpointOf(c)}
        today={clock.today()}
      />,
    )
  })

  routes.get('/budget-adjustments.xlsx', permit('budget.read'), async (c) => {
    const year = askedYear(c)
    const unit = await askedUnit(c)
    if (c.req.query('organizationId') && unit === null) return notFoundPage(c)
    const table = { columns: adjustmentColumns(linkOf(c)), rows: await listed(c, year, unit) }
    const sheet = { title: `${year}年预算调整`, unitOfMeasure: '元', counted: '件' }
    return workbookAnswer(c, sheetOfList(orderedAsAsked(c, table), sheet))
  })

  routes.get('/budget-adjustments/new', permit('budget.write'), async (c) => {
    const unit = await askedUnit(c)
    if (unit === null) return notFoundPage(c)
    return respondForm(c, { unit, year: askedYear(c), typed: {}, problems: [] })
  })

  routes.post('/budget-adjustments', permit('budget.write'), async (c) => {
    const unit = await askedUnit(c)
    if (unit === null) return notFoundPage(c)
    const year = askedYear(c)
    const { typed, outcome } = await readForm(c, adjustmentShape)
    const lines = readLines(typed)
    const problems = [...(outcome.done ? [] : outcome.problems), ...(lines.done ? [] : lines.problems)]
    if (!outcome.done || !lines.done) return respondForm(c, { unit, year, typed, problems }, 422)
    const { kind, effectiveOn, reason, ...document } = outcome.value
    const proposed = await proposeAdjustmentByDocument(c.get('services').db, actingOf(c), {
      year,
      organizationId: unit.organizationId,
      kind,
      reason,
      effectiveOn,
      document: documentOfForm(document),
      lines: lines.value,
    })
    if (!proposed.done) return respondForm(c, { unit, year, typed, problems: proposed.problems }, 422)
    return c.redirect(`/budget-adjustments/${proposed.value}`, 303)
  })

  routes.get('/budget-adjustments/:id', permit('budget.read'), (c) =>
    respondDetail(c, { typed: {}, problems: [] }),
  )

  routes.post('/budget-adjustments/:id/decision', permit('budget.approve'), async (c) => {
    const adjustment = await visibleAdjustment(c)
    if (adjustment === null) return notFoundPage(c)
    const { typed, outcome } = await readForm(c, decisionShape)
    if (!outcome.done) return respondDetail(c, { typed, problems: outcome.problems }, 422)
    const { decision, words } = outcome.value
    const approved = decision === 'approve'
    if (!approved && words === null) {
      return respondDetail(c, { typed, problems: [{ code: 'required', field: 'words' }] }, 422)
    }
    const decided = await decideAdjustment(c.get('services').db, actingOf(c), adjustment.adjustmentId, {
      approved,
      words: words ?? '同意',
    })
    if (!decided.done) return respondDetail(c, { typed, problems: decided.problems }, 422)
    return c.redirect(`/budget-adjustments/${adjustment.adjustmentId}`, 303)
  })

  return routes
}

const decisionShape = z.object({
  decision: requiredChoice(['approve', 'refuse']),
  words: optionalText(500),
})

type FormState = { unit: Organization; year: number; typed: Typed; problems: readonly Problem[] }

async function respondForm(c: Request, { unit, year, typed, problems }: FormState, status: 200 | 422 = 200) {
  const { db, regionCode } = c.get('services')
  return respond(
    c,
    { title: `${unit.shortName} ${year} 年预算调整`, crumbs },
    <AdjustmentForm
      unit={unit}
      year={year}
      projects={await projectsOf(db, regionCode, unit.organizationId, year)}
      lines={await budgetLinesOf(db, { ...viewpointOf(c), asKnownAt: null }, unit.organizationId, year)}
      typed={typed}
      problems={problems}
      csrfToken={c.get('csrfToken')}
    />,
    status,
  )
}

async function respondDetail(
  c: Request,
  { typed, problems }: { typed: Typed; problems: readonly Problem[] },
  status: 200 | 422 = 200,
) {
  const adjustment = await visibleAdjustment(c)
  if (adjustment === null) return notFoundPage(c)
  const { db, regionCode } = c.get('services')
  const names = await organizationNames(db, regionCode, [adjustment.organizationId])
  const mayDecide = c.get('permissions').has('budget.approve') && adjustment.decision === null
  return respond(
    c,
    { title: '预算调整单', crumbs, dated: true },
    <AdjustmentDetail
      adjustment={adjustment}
      organizationName={names.get(adjustment.organizationId) ?? ''}
      lines={await adjustmentLinesOf(db, regionCode, [adjustment.adjustmentId])}
      mayDecide={mayDecide}
      typed={typed}
      problems={problems}
      csrfToken={c.get('csrfToken')}
      link={linkOf(c)}
    />,
    status,
  )
}

/** Proposals are looked at whatever day the page stands on; one in effect later is there too. */
async function visibleAdjustment(c: Request): Promise<AdjustmentRow | null> {
  const adjustmentId = c.req.param('id') ?? ''
  if (!isId(adjustmentId)) return null
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  const [found] = await adjustmentsOf(db, { ...viewpoint, asOf: '9999-12-31' }, { adjustmentId })
  if (!found) return null
  const visible = await visibleTo(db, actingOf(c), viewpoint)
  return mayBeSeen(visible, found.organizationId) ? found : null
}

async function listed(c: Request, year: number, unit: Organization | null) {
  const { db, regionCode } = c.get('services')
  const viewpoint = viewpointOf(c)
  const visible = await visibleTo(db, actingOf(c), viewpoint)
  const rows = await adjustmentsOf(db, viewpoint, {
    year,
    organizationIds: unit === null ? undefined : [unit.organizationId],
    state: chosenOf(c.req.query('state'), ['open', 'approved', 'refused'] as const),
    kind: chosenOf(c.req.query('kind'), Object.keys(adjustmentKinds)),
  } satisfies AdjustmentFilter)
  const seen = rows.filter(({ organizationId }) => mayBeSeen(visible, organizationId))
  const names = await organizationNames(db, regionCode, [
    ...new Set(seen.map(({ organizationId }) => organizationId)),
  ])
  return seen.map((row) => ({ ...row, organizationName: names.get(row.organizationId) ?? '' }))
}

function chosenOf<Choice extends string>(
  text: string | undefined,
  choices: readonly Choice[],
): Choice | undefined {
  return choices.find((choice) => choice === text)
}

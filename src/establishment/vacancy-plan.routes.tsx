import { z } from 'zod'
import { PlanPage } from '../../views/establishment/vacancy-plan.tsx'
import {
  PlanList,
  PlanPublication,
  PlanSummary,
  planListColumns,
  planSummaryColumns,
  publicationColumns,
} from '../../views/establishment/vacancy-plan-list.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { optionalText, readForm, requiredChoice, requiredText, type Typed } from '../http/form.ts'
import { listOf, orderedAsAsked, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { respondList } from '../http/respond-list.tsx'
import { linkOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { type Problem, refused } from '../kernel/problem.ts'
import { visibleTo } from '../organization/scope.ts'
import { checkPlan } from './draft-vacancy-plan.ts'
import { loadPlan, loadPlanFrame, loadPlansOfYear } from './load-vacancy-plans.ts'
import { reviewPlan, withdrawPlan } from './review-vacancy-plan.ts'
import type { VacancyGroundReader } from './vacancy-ground-reader.ts'
import { countOf, isPlanOpen, planReviewer, planState, type VacancyPlan } from './vacancy-plan.ts'
import { readCounts, reviewedField } from './vacancy-plan-form.ts'
import { planTotals } from './vacancy-plan-summary.ts'

const crumbs = [{ title: '用编计划', href: '/vacancy-plans' }]

const reviewShape = z.object({ decision: requiredChoice(['agree', 'return']), words: optionalText(500) })

/** 用编计划: the year's list, the district's table, what was decided, and one plan with its reviews. */
export function vacancyPlanRoutes(groundsOf: VacancyGroundReader) {
  const routes = newRoutes()

  routes.get('/vacancy-plans', permit('establishment.read'), async (c) => {
    const { frame, plans, totals } = await plansAsked(c, groundsOf)
    const link = linkOf(c)
    const permissions = c.get('permissions')
    const year = String(frame.year)
    const list = listOf(c, { columns: planListColumns(totals, link), rows: plans })
    return respondList(
      c,
      {
        title: '用编计划',
        dated: true,
        action: (
          <>
            {permissions.has('plan.decide') ? (
              <a class="button" href={link('/vacancy-plans/decision', { year })}>
                核定计划
              </a>
            ) : null}
            {permissions.has('plan.apply') ? (
              <a class="button" href={link('/vacancy-plans/new', { year })}>
                申报计划
              </a>
            ) : null}
          </>
        ),
      },
      list,
      <PlanList {...frame} list={list} link={link} />,
    )
  })

  routes.get('/vacancy-plans.xlsx', permit('establishment.read'), async (c) => {
    const { frame, plans, totals } = await plansAsked(c, groundsOf)
    const table = { columns: planListColumns(totals, linkOf(c)), rows: plans }
    const sheet = { title: `${frame.year}年用编计划`, unitOfMeasure: '名', counted: '件' }
    return workbookAnswer(c, sheetOfList(orderedAsAsked(c, table), sheet))
  })

  routes.get('/vacancy-plans/summary', permit('establishment.read'), async (c) => {
    const { frame, rows } = await summaryAsked(c, groundsOf)
    const list = listOf(c, { columns: planSummaryColumns(linkOf(c)), rows })
    return respondList(
      c,
      { title: '用编计划', dated: true },
      list,
      <PlanSummary {...frame} list={list} link={linkOf(c)} />,
    )
  })

  routes.get('/vacancy-plans/summary.xlsx', permit('establishment.read'), async (c) => {
    const { frame, rows } = await summaryAsked(c, groundsOf)
    const table = { columns: planSummaryColumns(linkOf(c)), rows }
    const sheet = { title: `${frame.year}年用编计划汇总表`, unitOfMeasure: '名', counted: '行' }
    return workbookAnswer(c, sheetOfList(orderedAsAsked(c, table), { ...sheet, notes: summaryNotes }))
  })

  // What was decided is published: every reader sees all of it, also a unit what another was given.
  routes.get('/vacancy-plans/publication', permit('establishment.read'), async (c) => {
    const { frame, rows } = await publicationAsked(c, groundsOf)
    const list = listOf(c, { columns: publicationColumns, rows })
    return respondList(
      c,
      { title: '用编计划', dated: true },
      list,
      <PlanPublication {...frame} list={list} link={linkOf(c)} />,
    )
  })

  routes.get('/vacancy-plans/publication.xlsx', permit('establishment.read'), async (c) => {
    const { frame, rows } = await publicationAsked(c, groundsOf)
    const sheet = { title: `${frame.year}年用编计划核定表`, unitOfMeasure: '名', counted: '行' }
    return workbookAnswer(c, sheetOfList(orderedAsAsked(c, { columns: publicationColumns, rows }), sheet))
  })

  routes.get('/vacancy-plans/:id', permit('establishment.read'), async (c) => {
    const plan = await loadPlan(c, c.req.param('id'))
    if (plan === null) return notFoundPage(c)
    return respondPlan(c, { plan, typed: typedReview(plan), problems: [] }, groundsOf)
  })

  routes.post('/vacancy-plans/:id/reviews', permit('plan.review'), async (c) => {
    const plan = await loadPlan(c, c.req.param('id'))
    if (plan === null) return notFoundPage(c)
    const { typed, outcome } = await readForm(c, reviewShape)
    const overUnit = await isOverUnit(c, plan)
    const part = planReviewer(plan.steps, { ...actingOf(c), overUnit })
    const counts =
      part === 'clerk' || part === 'section-head' ? readCounts(typed, plan.declared, reviewedField) : null
    if (!outcome.done || counts?.done === false) {
      const problems = [
        ...(outcome.done ? [] : outcome.problems),
        ...(counts?.done === false ? counts.problems : []),
      ]
      return respondPlan(c, { plan, typed, problems }, groundsOf)
    }
    const reviewed = await reviewPlan(c.get('services').db, actingOf(c), {
      planId: plan.planId,
      decision: outcome.value.decision,
      words: outcome.value.words ?? '',
      counts: counts?.value ?? [],
      overUnit,
    })
    if (reviewed.done) return c.redirect(`/vacancy-plans/${plan.planId}`, 303)
    return respondPlan(c, { plan, typed, problems: reviewed.problems }, groundsOf)
  })

  routes.post('/vacancy-plans/:id/withdrawal', permit('plan.apply'), async (c) => {
    const plan = await loadPlan(c, c.req.param('id'))
    if (plan === null) return notFoundPage(c)
    const { typed, outcome } = await readForm(c, z.object({ reason: requiredText(500) }))
    const role = actingOf(c).roles.includes('clerk') ? 'clerk' : 'unit-contact'
    const withdrawn = outcome.done
      ? await withdrawPlan(c.get('services').db, actingOf(c), {
          planId: plan.planId,
          words: outcome.value.reason,
          role,
        })
      : refused<string>(...outcome.problems)
    if (withdrawn.done) return c.redirect(`/vacancy-plans/${plan.planId}`, 303)
    const problems = withdrawn.problems.map((one) => ({ ...one, field: 'reason' }))
    return respondPlan(c, { plan, typed: { ...typedReview(plan), ...typed }, problems }, groundsOf)
  })

  return routes
}

/** 口径 of the 汇总表. */
const summaryNotes = [
  '口径：空缺＝核定－实有－已批未用－冻结，负数为超编。年内退休为至年末到龄、尚未登记出编的人数。',
  '已申请含审核中的用编申请；到期、收回的只计已用。计划外申请不计。',
]

type Shown = { plan: VacancyPlan; typed: Typed; problems: readonly Problem[] }

async function respondPlan(c: Request, { plan, typed, problems }: Shown, groundsOf: VacancyGroundReader) {
  const { regionCode } = c.get('services')
  const acting = actingOf(c)
  const link = linkOf(c)
  const permissions = c.get('permissions')
  const viewpoint = { regionCode, asOf: acting.today, asKnownAt: null }
  const { year, organizationId } = plan
  const loaded = await loadPlansOfYear(c, groundsOf, { year, organizationIds: [organizationId], viewpoint })
  const part = permissions.has('plan.review')
    ? planReviewer(plan.steps, { ...acting, overUnit: await isOverUnit(c, plan) })
    : null
  const state = planState(plan.steps)
  const mayApply = permissions.has('plan.apply')
  return respond(
    c,
    {
      title: plan.number,
      crumbs,
      action: (
        <>
          <button type="button" class="plain" data-print>
            打印
          </button>
          {mayApply && isPlanOpen(plan.steps) ? (
            <a class="button" href={link('/vacancy-plans/new', { plan: plan.planId })}>
              修改并申报
            </a>
          ) : null}
          {permissions.has('plan.decide') && state === 'decided' ? (
            <a class="button" href={link(`/vacancy-plans/${plan.planId}/adjustment`)}>
              调整计划
            </a>
          ) : null}
        </>
      ),
    },
    <PlanPage
      plan={plan}
      rows={loaded.rows}
      requests={loaded.requests}
      warnings={await warningsOf(c, plan, groundsOf)}
      today={acting.today}
      part={typeof part === 'string' ? part : null}
      mayWithdraw={mayApply && (state === 'waiting' || state === 'reviewed')}
      typed={typed}
      problems={problems}
      csrfToken={c.get('csrfToken')}
      link={link}
      reviewedField={reviewedField}
    />,
    problems.length === 0 ? 200 : 422,
  )
}

/** What goes beyond the limits today, of a plan that is not decided. */
async function warningsOf(c: Request, plan: VacancyPlan, groundsOf: VacancyGroundReader): Promise<Problem[]> {
  if (planState(plan.steps) === 'decided' || plan.declared.length === 0) return []
  const lines = plan.declared.map((line) => ({ ...line, field: 'decision' }))
  const checked = await checkPlan(c.get('services').db, actingOf(c), { ...plan, lines }, groundsOf)
  return checked.done ? checked.value.map(({ problem }) => problem) : checked.problems
}

async function plansAsked(c: Request, groundsOf: VacancyGroundReader) {
  const { frame, organizationIds, fits } = await loadPlanFrame(c)
  const { plans, rows } = await loadPlansOfYear(c, groundsOf, { ...frame, organizationIds })
  const shown = plans.filter(fits)
  const totals = new Map(
    shown.map(({ organizationId }) => [
      organizationId,
      planTotals(rows.filter((row) => row.organizationId === organizationId && row.planId !== null)),
    ]),
  )
  return { frame, plans: shown, totals }
}

async function summaryAsked(c: Request, groundsOf: VacancyGroundReader) {
  const { frame, organizationIds } = await loadPlanFrame(c)
  const { rows } = await loadPlansOfYear(c, groundsOf, { ...frame, organizationIds })
  return { frame, rows: rows.filter(({ planId }) => frame.fields.scope === '' || planId !== null) }
}

async function publicationAsked(c: Request, groundsOf: VacancyGroundReader) {
  const { frame } = await loadPlanFrame(c)
  const { plans } = await loadPlansOfYear(c, groundsOf, { ...frame, organizationIds: null })
  const decided = plans.filter(({ steps }) => planState(steps) === 'decided')
  const rows = decided.flatMap((plan) =>
    plan.approved.filter(({ count }) => count > 0).map((line) => ({ plan, line })),
  )
  return { frame, rows }
}

/** The contact of the 主管部门: the unit is within what he may see, and is not his own. */
async function isOverUnit(c: Request, { organizationId }: VacancyPlan): Promise<boolean> {
  const acting = actingOf(c)
  if (!acting.roles.includes('unit-contact') || acting.scopeOrganizationId === organizationId) return false
  const { db, regionCode } = c.get('services')
  const visible = await visibleTo(db, acting, { regionCode, asOf: acting.today, asKnownAt: null })
  return visible?.has(organizationId) ?? false
}

/** What the form begins with: agreed, and the counts as found before, or as declared. */
function typedReview(plan: VacancyPlan): Typed {
  const counts = plan.declared.map((line) => [
    reviewedField(line),
    String(countOf(plan.reviewed, line) ?? line.count),
  ])
  return { decision: 'agree', words: '', ...Object.fromEntries(counts) }
}

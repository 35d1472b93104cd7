import { z } from 'zod'
import {
  AdjustmentForm,
  DecisionForm,
  DecisionReview,
  type DistrictLine,
} from '../../views/establishment/vacancy-plan-decision.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { optionalText, readForm, requiredCount, requiredText, type Typed } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf } from '../http/viewpoint.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { documentOfForm, documentShape } from '../organization/document-form.ts'
import { rootOn } from '../organization/organization.store.ts'
import { approvedOn } from './approved-headcount.store.ts'
import { adjustPlan, checkDecision, decidePlans, type PlansDecision } from './decide-vacancy-plans.ts'
import { compareEstablishmentKinds } from './establishment-kind.ts'
import { loadPlan, loadPlansOfYear, planYearOf } from './load-vacancy-plans.ts'
import type { VacancyGroundReader } from './vacancy-ground-reader.ts'
import { countOf, lineKey, planState, type VacancyPlan } from './vacancy-plan.ts'
import {
  decidedField,
  readCounts,
  readPlanLines,
  shownLines,
  takenField,
  typedLines,
} from './vacancy-plan-form.ts'
import { type PlanSummaryRow, planTotals } from './vacancy-plan-summary.ts'

const crumbs = [{ title: '用编计划', href: '/vacancy-plans' }]

const decisionShape = z.object({
  year: requiredCount({ least: 2000, most: 2100 }),
  words: optionalText(500),
  ...documentShape,
})

const adjustmentShape = z.object({ words: requiredText(500), ...documentShape })

/** 核定 for many units on one page, 调整 of one plan; both on a paper of the 编委会. */
export function vacancyPlanDecisionRoutes(groundsOf: VacancyGroundReader) {
  const routes = newRoutes()

  routes.get('/vacancy-plans/decision', permit('plan.decide'), async (c) => {
    const year = planYearOf(c)
    const plans = (await loadedYear(c, year, groundsOf)).plans.filter(isReviewed)
    return decisionPage(c, { year, typed: typedDecision(plans), problems: [] }, groundsOf)
  })

  routes.post('/vacancy-plans/decision/form', permit('plan.decide'), async (c) => {
    const { typed } = await readForm(c, decisionShape)
    return decisionPage(c, { year: yearTyped(c, typed), typed, problems: [] }, groundsOf)
  })

  routes.post('/vacancy-plans/decision/review', permit('plan.decide'), async (c) => {
    const { year, typed, outcome } = await readDecision(c, groundsOf)
    if (!outcome.done) return decisionPage(c, { year, typed, problems: outcome.problems }, groundsOf)
    const { db } = c.get('services')
    const found = await checkDecision(db, actingOf(c), outcome.value, groundsOf)
    if (!found.done) return decisionPage(c, { year, typed, problems: found.problems }, groundsOf)
    const { rows } = await loadedYear(c, year, groundsOf)
    const decided = new Map(
      found.value.flatMap(({ plan, lines }) =>
        lines.map((line) => [`${plan.organizationId} ${lineKey(line)}`, line.count] as const),
      ),
    )
    const withDecision = rows.map((row) => {
      const prefix = `${row.organizationId} ${row.establishmentKind} `
      const counts = [...decided].filter(([key]) => key.startsWith(prefix))
      return counts.length === 0
        ? row
        : { ...row, approved: counts.reduce((sum, [, count]) => sum + count, 0) }
    })
    return respond(
      c,
      { title: '请核对', crumbs },
      <DecisionReview
        year={year}
        found={found.value}
        warnings={found.value.flatMap(({ plan, excesses }) =>
          excesses.map(({ problem }) => ({ organizationName: plan.organizationName, problem })),
        )}
        district={await districtOf(c, withDecision)}
        typed={typed}
        csrfToken={c.get('csrfToken')}
      />,
    )
  })

  routes.post('/vacancy-plans/decision', permit('plan.decide'), async (c) => {
    const { year, typed, outcome } = await readDecision(c, groundsOf)
    if (!outcome.done) return decisionPage(c, { year, typed, problems: outcome.problems }, groundsOf)
    const decided = await decidePlans(c.get('services').db, actingOf(c), outcome.value, groundsOf)
    if (!decided.done) return decisionPage(c, { year, typed, problems: decided.problems }, groundsOf)
    return c.redirect(`/vacancy-plans/publication?year=${year}`, 303)
  })

  routes.get('/vacancy-plans/:id/adjustment', permit('plan.decide'), async (c) => {
    const plan = await decidedPlan(c)
    if (plan === null) return notFoundPage(c)
    return adjustmentPage(c, { plan, typed: typedLines(plan.approved), problems: [] }, groundsOf)
  })

  routes.post('/vacancy-plans/:id/adjustment', permit('plan.decide'), async (c) => {
    const plan = await decidedPlan(c)
    if (plan === null) return notFoundPage(c)
    const { typed, outcome } = await readForm(c, adjustmentShape)
    const lines = readPlanLines(typed, { least: 0 })
    if (!outcome.done || !lines.done) {
      const problems = [...(outcome.done ? [] : outcome.problems), ...(lines.done ? [] : lines.problems)]
      return adjustmentPage(c, { plan, typed, problems }, groundsOf)
    }
    const { year, organizationId } = plan
    const decision = {
      year,
      plans: [{ organizationId, lines: lines.value }],
      words: outcome.value.words,
      document: documentOfForm(outcome.value),
      lines: lines.value.map(({ field: _field, ...line }) => line),
    }
    const adjusted = await adjustPlan(c.get('services').db, actingOf(c), decision, groundsOf)
    if (adjusted.done) return c.redirect(`/vacancy-plans/${plan.planId}`, 303)
    return adjustmentPage(c, { plan, typed, problems: adjusted.problems }, groundsOf)
  })

  return routes
}

type Shown = { year: number; typed: Typed; problems: readonly Problem[] }

async function decisionPage(c: Request, { year, typed, problems }: Shown, groundsOf: VacancyGroundReader) {
  const { plans, rows } = await loadedYear(c, year, groundsOf)
  return respond(
    c,
    { title: `核定 ${year} 年用编计划`, crumbs },
    <DecisionForm
      year={year}
      plans={plans.filter(isReviewed)}
      rows={rows}
      district={await districtOf(c, rows)}
      typed={typed}
      problems={problems}
      countField={decidedField}
      takenField={takenField}
      csrfToken={c.get('csrfToken')}
      link={linkOf(c)}
    />,
    problems.length === 0 ? 200 : 422,
  )
}

async function adjustmentPage(
  c: Request,
  { plan, typed, problems }: { plan: VacancyPlan; typed: Typed; problems: readonly Problem[] },
  groundsOf: VacancyGroundReader,
) {
  const { regionCode } = c.get('services')
  const { year, organizationId } = plan
  const viewpoint = { regionCode, asOf: actingOf(c).today, asKnownAt: null }
  const { rows } = await loadPlansOfYear(c, groundsOf, { year, organizationIds: [organizationId], viewpoint })
  return respond(
    c,
    {
      title: '调整用编计划',
      crumbs: [...crumbs, { title: plan.number, href: `/vacancy-plans/${plan.planId}` }],
    },
    <AdjustmentForm
      plan={plan}
      rows={rows}
      lines={shownLines(typed)}
      typed={typed}
      problems={problems}
      csrfToken={c.get('csrfToken')}
    />,
    problems.length === 0 ? 200 : 422,
  )
}

type ReadDecision = { year: number; typed: Typed; outcome: Outcome<PlansDecision> }

/** The ticked units with the counts of their lines; what is not ticked is not looked at. */
async function readDecision(c: Request, groundsOf: VacancyGroundReader): Promise<ReadDecision> {
  const { typed, outcome } = await readForm(c, decisionShape)
  const year = yearTyped(c, typed)
  const { plans } = await loadedYear(c, year, groundsOf)
  const taken = plans.filter((plan) => isReviewed(plan) && typed[takenField(plan.organizationId)] === 'yes')
  const problems: Problem[] = outcome.done ? [] : [...outcome.problems]
  const counted = taken.map(({ organizationId, declared }) => {
    const counts = readCounts(typed, declared, (line) => decidedField(organizationId, line))
    if (!counts.done) problems.push(...counts.problems)
    return { organizationId, lines: counts.done ? counts.value : [] }
  })
  if (!outcome.done || problems.length > 0) return { year, typed, outcome: refused(...problems) }
  const document = documentOfForm(outcome.value)
  return {
    year,
    typed,
    outcome: done({ year, plans: counted, words: outcome.value.words ?? '同意', document }),
  }
}

function loadedYear(c: Request, year: number, groundsOf: VacancyGroundReader) {
  const { regionCode } = c.get('services')
  const viewpoint = { regionCode, asOf: actingOf(c).today, asKnownAt: null }
  return loadPlansOfYear(c, groundsOf, { year, organizationIds: null, viewpoint })
}

/** By kind: the ceiling of the district, and the sums of all its units. */
async function districtOf(c: Request, rows: readonly PlanSummaryRow[]): Promise<DistrictLine[]> {
  const { db, regionCode } = c.get('services')
  const viewpoint = { regionCode, asOf: actingOf(c).today, asKnownAt: null }
  const root = await rootOn(db, viewpoint)
  const ceilings =
    root === null ? [] : await approvedOn(db, viewpoint, { organizationIds: [root.organizationId] })
  const kinds = [...new Set(rows.map(({ establishmentKind }) => establishmentKind))]
  return kinds.sort(compareEstablishmentKinds).map((establishmentKind) => ({
    ...planTotals(rows.filter((row) => row.establishmentKind === establishmentKind)),
    establishmentKind,
    ceiling: ceilings.find((row) => row.establishmentKind === establishmentKind)?.approved ?? 0,
  }))
}

async function decidedPlan(c: Request): Promise<VacancyPlan | null> {
  const plan = await loadPlan(c, c.req.param('id') ?? '')
  return plan !== null && planState(plan.steps) === 'decided' ? plan : null
}

function isReviewed({ steps }: VacancyPlan): boolean {
  return planState(steps) === 'reviewed'
}

function typedDecision(plans: readonly VacancyPlan[]): Typed {
  return Object.fromEntries(
    plans.flatMap((plan) => [
      [takenField(plan.organizationId), 'yes'],
      ...plan.declared.map((line) => [
        decidedField(plan.organizationId, line),
        String(countOf(plan.reviewed, line) ?? line.count),
      ]),
    ]),
  )
}

/** The year of the form; what is no year is said at its field and the page shows this year. */
function yearTyped(c: Request, { year = '' }: Typed): number {
  return /^20\d\d$|^2100$/.test(year.trim()) ? Number.parseInt(year.trim(), 10) : planYearOf(c)
}

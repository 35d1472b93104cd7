import { z } from 'zod'
import { PlanDraftReview, PlanForm } from '../../views/establishment/vacancy-plan-form.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { optionalText, readForm, requiredCount, requiredText, type Typed } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { chooseOrganization } from '../organization/choose-organization.ts'
import { organizationOn } from '../organization/organization.store.ts'
import type { Organization } from '../organization/organization.ts'
import { visibleTo } from '../organization/scope.ts'
import { checkPlan, type PlanDraft, savePlan, submitPlan } from './draft-vacancy-plan.ts'
import { loadPlan, planYearOf } from './load-vacancy-plans.ts'
import type { VacancyGroundReader } from './vacancy-ground-reader.ts'
import { planOfUnit } from './vacancy-plan.store.ts'
import { planChain, planRoles, planState, type VacancyPlan } from './vacancy-plan.ts'
import { readPlanLines, shownLines, typedLines } from './vacancy-plan-form.ts'

const crumbs = [{ title: '用编计划', href: '/vacancy-plans' }]

const planShape = z.object({
  organization: requiredText(100),
  year: requiredCount({ least: 2000, most: 2100 }),
  words: optionalText(500),
})

/** 申报用编计划: from a blank form, from last year's plan or from what was returned. */
export function vacancyPlanFormRoutes(groundsOf: VacancyGroundReader) {
  const routes = newRoutes()

  routes.get('/vacancy-plans/new', permit('plan.apply'), async (c) => {
    const asked = c.req.query('plan')
    if (asked !== undefined) {
      const plan = await loadPlan(c, asked)
      return plan === null ? notFoundPage(c) : formPage(c, typedPlan(plan), [], groundsOf)
    }
    const { db, regionCode } = c.get('services')
    const { scopeOrganizationId, today } = actingOf(c)
    const viewpoint = { regionCode, asOf: today, asKnownAt: null }
    const own = scopeOrganizationId === null ? null : await organizationOn(db, viewpoint, scopeOrganizationId)
    return formPage(c, { organization: own?.name ?? '', year: String(planYearOf(c)) }, [], groundsOf)
  })

  /** 查看编制情况, 套用上年计划, 增加行, 返回修改: the same form with what was typed and what was asked for. */
  routes.post('/vacancy-plans/form', permit('plan.apply'), async (c) => {
    const { typed } = await readForm(c, planShape)
    const { copy, more, ...kept } = typed
    if (more === 'yes') return formPage(c, { ...kept, lines: String(shownLines(kept) + 4) }, [], groundsOf)
    if (copy !== 'yes') return formPage(c, kept, [], groundsOf)
    const copied = await copiedFromLastYear(c, kept)
    return copied.done
      ? formPage(c, copied.value, [], groundsOf)
      : formPage(c, kept, copied.problems, groundsOf)
  })

  routes.post('/vacancy-plans/draft', permit('plan.apply'), async (c) => {
    const { typed, outcome } = await readPlan(c)
    if (!outcome.done) return formPage(c, typed, outcome.problems, groundsOf)
    const saved = await savePlan(c.get('services').db, actingOf(c), outcome.value.draft)
    if (saved.done) return c.redirect(`/vacancy-plans/${saved.value}`, 303)
    return formPage(c, typed, saved.problems, groundsOf)
  })

  routes.post('/vacancy-plans/review', permit('plan.apply'), async (c) => {
    const { typed, outcome } = await readPlan(c)
    if (!outcome.done) return formPage(c, typed, outcome.problems, groundsOf)
    const { draft, organization } = outcome.value
    const { db, regionCode } = c.get('services')
    const acting = actingOf(c)
    const checked = await checkPlan(db, acting, draft, groundsOf)
    if (!checked.done) return formPage(c, typed, checked.problems, groundsOf)
    const viewpoint = { regionCode, asOf: acting.today, asKnownAt: null }
    const { year, organizationId, role } = draft
    const submission = { step: 'submission', role, recordedBy: acting.userId }
    return respond(
      c,
      { title: '请核对', crumbs },
      <PlanDraftReview
        organizationName={organization.name}
        year={year}
        lines={draft.lines}
        grounds={await groundsOf(db, viewpoint, { year, organizationIds: [organizationId] })}
        warnings={checked.value.map(({ problem }) => problem)}
        chain={planChain([submission]).map((part) => planRoles[part])}
        today={acting.today}
        typed={typed}
        csrfToken={c.get('csrfToken')}
      />,
    )
  })

  routes.post('/vacancy-plans', permit('plan.apply'), async (c) => {
    const { typed, outcome } = await readPlan(c)
    if (!outcome.done) return formPage(c, typed, outcome.problems, groundsOf)
    const submitted = await submitPlan(c.get('services').db, actingOf(c), outcome.value.draft, groundsOf)
    if (submitted.done) return c.redirect(`/vacancy-plans/${submitted.value}`, 303)
    return formPage(c, typed, submitted.problems, groundsOf)
  })

  return routes
}

type ReadPlan = { typed: Typed; outcome: Outcome<{ draft: PlanDraft; organization: Organization }> }

async function readPlan(c: Request): Promise<ReadPlan> {
  const { typed, outcome } = await readForm(c, planShape)
  const chosen = await unitTyped(c, typed)
  const lines = readPlanLines(typed, { least: 1 })
  if (!outcome.done || !chosen.done || !lines.done) {
    const others = outcome.done ? [] : outcome.problems.filter(({ field }) => field !== 'organization')
    const named = chosen.done ? [] : chosen.problems
    return { typed, outcome: refused(...named, ...others, ...(lines.done ? [] : lines.problems)) }
  }
  const organization = chosen.value
  const { organizationId, name } = organization
  return {
    typed: { ...typed, organization: name },
    outcome: done({
      organization,
      draft: {
        organizationId,
        year: outcome.value.year,
        lines: lines.value,
        words: outcome.value.words ?? '',
        role: roleIn(c, organization),
      },
    }),
  }
}

/** As whom the user declares for the unit. */
function roleIn(c: Request, { organizationId, supervisorId }: Organization): PlanDraft['role'] {
  const { roles, scopeOrganizationId } = actingOf(c)
  if (roles.includes('clerk')) return 'clerk'
  return scopeOrganizationId === organizationId && supervisorId !== null ? 'unit-contact' : 'department'
}

/** A unit the user may see; its inner sections plan with it. */
async function unitTyped(c: Request, typed: Typed): Promise<Outcome<Organization>> {
  const { db, regionCode } = c.get('services')
  const acting = actingOf(c)
  const viewpoint = { regionCode, asOf: acting.today, asKnownAt: null }
  const visible = await visibleTo(db, acting, viewpoint)
  const field = 'organization'
  const chosen = await chooseOrganization(db, viewpoint, { typed: typed.organization ?? '', field, visible })
  if (!chosen.done || chosen.value.kind !== 'division') return chosen
  return refused({ code: 'refused', field, because: '内设机构不单独申报，请填写所在单位。' })
}

/** Last year's plan of the unit as a start: what was approved, or else what was declared. */
async function copiedFromLastYear(c: Request, typed: Typed): Promise<Outcome<Typed>> {
  const chosen = await unitTyped(c, typed)
  if (!chosen.done) return chosen
  const { db, regionCode } = c.get('services')
  const year = Number.parseInt(typed.year ?? '', 10) - 1
  const { organizationId, name } = chosen.value
  const plan = Number.isNaN(year)
    ? null
    : await planOfUnit(db, { regionCode, asKnownAt: null }, { organizationId, year })
  const lines =
    plan !== null && planState(plan.steps) === 'decided'
      ? plan.approved.filter(({ count }) => count > 0)
      : (plan?.declared ?? [])
  if (lines.length === 0) {
    return refused({ code: 'refused', field: 'year', because: `${name}没有 ${year} 年用编计划可以套用。` })
  }
  const { csrf = '', words = '' } = typed
  return done({ csrf, words, organization: name, year: typed.year ?? '', ...typedLines(lines) })
}

function typedPlan(plan: VacancyPlan): Typed {
  return { organization: plan.organizationName, year: String(plan.year), ...typedLines(plan.declared) }
}

async function formPage(
  c: Request,
  typed: Typed,
  problems: readonly Problem[],
  groundsOf: VacancyGroundReader,
) {
  const { db, regionCode } = c.get('services')
  const { today } = actingOf(c)
  const year = requiredCount({ least: 2000, most: 2100 }).safeParse(typed.year)
  const chosen = (typed.organization ?? '').trim() === '' || !year.success ? null : await unitTyped(c, typed)
  const grounds =
    chosen?.done === true && year.success
      ? await groundsOf(
          db,
          { regionCode, asOf: today, asKnownAt: null },
          { year: year.data, organizationIds: [chosen.value.organizationId] },
        )
      : null
  return respond(
    c,
    { title: '申报用编计划', crumbs },
    <PlanForm
      typed={typed}
      problems={problems}
      lines={shownLines(typed)}
      grounds={grounds}
      today={today}
      csrfToken={c.get('csrfToken')}
    />,
    problems.length === 0 ? 200 : 422,
  )
}

import { z } from 'zod'
import { VacancyChecks, VacancyRequestForm } from '../../views/establishment/vacancy-request-form.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import {
  isId,
  readForm,
  requiredChoice,
  requiredCount,
  requiredText,
  shaped,
  type Typed,
} from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { viewpointOf } from '../http/viewpoint.ts'
import { yearOf } from '../kernel/dates.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { chooseOrganization } from '../organization/choose-organization.ts'
import { documentOfForm, documentShape } from '../organization/document-form.ts'
import { organizationOn } from '../organization/organization.store.ts'
import { visibleTo } from '../organization/scope.ts'
import { controlOn } from './establishment-control.store.ts'
import { establishmentKindOrder, isEstablishmentKind } from './establishment-kind.ts'
import type { PositionAheadReader } from './position-ahead-reader.ts'
import { requestVacancies, type VacancyDraft } from './request-vacancies.ts'
import { tightestOf } from './vacancy.ts'
import { planStandingOf } from './vacancy-plan-draw.store.ts'
import { type WayIn, waysIn } from './vacancy-request.ts'

const requestShape = z.object({
  organization: requiredText(100),
  establishmentKind: requiredChoice(establishmentKindOrder),
  count: requiredCount({ least: 1, most: 10_000 }),
  wayIn: requiredChoice(Object.keys(waysIn) as WayIn[]),
  planYear: requiredCount({ least: 2000, most: 2100 }),
  reason: requiredText(1000),
})

const beyondShape = z.object({ beyondPlanReason: requiredText(500), ...documentShape })

/** 申请用编: places and plan are shown while the form is filled in. */
export function vacancyRequestFormRoutes(positionAheadOf: PositionAheadReader) {
  const routes = newRoutes()

  routes.get('/vacancy-requests/new', permit('vacancy.apply'), async (c) => {
    const { db } = c.get('services')
    const acting = actingOf(c)
    const organizationId = c.req.query('organizationId') ?? acting.scopeOrganizationId ?? ''
    const chosen = isId(organizationId) ? await organizationOn(db, viewpointOf(c), organizationId) : null
    const typed = { organization: chosen?.name ?? '', planYear: String(yearOf(acting.today)) }
    return formPage(c, typed, [], positionAheadOf)
  })

  routes.get('/vacancy-requests/check', permit('vacancy.apply'), async (c) => {
    const checked = await checkedSoFar(c, c.req.query(), positionAheadOf)
    return c.html(<VacancyChecks checked={checked} />)
  })

  routes.post('/vacancy-requests', permit('vacancy.apply'), async (c) => {
    const { typed, outcome } = await readRequest(c)
    if (!outcome.done) return formPage(c, typed, outcome.problems, positionAheadOf)
    const handedIn = await requestVacancies(c.get('services').db, actingOf(c), outcome.value, positionAheadOf)
    if (!handedIn.done) return formPage(c, typed, handedIn.problems, positionAheadOf)
    return c.redirect(`/vacancy-requests/${handedIn.value}`, 303)
  })

  return routes
}

async function readRequest(c: Request): Promise<{ typed: Typed; outcome: Outcome<VacancyDraft> }> {
  const { typed, outcome } = await readForm(c, requestShape)
  const chosen = await unitTyped(c, typed)
  const beyond = typed.beyondPlan === 'yes' ? shaped(typed, beyondShape) : null
  if (!outcome.done || !chosen.done || beyond?.done === false) {
    const others = outcome.done ? [] : outcome.problems.filter(({ field }) => field !== 'organization')
    return {
      typed,
      outcome: refused(
        ...(chosen.done ? [] : chosen.problems),
        ...others,
        ...(beyond?.done === false ? beyond.problems : []),
      ),
    }
  }
  const { organization: _typed, ...form } = outcome.value
  const { organizationId, name } = chosen.value
  const beyondPlan =
    beyond === null ? null : { reason: beyond.value.beyondPlanReason, document: documentOfForm(beyond.value) }
  return { typed, outcome: done({ ...form, organizationId, organizationName: name, beyondPlan }) }
}

/** How the unit, kind and year stand, as soon as they are typed; null before. */
async function checkedSoFar(c: Request, typed: Typed, positionAheadOf: PositionAheadReader) {
  const { establishmentKind = '', planYear = '' } = typed
  const year = /^20\d\d$/.test(planYear.trim()) ? Number.parseInt(planYear.trim(), 10) : null
  if (!isEstablishmentKind(establishmentKind) || year === null) return null
  const chosen = await unitTyped(c, typed)
  if (!chosen.done) return null
  const { db, regionCode } = c.get('services')
  const { today } = actingOf(c)
  const position = { organizationId: chosen.value.organizationId, establishmentKind }
  const viewpoint = { regionCode, asOf: today, asKnownAt: null }
  const [ahead, standing, control] = await Promise.all([
    positionAheadOf(db, regionCode, { on: today, position }),
    planStandingOf(db, viewpoint, { position, year, without: null }),
    controlOn(db, viewpoint, { measure: 'plan', establishmentKind }),
  ])
  const tightest = tightestOf(ahead)
  return {
    organizationName: chosen.value.name,
    establishmentKind,
    now: ahead[0],
    tightest,
    year,
    standing,
    control,
  }
}

async function unitTyped(c: Request, typed: Typed) {
  const { db, regionCode } = c.get('services')
  const acting = actingOf(c)
  const viewpoint = { regionCode, asOf: acting.today, asKnownAt: null }
  const visible = await visibleTo(db, acting, viewpoint)
  return chooseOrganization(db, viewpoint, {
    typed: typed.organization ?? '',
    field: 'organization',
    visible,
  })
}

async function formPage(
  c: Request,
  typed: Typed,
  problems: readonly Problem[],
  positionAheadOf: PositionAheadReader,
) {
  return respond(
    c,
    { title: '申请用编', crumbs: [{ title: '用编申请', href: '/vacancy-requests' }] },
    <VacancyRequestForm
      typed={typed}
      problems={problems}
      checked={await checkedSoFar(c, typed, positionAheadOf)}
      csrfToken={c.get('csrfToken')}
    />,
    problems.length === 0 ? 200 : 422,
  )
}

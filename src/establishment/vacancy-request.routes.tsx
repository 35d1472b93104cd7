import { z } from 'zod'
import { isVacancyState, VacancyList } from '../../views/establishment/vacancy-list.tsx'
import {
  VacancyNotice,
  VacancyRequestForm,
  VacancyRequestPage,
} from '../../views/establishment/vacancy-request.tsx'
import { messageOf } from '../../views/messages.ts'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import {
  isId,
  optionalDate,
  optionalText,
  readForm,
  requiredChoice,
  requiredCount,
  requiredText,
  shaped,
  type Typed,
} from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { dateOf, yearOf } from '../kernel/dates.ts'
import { type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { chooseOrganization } from '../organization/choose-organization.ts'
import { documentOfForm, documentShape } from '../organization/document-form.ts'
import { organizationOn, subtreeOf } from '../organization/organization.store.ts'
import { mayBeSeen, visibleTo } from '../organization/scope.ts'
import { establishmentKindOrder, isEstablishmentKind } from './establishment-kind.ts'
import type { PositionAheadReader } from './position-ahead-reader.ts'
import {
  requestVacancies,
  resubmitVacancyRequest,
  signVacancyRequest,
  takeBackVacancyRequest,
  type VacancyDraft,
} from './request-vacancies.ts'
import { vacancyRequestOf, vacancyRequestsOf } from './vacancy-life.store.ts'
import {
  checkVacancySigner,
  type VacancyRequest,
  vacancyState,
  type WayIn,
  waysIn,
} from './vacancy-request.ts'
import { workbookOfRequests } from './vacancy-request-workbook.tsx'

const crumbs = [{ title: '用编申请', href: '/vacancy-requests' }]
const wayInChoices = Object.keys(waysIn) as WayIn[]

const requestShape = z.object({
  organization: requiredText(100),
  establishmentKind: requiredChoice(establishmentKindOrder),
  count: requiredCount({ least: 1, most: 10_000 }),
  wayIn: requiredChoice(wayInChoices),
  planYear: requiredCount({ least: 2000, most: 2100 }),
  reason: requiredText(1000),
})

const signatureShape = z.object({
  decision: requiredChoice(['agree', 'return', 'reject']),
  approvedCount: optionalText(9),
  expiresOn: optionalDate(),
  words: optionalText(500),
})

/** 用编申请: handed in, signed, noticed, withdrawn, recalled. */
export function vacancyRequestRoutes(positionAheadOf: PositionAheadReader) {
  const routes = newRoutes()

  routes.get('/vacancy-requests', permit('establishment.read'), async (c) => {
    const listed = await requestsListed(c)
    const mayApply = c.get('permissions').has('vacancy.apply')
    const link = linkOf(c)
    return respond(
      c,
      {
        title: '用编申请',
        dated: true,
        action: mayApply ? (
          <a class="button" href={link('/vacancy-requests/new')}>
            申请用编
          </a>
        ) : undefined,
      },
      <VacancyList
        {...listed}
        viewpoint={viewpointOf(c)}
        today={viewpointOf(c).asOf}
        link={link}
        query={queryOf(c)}
      />,
    )
  })

  routes.get('/vacancy-requests.xlsx', permit('establishment.read'), async (c) => {
    const { requests } = await requestsListed(c)
    return workbookAnswer(c, workbookOfRequests(requests, viewpointOf(c).asOf))
  })

  routes.get('/vacancy-requests/new', permit('vacancy.apply'), async (c) => {
    const { db } = c.get('services')
    const acting = actingOf(c)
    const organizationId = c.req.query('organizationId') ?? acting.scopeOrganizationId ?? ''
    const chosen = isId(organizationId) ? await organizationOn(db, viewpointOf(c), organizationId) : null
    const typed = { organization: chosen?.name ?? '', planYear: String(yearOf(acting.today)) }
    return respondForm(c, typed, [])
  })

  routes.post('/vacancy-requests', permit('vacancy.apply'), async (c) => {
    const { typed, outcome } = await readRequest(c)
    if (!outcome.done) return respondForm(c, typed, outcome.problems)
    const handedIn = await requestVacancies(c.get('services').db, actingOf(c), outcome.value, positionAheadOf)
    if (!handedIn.done) return respondForm(c, typed, handedIn.problems)
    return c.redirect(`/vacancy-requests/${handedIn.value}`, 303)
  })

  routes.get('/vacancy-requests/:id', permit('establishment.read'), async (c) => {
    const request = await requestAsked(c)
    if (request === null) return notFoundPage(c)
    const approved = String(request.count)
    const expiresOn = dateOf(request.planYear, 12, 31)
    const typed = { decision: 'agree', approvedCount: approved, expiresOn, words: '' }
    return respondRequest(c, { request, typed, problems: [] }, positionAheadOf)
  })

  routes.get('/vacancy-requests/:id/notice', permit('establishment.read'), async (c) => {
    const request = await requestAsked(c)
    const approval = request?.steps.find(({ decision }) => decision === 'approval')
    if (request === null || approval === undefined) return notFoundPage(c)
    const { regionName } = c.get('services')
    const above = [...crumbs, { title: request.number, href: `/vacancy-requests/${request.requestId}` }]
    return respond(
      c,
      { title: '用编通知单', crumbs: above },
      <VacancyNotice request={request} approval={approval} regionName={regionName} />,
    )
  })

  routes.post('/vacancy-requests/:id/signatures', permit('vacancy.sign'), async (c) => {
    const request = await requestAsked(c)
    if (request === null) return notFoundPage(c)
    const { typed, outcome } = await readForm(c, signatureShape)
    if (!outcome.done)
      return respondRequest(c, { request, typed, problems: outcome.problems }, positionAheadOf)
    const form = outcome.value
    const paper = typed.override === 'yes' ? shaped(typed, z.object(documentShape)) : null
    if (paper !== null && !paper.done) {
      return respondRequest(c, { request, typed, problems: paper.problems }, positionAheadOf)
    }
    const signed = await signVacancyRequest(
      c.get('services').db,
      actingOf(c),
      {
        requestId: request.requestId,
        decision: form.decision,
        words: form.words ?? (form.decision === 'agree' ? '同意' : ''),
        approvedCount: wholeNumber(form.approvedCount),
        expiresOn: form.expiresOn,
        override: paper === null ? null : documentOfForm(paper.value),
      },
      positionAheadOf,
    )
    if (signed.done) return c.redirect(`/vacancy-requests/${request.requestId}`, 303)
    return respondRequest(c, { request, typed, problems: signed.problems }, positionAheadOf)
  })

  routes.post('/vacancy-requests/:id/submissions', permit('vacancy.apply'), async (c) => {
    const request = await requestAsked(c)
    if (request === null) return notFoundPage(c)
    const { typed, outcome } = await readForm(c, z.object({ words: requiredText(500) }))
    const { requestId } = request
    const again = outcome.done
      ? await resubmitVacancyRequest(c.get('services').db, actingOf(c), { requestId, ...outcome.value })
      : outcome
    if (again.done) return c.redirect(`/vacancy-requests/${requestId}`, 303)
    return respondRequest(c, { request, typed, problems: again.problems }, positionAheadOf)
  })

  routes.post('/vacancy-requests/:id/withdrawal', permit('vacancy.apply'), async (c) => {
    const request = await requestAsked(c)
    if (request === null) return notFoundPage(c)
    const { typed, outcome } = await readForm(c, z.object({ reason: requiredText(500) }))
    const { requestId } = request
    const taken = outcome.done
      ? await takeBackVacancyRequest(c.get('services').db, actingOf(c), {
          requestId,
          words: outcome.value.reason,
        })
      : outcome
    if (taken.done) return c.redirect(`/vacancy-requests/${requestId}`, 303)
    const problems = taken.problems.map((one) => ({ ...one, field: 'reason' }))
    return respondRequest(c, { request, typed, problems }, positionAheadOf)
  })

  return routes
}

async function readRequest(c: Request): Promise<{ typed: Typed; outcome: Outcome<VacancyDraft> }> {
  const { db, regionCode } = c.get('services')
  const acting = actingOf(c)
  const { typed, outcome } = await readForm(c, requestShape)
  const viewpoint = { regionCode, asOf: acting.today, asKnownAt: null }
  const visible = await visibleTo(db, acting, viewpoint)
  const asked = { typed: typed.organization ?? '', field: 'organization', visible }
  const chosen = await chooseOrganization(db, viewpoint, asked)
  if (!outcome.done || !chosen.done) {
    const others = outcome.done ? [] : outcome.problems.filter(({ field }) => field !== 'organization')
    return { typed, outcome: refused(...(chosen.done ? [] : chosen.problems), ...others) }
  }
  const { organization: _typed, ...form } = outcome.value
  const { organizationId, name } = chosen.value
  return { typed, outcome: { done: true, value: { ...form, organizationId, organizationName: name } } }
}

function respondForm(c: Request, typed: Typed, problems: readonly Problem[]) {
  return respond(
    c,
    { title: '申请用编', crumbs },
    <VacancyRequestForm typed={typed} problems={problems} csrfToken={c.get('csrfToken')} />,
    problems.length === 0 ? 200 : 422,
  )
}

async function respondRequest(
  c: Request,
  { request, typed, problems }: { request: VacancyRequest; typed: Typed; problems: readonly Problem[] },
  positionAheadOf: PositionAheadReader,
) {
  const { db, regionCode } = c.get('services')
  const acting = actingOf(c)
  const { organizationId, establishmentKind } = request
  const position = { organizationId, establishmentKind }
  const [now] = await positionAheadOf(db, regionCode, { on: acting.today, position })
  const state = vacancyState(request.steps, request.used, acting.today)
  const mayApply = c.get('permissions').has('vacancy.apply')
  const open = state === 'waiting' || state === 'returned'
  return respond(
    c,
    { title: request.number, crumbs },
    <VacancyRequestPage
      request={request}
      position={now}
      today={acting.today}
      maySign={c.get('permissions').has('vacancy.sign') && checkVacancySigner(request.steps, acting) === null}
      mayResubmit={mayApply && state === 'returned'}
      mayTakeBack={mayApply && (open || (state === 'approved' && acting.roles.includes('clerk')))}
      typed={typed}
      problems={problems}
      csrfToken={c.get('csrfToken')}
      link={linkOf(c)}
    />,
    problems.length === 0 ? 200 : 422,
  )
}

/** The request of the address, or null when it is not there or not of the user's units. */
async function requestAsked(c: Request): Promise<VacancyRequest | null> {
  const requestId = c.req.param('id') ?? ''
  if (!isId(requestId)) return null
  const { db, regionCode } = c.get('services')
  const viewpoint = { regionCode, asOf: actingOf(c).today, asKnownAt: null }
  const request = await vacancyRequestOf(db, viewpoint, requestId)
  if (request === null) return null
  const visible = await visibleTo(db, actingOf(c), viewpoint)
  return mayBeSeen(visible, request.organizationId) ? request : null
}

async function requestsListed(c: Request) {
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  const asked = (name: string) => (c.req.query(name) ?? '').slice(0, 100).trim()
  const fields = {
    organization: asked('organization'),
    kind: asked('kind'),
    state: asked('state'),
    year: asked('year'),
  }
  const visible = await visibleTo(db, actingOf(c), viewpoint)
  let organizationIds = visible === null ? null : [...visible]
  let unitMessage: string | null = null
  if (fields.organization !== '') {
    const chosen = await chooseOrganization(db, viewpoint, {
      typed: fields.organization,
      field: 'organization',
      visible,
    })
    organizationIds = chosen.done ? await subtreeOf(db, viewpoint, chosen.value.organizationId) : []
    if (!chosen.done) unitMessage = chosen.problems.map(messageOf).join('')
  }
  const establishmentKind = isEstablishmentKind(fields.kind) ? fields.kind : ''
  const all = await vacancyRequestsOf(db, viewpoint, { organizationIds, establishmentKind })
  const requests = all.filter(
    ({ steps, used, planYear }) =>
      (!isVacancyState(fields.state) || vacancyState(steps, used, viewpoint.asOf) === fields.state) &&
      (fields.year === '' || String(planYear) === fields.year),
  )
  return { requests, fields, unitMessage }
}

function queryOf(c: Request): Record<string, string> {
  const { asOf: _asOf, asKnownAt: _asKnownAt, ...rest } = c.req.query()
  return rest
}

/** Zero for anything that is no whole number: the action refuses it at the field. */
function wholeNumber(text: string | null): number {
  return text !== null && /^\d{1,6}$/.test(text) ? Number.parseInt(text, 10) : 0
}

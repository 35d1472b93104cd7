import { z } from 'zod'
import { VacancyList, vacancyColumns } from '../../views/establishment/vacancy-list.tsx'
import { VacancyRequestPage } from '../../views/establishment/vacancy-request.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import {
  optionalDate,
  optionalText,
  readForm,
  requiredChoice,
  requiredCount,
  requiredText,
  shaped,
  type Typed,
} from '../http/form.ts'
import { listOf, orderedAsAsked, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { respondList } from '../http/respond-list.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { addMonths, dateOf, type IsoDate } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'
import { documentOfForm, documentShape } from '../organization/document-form.ts'
import { loadChosenUnits } from '../organization/load-chosen-units.ts'
import type { EntrantReader } from './entrant-reader.ts'
import { controlOn } from './establishment-control.store.ts'
import { isEstablishmentKind } from './establishment-kind.ts'
import { loadVacancyRequest } from './load-vacancy-request.ts'
import type { PositionAheadReader } from './position-ahead-reader.ts'
import { resubmitVacancyRequest, signVacancyRequest, takeBackVacancyRequest } from './request-vacancies.ts'
import { requestUses, vacancyRequestsOf } from './vacancy-life.store.ts'
import { planStandingOf } from './vacancy-plan-draw.store.ts'
import { checkPlanDraw, drawnBy } from './vacancy-plan-draw.ts'
import {
  checkVacancySigner,
  isInState,
  isListedState,
  type VacancyRequest,
  vacancyState,
  type WayIn,
  waysIn,
} from './vacancy-request.ts'

const crumbs = [{ title: '用编申请', href: '/vacancy-requests' }]
const wayInChoices = Object.keys(waysIn) as WayIn[]

const amendmentShape = z.object({
  count: requiredCount({ least: 1, most: 10_000 }),
  wayIn: requiredChoice(wayInChoices),
  amendedReason: requiredText(1000),
  words: requiredText(500),
})

const signatureShape = z.object({
  decision: requiredChoice(['agree', 'return', 'reject']),
  approvedCount: optionalText(9),
  expiresOn: optionalDate(),
  words: optionalText(500),
})

type Readers = {
  positionAheadOf: PositionAheadReader
  entrantsBy: EntrantReader
}

/** 用编申请: signed, noticed, withdrawn, recalled. */
export function vacancyRequestRoutes(readers: Readers) {
  const routes = newRoutes()
  const { positionAheadOf } = readers

  routes.get('/vacancy-requests', permit('establishment.read'), async (c) => {
    const { requests, ...asked } = await requestsListed(c)
    const { asOf } = viewpointOf(c)
    const mayApply = c.get('permissions').has('vacancy.apply')
    const link = linkOf(c)
    const list = listOf(c, { columns: vacancyColumns(asOf, link), rows: requests })
    return respondList(
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
      list,
      <VacancyList {...asked} list={list} viewpoint={viewpointOf(c)} today={asOf} />,
    )
  })

  routes.get('/vacancy-requests.xlsx', permit('establishment.read'), async (c) => {
    const { requests } = await requestsListed(c)
    const columns = vacancyColumns(viewpointOf(c).asOf, linkOf(c))
    const sheet = { title: '用编申请', unitOfMeasure: '名', counted: '件' }
    return workbookAnswer(c, sheetOfList(orderedAsAsked(c, { columns, rows: requests }), sheet))
  })

  routes.get('/vacancy-requests/:id', permit('establishment.read'), async (c) => {
    const request = await loadVacancyRequest(c)
    if (request === null) return notFoundPage(c)
    return respondRequest(
      c,
      { request, typed: typedFirst(request, actingOf(c).today), problems: [] },
      readers,
    )
  })

  routes.post('/vacancy-requests/:id/signatures', permit('vacancy.sign'), async (c) => {
    const request = await loadVacancyRequest(c)
    if (request === null) return notFoundPage(c)
    const { typed, outcome } = await readForm(c, signatureShape)
    if (!outcome.done) return respondRequest(c, { request, typed, problems: outcome.problems }, readers)
    const form = outcome.value
    const paper = typed.override === 'yes' ? shaped(typed, z.object(documentShape)) : null
    if (paper !== null && !paper.done) {
      return respondRequest(c, { request, typed, problems: paper.problems }, readers)
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
    return respondRequest(c, { request, typed, problems: signed.problems }, readers)
  })

  routes.post('/vacancy-requests/:id/submissions', permit('vacancy.apply'), async (c) => {
    const request = await loadVacancyRequest(c)
    if (request === null) return notFoundPage(c)
    const { typed, outcome } = await readForm(c, amendmentShape)
    const { requestId } = request
    const again = outcome.done
      ? await resubmitVacancyRequest(
          c.get('services').db,
          actingOf(c),
          {
            requestId,
            count: outcome.value.count,
            wayIn: outcome.value.wayIn,
            reason: outcome.value.amendedReason,
            words: outcome.value.words,
          },
          positionAheadOf,
        )
      : outcome
    if (again.done) return c.redirect(`/vacancy-requests/${requestId}`, 303)
    return respondRequest(c, { request, typed, problems: again.problems }, readers)
  })

  routes.post('/vacancy-requests/:id/withdrawal', permit('vacancy.apply'), async (c) => {
    const request = await loadVacancyRequest(c)
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
    return respondRequest(c, { request, typed, problems }, readers)
  })

  return routes
}

async function respondRequest(
  c: Request,
  { request, typed, problems }: { request: VacancyRequest; typed: Typed; problems: readonly Problem[] },
  { positionAheadOf, entrantsBy }: Readers,
) {
  const { db, regionCode } = c.get('services')
  const acting = actingOf(c)
  const { organizationId, establishmentKind, planYear: year, count } = request
  const position = { organizationId, establishmentKind }
  const [now] = await positionAheadOf(db, regionCode, { on: acting.today, position })
  const state = vacancyState(request.steps, request.used, acting.today)
  const mayApply = c.get('permissions').has('vacancy.apply')
  const open = state === 'waiting' || state === 'returned'
  const viewpoint = { regionCode, asOf: acting.today, asKnownAt: null }
  const [others, headcount, plan, uses] = await Promise.all([
    planStandingOf(db, viewpoint, { position, year, without: request.requestId }),
    controlOn(db, viewpoint, { measure: 'headcount', establishmentKind }),
    controlOn(db, viewpoint, { measure: 'plan', establishmentKind }),
    requestUses(db, viewpoint, request.requestId),
  ])
  const draw = checkPlanDraw(others, { count, year, control: plan, field: 'count' })
  const standing = { ...others, requested: others.requested + drawnBy(request, acting.today) }
  return respond(
    c,
    {
      title: request.number,
      crumbs,
      action: (
        <a class="button" href={linkOf(c)(`/vacancy-requests/${request.requestId}/application`)}>
          申请（核准）表
        </a>
      ),
    },
    <VacancyRequestPage
      request={request}
      position={now}
      standing={standing}
      controls={{ headcount, plan }}
      warning={open && request.beyondPlan === null ? (draw.stops ?? draw.warns) : null}
      entrants={[...(await entrantsBy(db, regionCode, uses)).values()]}
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

/** What the forms of the page begin with: granted as asked for, to the end of the year, and asked again as it was. */
function typedFirst(request: VacancyRequest, today: IsoDate): Typed {
  const yearEnd = dateOf(request.planYear, 12, 31)
  return {
    decision: 'agree',
    approvedCount: String(request.count),
    expiresOn: yearEnd > today ? yearEnd : addMonths(today, 12),
    words: '',
    count: String(request.count),
    wayIn: request.wayIn,
    amendedReason: request.reason,
  }
}

async function requestsListed(c: Request) {
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  const units = await loadChosenUnits(c)
  const { kind = '', state = '', year = '' } = c.req.query()
  const listed = isListedState(state) ? state : ('' as const)
  const fields = {
    unit: units.typed,
    kind: isEstablishmentKind(kind) ? kind : '',
    state: listed,
    year: /^\d{4}$/.test(year.trim()) ? year.trim() : '',
  }
  const all = await vacancyRequestsOf(db, viewpoint, {
    organizationIds: units.organizationIds ?? null,
    establishmentKind: fields.kind,
    ...(fields.year === '' ? {} : { planYear: Number.parseInt(fields.year, 10) }),
  })
  const requests = all.filter((request) => isInState(request, listed, viewpoint.asOf))
  return { requests, fields, unitMessage: units.hint }
}

/** Zero for anything that is no whole number: the action refuses it at the field. */
function wholeNumber(text: string | null): number {
  return text !== null && /^\d{1,6}$/.test(text) ? Number.parseInt(text, 10) : 0
}

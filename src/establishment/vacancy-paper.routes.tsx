import { PaperSheet } from '../../views/parts/paper-sheet.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { respondPaper } from '../http/paper-document.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { dayInShanghai } from '../kernel/clock.ts'
import type { PrintedPaper } from '../kernel/printed-paper.ts'
import { organizationNames, organizationOn } from '../organization/organization.store.ts'
import type { PositionReader } from '../organization/position-reader.ts'
import { loadVacancyRequest } from './load-vacancy-request.ts'
import { nothingThere } from './vacancy-ground.ts'
import { vacancyApplication, vacancyNotice } from './vacancy-notice.ts'
import { type VacancyRequest, vacancyState } from './vacancy-request.ts'

type Loaded = { request: VacancyRequest; paper: PrintedPaper }

/** 编制使用申请（核准）表 and 用编通知单, as they are printed and as files. */
export function vacancyPaperRoutes(positionsOn: PositionReader) {
  const routes = newRoutes()
  const application = (c: Request) => loadApplication(c, positionsOn)

  routes.get('/vacancy-requests/:id/notice', permit('establishment.read'), async (c) =>
    sheet(c, await loadNotice(c), 'notice'),
  )
  routes.get('/vacancy-requests/:id/notice.docx', permit('establishment.read'), async (c) =>
    file(c, await loadNotice(c)),
  )
  routes.get('/vacancy-requests/:id/application', permit('establishment.read'), async (c) =>
    sheet(c, await application(c), 'application'),
  )
  routes.get('/vacancy-requests/:id/application.docx', permit('establishment.read'), async (c) =>
    file(c, await application(c)),
  )

  return routes
}

function sheet(c: Request, loaded: Loaded | null, name: string) {
  if (loaded === null) return notFoundPage(c)
  const { request, paper } = loaded
  const address = `/vacancy-requests/${request.requestId}`
  const crumbs = [
    { title: '用编申请', href: '/vacancy-requests' },
    { title: request.number, href: address },
  ]
  return respond(
    c,
    { title: paper.title, crumbs },
    <PaperSheet paper={paper} file={`${address}/${name}.docx`} />,
  )
}

function file(c: Request, loaded: Loaded | null) {
  return loaded === null ? notFoundPage(c) : respondPaper(c, loaded.paper)
}

async function loadNotice(c: Request): Promise<Loaded | null> {
  const request = await loadVacancyRequest(c)
  const approval = request?.steps.find(({ decision }) => decision === 'approval')
  if (request === null || approval === undefined) return null
  const { regionName } = c.get('services')
  const state = vacancyState(request.steps, request.used, actingOf(c).today)
  return { request, paper: vacancyNotice({ request, approval, regionName, state }) }
}

async function loadApplication(c: Request, positionsOn: PositionReader): Promise<Loaded | null> {
  const request = await loadVacancyRequest(c)
  if (request === null) return null
  const { db, regionCode, regionName } = c.get('services')
  const { organizationId, recordedAt } = request
  // What whoever handed it in could know.
  const then = { regionCode, asOf: dayInShanghai(recordedAt), asKnownAt: recordedAt }
  const organization = await organizationOn(db, { ...then, asKnownAt: null }, organizationId)
  const positions = await positionsOn(db, then, { organizationIds: [organizationId] })
  const names = await organizationNames(db, regionCode, [organization?.supervisorId ?? null])
  const position = positions.find(({ establishmentKind }) => establishmentKind === request.establishmentKind)
  const paper = vacancyApplication({
    request,
    organization,
    supervisorName: names.get(organization?.supervisorId ?? '') ?? null,
    position: position ?? nothingThere,
    regionName,
  })
  return { request, paper }
}

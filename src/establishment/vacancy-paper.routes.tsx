import { VacancyApplicationSheet, VacancyNotice } from '../../views/establishment/vacancy-papers.tsx'
import { actingOf, newRoutes } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { dayInShanghai } from '../kernel/clock.ts'
import { organizationNames, organizationOn } from '../organization/organization.store.ts'
import type { PositionReader } from '../organization/position-reader.ts'
import { loadVacancyRequest } from './load-vacancy-request.ts'
import { nothingThere } from './vacancy-ground.ts'
import { vacancyState } from './vacancy-request.ts'

const crumbs = [{ title: '用编申请', href: '/vacancy-requests' }]

/** 编制使用申请（核准）表 and 用编通知单, as they are printed. */
export function vacancyPaperRoutes(positionsOn: PositionReader) {
  const routes = newRoutes()

  routes.get('/vacancy-requests/:id/notice', permit('establishment.read'), async (c) => {
    const request = await loadVacancyRequest(c)
    const approval = request?.steps.find(({ decision }) => decision === 'approval')
    if (request === null || approval === undefined) return notFoundPage(c)
    const { regionName } = c.get('services')
    const above = [...crumbs, { title: request.number, href: `/vacancy-requests/${request.requestId}` }]
    return respond(
      c,
      { title: '用编通知单', crumbs: above },
      <VacancyNotice
        request={request}
        approval={approval}
        regionName={regionName}
        state={vacancyState(request.steps, request.used, actingOf(c).today)}
      />,
    )
  })

  routes.get('/vacancy-requests/:id/application', permit('establishment.read'), async (c) => {
    const request = await loadVacancyRequest(c)
    if (request === null) return notFoundPage(c)
    const { db, regionCode, regionName } = c.get('services')
    const { organizationId, recordedAt } = request
    // What whoever handed it in could know.
    const then = { regionCode, asOf: dayInShanghai(recordedAt), asKnownAt: recordedAt }
    const organization = await organizationOn(db, { ...then, asKnownAt: null }, organizationId)
    const positions = await positionsOn(db, then, { organizationIds: [organizationId] })
    const names = await organizationNames(db, regionCode, [organization?.supervisorId ?? null])
    const above = [...crumbs, { title: request.number, href: `/vacancy-requests/${request.requestId}` }]
    return respond(
      c,
      { title: '编制使用申请（核准）表', crumbs: above },
      <VacancyApplicationSheet
        request={request}
        organization={organization}
        supervisorName={names.get(organization?.supervisorId ?? '') ?? null}
        position={
          positions.find(({ establishmentKind }) => establishmentKind === request.establishmentKind) ??
          nothingThere
        }
        regionName={regionName}
      />,
    )
  })

  return routes
}

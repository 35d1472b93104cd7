import { OrganizationCard, type Subordinate } from '../../views/organization/organization-card.tsx'
import { OrganizationRecord } from '../../views/organization/organization-head.tsx'
import { OrganizationHistory } from '../../views/organization/organization-history.tsx'
import {
  type ListedOrganization,
  OrganizationList,
  organizationColumns,
} from '../../views/organization/organization-list.tsx'
import { OrganizationChoices } from '../../views/parts/organization-field.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { listOf, orderedAsAsked, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { respondList } from '../http/respond-list.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { suggestedOrganizations } from './choose-organization.ts'
import { type LoadedOrganization, loadOrganization } from './load-organization.ts'
import { childrenOn, organizationNames, organizationsOn, subtreeOf } from './organization.store.ts'
import type { OrganizationNode } from './organization.ts'
import { filteredOrganizations, isFiltered, type ListFilter } from './organization-list.ts'
import { eventsOf, versionsRecordedBy } from './organization-record.store.ts'
import { type PlaceCounts, type PositionReader, placeCounts } from './position-reader.ts'
import { mayBeSeen, visibleTo } from './scope.ts'

/** 机构: tree and list, card and history. Counts of places come from the areas on the right. */
export function organizationRoutes(positionsOn: PositionReader) {
  const routes = newRoutes()

  routes.get('/organizations', permit('organization.read'), async (c) => {
    const filter = filterOf(c)
    const rows = await listedOrganizations(c, filter, positionsOn)
    const link = linkOf(c)
    const list = listOf(c, { columns: columnsOf(c, filter), rows })
    const mayWrite = c.get('permissions').has('organization.write')
    return respondList(
      c,
      {
        title: '机构',
        dated: true,
        action: mayWrite ? (
          <a class="button" href={link('/organizations/new')}>
            设立机构
          </a>
        ) : undefined,
      },
      list,
      <OrganizationList
        list={list}
        filter={filter}
        viewpoint={viewpointOf(c)}
        today={c.get('services').clock.today()}
      />,
    )
  })

  routes.get('/organizations.xlsx', permit('organization.read'), async (c) => {
    const filter = filterOf(c)
    const rows = await listedOrganizations(c, filter, positionsOn)
    const ordered = orderedAsAsked(c, { columns: columnsOf(c, filter), rows })
    return workbookAnswer(c, sheetOfList(ordered, organizationSheet))
  })

  routes.get('/organizations/choices', permit('organization.read'), async (c) => {
    const { db } = c.get('services')
    const viewpoint = viewpointOf(c)
    const typed = (c.req.query(c.req.query('field') ?? 'organization') ?? '').slice(0, 100)
    const visible = await visibleTo(db, actingOf(c), viewpoint)
    const choices = await suggestedOrganizations(db, viewpoint, { typed, visible, most: 20 })
    return c.html(<OrganizationChoices choices={choices} />)
  })

  routes.get('/organizations/:id', permit('organization.read'), async (c) => {
    const loaded = await loadOrganization(c, c.req.param('id'))
    if (loaded === null) return notFoundPage(c)
    const { db } = c.get('services')
    const viewpoint = viewpointOf(c)
    const { organizationId } = loaded.head
    const children = await childrenOn(db, viewpoint, organizationId)
    const subtree = await subtreeOf(db, viewpoint, organizationId)
    // The rows of the region itself are its 总量 and nobody's places.
    const placed = loaded.head.kind === 'region' ? subtree.filter((id) => id !== organizationId) : subtree
    const positions = await positionsOn(db, viewpoint, { organizationIds: placed })
    const counts = placeCounts(positions)
    const subordinates = children.map((child) => subordinateOf(child, counts))
    const own = positions.filter((position) => position.organizationId === organizationId)
    return respondRecord(
      c,
      loaded,
      <OrganizationRecord facts={loaded.head} tab="card" asOf={viewpoint.asOf} link={linkOf(c)}>
        <OrganizationCard
          version={loaded.version}
          supervisorName={loaded.head.supervisorName}
          positions={own}
          together={subordinates.length === 0 ? [] : positions}
          divisions={subordinates.filter(({ kind }) => kind === 'division')}
          subordinates={subordinates.filter(({ kind }) => kind !== 'division')}
          asOf={viewpoint.asOf}
          link={linkOf(c)}
        />
      </OrganizationRecord>,
    )
  })

  routes.get('/organizations/:id/history', permit('organization.read'), async (c) => {
    const loaded = await loadOrganization(c, c.req.param('id'))
    if (loaded === null) return notFoundPage(c)
    const { db } = c.get('services')
    const viewpoint = viewpointOf(c)
    const { organizationId } = loaded.head
    const events = await eventsOf(db, viewpoint, organizationId)
    const versions = await versionsRecordedBy(db, viewpoint, organizationId)
    const names = await organizationNames(db, viewpoint.regionCode, [
      ...events.flatMap((event) => [
        event.organizationId,
        ...event.successions.flatMap(({ predecessorId, successorId }) => [predecessorId, successorId]),
      ]),
      ...versions.flatMap(({ parentId, supervisorId }) => [parentId, supervisorId]),
    ])
    return respondRecord(
      c,
      loaded,
      <OrganizationRecord facts={loaded.head} tab="history" asOf={viewpoint.asOf} link={linkOf(c)}>
        <OrganizationHistory
          organizationId={organizationId}
          events={events}
          versions={versions}
          names={names}
          mayWrite={c.get('permissions').has('organization.write')}
          link={linkOf(c)}
        />
      </OrganizationRecord>,
    )
  })

  return routes
}

function respondRecord(c: Request, { head }: LoadedOrganization, page: Parameters<typeof respond>[2]) {
  const mayWrite = c.get('permissions').has('organization.write') && head.kind !== 'region'
  const link = linkOf(c)
  return respond(
    c,
    {
      title: head.name,
      crumbs: [{ title: '机构', href: '/organizations' }],
      dated: true,
      action: mayWrite ? (
        <a class="button" href={link(`/organizations/${head.organizationId}/events/new`)}>
          办理机构事项
        </a>
      ) : undefined,
    },
    page,
  )
}

function filterOf(c: Request): ListFilter {
  const asked = (name: string) => (c.req.query(name) ?? '').slice(0, 50)
  return {
    search: asked('q'),
    category: asked('category'),
    nature: asked('nature'),
    rank: asked('rank'),
    funding: asked('funding'),
    divisions: asked('divisions') === 'yes',
  }
}

function columnsOf(c: Request, filter: ListFilter) {
  const sorted = (c.req.query('sort') ?? '') !== ''
  return organizationColumns({ flat: sorted || isFiltered(filter), link: linkOf(c) })
}

async function listedOrganizations(
  c: Request,
  filter: ListFilter,
  positionsOn: PositionReader,
): Promise<ListedOrganization[]> {
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  const all = await organizationsOn(db, viewpoint)
  const visible = await visibleTo(db, actingOf(c), viewpoint)
  const counts = placeCounts(await positionsOn(db, viewpoint, {}))
  const names = new Map(all.map(({ organizationId, shortName }) => [organizationId, shortName]))
  const seen = all.filter(({ organizationId }) => mayBeSeen(visible, organizationId))
  const top = Math.min(...seen.filter(({ kind }) => kind !== 'region').map(({ depth }) => depth))
  return filteredOrganizations(seen, filter).map((node) => ({
    ...node,
    depth: node.depth - top,
    parentName: names.get(node.parentId ?? '') ?? '',
    ...(counts.get(node.organizationId) ?? none),
  }))
}

const none: PlaceCounts = { approved: 0, occupied: 0, reserved: 0, vacancies: 0 }

function subordinateOf(
  node: Omit<OrganizationNode, 'depth'>,
  counts: ReadonlyMap<string, PlaceCounts>,
): Subordinate {
  const { organizationId, name, kind, nature, rank } = node
  const { approved, occupied } = counts.get(organizationId) ?? none
  return { organizationId, name, kind, nature, rank, approved, occupied }
}

const organizationSheet = {
  title: '机构名录',
  unitOfMeasure: '名',
  counted: '个',
  notes: [
    '口径：编制数和人数为本机构的，不含下属单位，不含备案人员总量；空缺已扣除已批未用和冻结，负数为超编。',
  ],
}

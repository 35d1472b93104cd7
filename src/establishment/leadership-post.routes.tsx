import { type LeadershipFields, LeadershipList } from '../../views/establishment/leadership-list.tsx'
import { LeadershipPeople } from '../../views/establishment/leadership-people.tsx'
import { messageOf } from '../../views/messages.ts'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { chooseOrganization } from '../organization/choose-organization.ts'
import { organizationNames, organizationsOn, subtreeOf } from '../organization/organization.store.ts'
import { visibleTo } from '../organization/scope.ts'
import { listedSeats } from './leadership-list.ts'
import { approvedSeatsOn, leadershipRows } from './leadership-post.store.ts'
import { type SeatHolder, seatsOf } from './leadership-post.ts'
import { workbookOfHolders, workbookOfLeadershipRows, workbookOfSeats } from './leadership-workbook.tsx'
import type { SeatReaders } from './seat-reader.ts'

/** 领导职数: approved and held by rank and 正副 with their people, and the ledger behind it. */
export function leadershipPostRoutes(readers: SeatReaders) {
  const routes = newRoutes()

  routes.get('/leadership-posts', permit('establishment.read'), async (c) => {
    const listed = await seatsListed(c, readers)
    const mayWrite = c.get('permissions').has('establishment.write')
    const link = linkOf(c)
    return respond(
      c,
      {
        title: '领导职数',
        dated: true,
        action: mayWrite ? (
          <a class="button" href={link('/leadership-posts/new')}>
            登记职数
          </a>
        ) : undefined,
      },
      <LeadershipList
        {...listed}
        mayWrite={mayWrite}
        viewpoint={viewpointOf(c)}
        today={c.get('services').clock.today()}
        link={link}
      />,
    )
  })

  routes.get('/leadership-posts.xlsx', permit('establishment.read'), async (c) => {
    const { seats } = await seatsListed(c, readers)
    return workbookAnswer(c, workbookOfSeats(seats))
  })

  /** The ledger of what was asked for: one unit and what is below it, or everything. */
  routes.get('/leadership-posts/ledger.xlsx', permit('establishment.read'), async (c) => {
    const { organizationIds } = await unitsAsked(c)
    const rows = await leadershipRows(c.get('services').db, viewpointOf(c), organizationIds)
    return workbookAnswer(c, workbookOfLeadershipRows(rows))
  })

  routes.get('/leadership-posts/people', permit('person.read'), async (c) => {
    const { holders, names, fields, unitMessage } = await holdersListed(c, readers)
    return respond(
      c,
      { title: '领导职务人员', crumbs: [{ title: '领导职数', href: '/leadership-posts' }], dated: true },
      <LeadershipPeople
        holders={holders}
        names={names}
        fields={fields}
        unitMessage={unitMessage}
        viewpoint={viewpointOf(c)}
        today={c.get('services').clock.today()}
        link={linkOf(c)}
      />,
    )
  })

  routes.get('/leadership-posts/people.xlsx', permit('person.read'), async (c) => {
    const { holders, names } = await holdersListed(c, readers)
    return workbookAnswer(c, workbookOfHolders(holders, names))
  })

  return routes
}

/** In the order of the tree; one unit asked for means it and everything below it, and brings its ledger. */
async function seatsListed(c: Request, { seatsHeldOn }: SeatReaders) {
  const { db, regionCode } = c.get('services')
  const viewpoint = viewpointOf(c)
  const { organizationIds, fields, unitMessage } = await unitsAsked(c)
  const scope = { organizationIds }
  const [approved, held, units] = await Promise.all([
    approvedSeatsOn(db, viewpoint, scope),
    seatsHeldOn(db, viewpoint, scope),
    organizationsOn(db, viewpoint),
  ])
  const all = seatsOf(approved, held)
  const names = await organizationNames(
    db,
    regionCode,
    all.map(({ organizationId }) => organizationId),
  )
  const seats = listedSeats(all, { units, names }, fields)
  const rows = fields.organization === '' ? null : await leadershipRows(db, viewpoint, organizationIds)
  return { seats, rows, fields, unitMessage }
}

async function holdersListed(c: Request, { seatHoldersOn }: SeatReaders) {
  const { db, regionCode } = c.get('services')
  const { organizationIds, fields, unitMessage } = await unitsAsked(c)
  const all = await seatHoldersOn(db, viewpointOf(c), { organizationIds })
  const holders = all.filter((holder) => isAsked(holder, fields))
  const names = await organizationNames(
    db,
    regionCode,
    holders.flatMap(({ organizationId, divisionId }) => [organizationId, divisionId]),
  )
  return { holders, names, fields, unitMessage }
}

function isAsked({ rank, position, concurrent }: SeatHolder, fields: LeadershipFields): boolean {
  return (
    (fields.rank === '' || rank === fields.rank) &&
    (fields.position === '' || position === fields.position) &&
    (fields.part === '' || (fields.part === 'concurrent') === concurrent)
  )
}

/** What the address asks for. `only` asks for the one unit without what is below it: what a figure counts. */
async function unitsAsked(c: Request) {
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  const asked = (name: string) => (c.req.query(name) ?? '').slice(0, 100).trim()
  const fields: LeadershipFields = {
    organization: asked('organization'),
    only: asked('only'),
    rank: asked('rank'),
    position: asked('position'),
    standing: asked('standing'),
    order: asked('order'),
    part: asked('part'),
  }
  const visible = await visibleTo(db, actingOf(c), viewpoint)
  const everything = visible === null ? undefined : [...visible]
  if (fields.organization === '') return { organizationIds: everything, fields, unitMessage: null }
  const typed = fields.organization
  const chosen = await chooseOrganization(db, viewpoint, { typed, field: 'organization', visible })
  if (!chosen.done) {
    return { organizationIds: [], fields, unitMessage: chosen.problems.map(messageOf).join('') }
  }
  const { organizationId, name } = chosen.value
  fields.organization = name
  const organizationIds =
    fields.only === 'yes' ? [organizationId] : await subtreeOf(db, viewpoint, organizationId)
  return { organizationIds, fields, unitMessage: null }
}

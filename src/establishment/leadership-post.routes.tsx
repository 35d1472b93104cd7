import { leadershipLedgerColumns, leadershipRowId } from '../../views/establishment/leadership-ledger.tsx'
import {
  type LeadershipFields,
  LeadershipList,
  seatColumns,
} from '../../views/establishment/leadership-list.tsx'
import { LeadershipPeople, leadershipPeopleColumns } from '../../views/establishment/leadership-people.tsx'
import { messageOf } from '../../views/messages.ts'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { listOf, orderedAsAsked, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respondList } from '../http/respond-list.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { chooseOrganization } from '../organization/choose-organization.ts'
import { organizationNames, organizationsOn, subtreeOf } from '../organization/organization.store.ts'
import { visibleTo } from '../organization/scope.ts'
import { listedSeats } from './leadership-list.ts'
import { approvedSeatsOn, leadershipRows } from './leadership-post.store.ts'
import { type SeatHolder, seatsOf } from './leadership-post.ts'
import type { SeatReaders } from './seat-reader.ts'

/** The ledger stands below the list. */
const part = 'ledger-'

const seatNotes = [
  '口径：兼任的在主要职务处计一次，不占本处职数；空缺负数为超职数；内设机构领导职数与单位领导职数分别计算。',
]

/** 领导职数: approved and held by rank and 正副 with their people, and the ledger behind it. */
export function leadershipPostRoutes(readers: SeatReaders) {
  const routes = newRoutes()

  routes.get('/leadership-posts', permit('establishment.read'), async (c) => {
    const { columns, seats, rows, fields, unitMessage } = await seatsListed(c, readers)
    const mayWrite = c.get('permissions').has('establishment.write')
    const link = linkOf(c)
    const list = listOf(c, { columns, rows: seats })
    const at = { page: c.req.path, file: '/leadership-posts/ledger.xlsx' }
    const ledger = { columns: leadershipLedgerColumns(mayWrite, link), rowId: leadershipRowId, at, part }
    return respondList(
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
      list,
      <LeadershipList
        list={list}
        ledger={rows === null ? null : listOf(c, { ...ledger, rows })}
        fields={fields}
        unitMessage={unitMessage}
        viewpoint={viewpointOf(c)}
        today={c.get('services').clock.today()}
      />,
    )
  })

  routes.get('/leadership-posts.xlsx', permit('establishment.read'), async (c) => {
    const { columns, seats } = await seatsListed(c, readers)
    const sheet = { title: '领导职数', unitOfMeasure: '名', counted: '行', notes: seatNotes }
    return workbookAnswer(c, sheetOfList(orderedAsAsked(c, { columns, rows: seats }), sheet))
  })

  /** The ledger of what was asked for: one unit and what is below it, or everything. */
  routes.get('/leadership-posts/ledger.xlsx', permit('establishment.read'), async (c) => {
    const { organizationIds } = await unitsAsked(c)
    const rows = await leadershipRows(c.get('services').db, viewpointOf(c), organizationIds)
    const columns = leadershipLedgerColumns(false, linkOf(c))
    const sheet = { title: '领导职数台账', unitOfMeasure: '名', counted: '行' }
    return workbookAnswer(c, sheetOfList(orderedAsAsked(c, { columns, rows }, part), sheet))
  })

  routes.get('/leadership-posts/people', permit('person.read'), async (c) => {
    const { columns, rows, fields, unitMessage } = await holdersListed(c, readers)
    const list = listOf(c, { columns, rows })
    return respondList(
      c,
      { title: '领导职务人员', crumbs: [{ title: '领导职数', href: '/leadership-posts' }], dated: true },
      list,
      <LeadershipPeople
        list={list}
        fields={fields}
        unitMessage={unitMessage}
        viewpoint={viewpointOf(c)}
        today={c.get('services').clock.today()}
      />,
    )
  })

  routes.get('/leadership-posts/people.xlsx', permit('person.read'), async (c) => {
    const sheet = { title: '领导职务人员', counted: '人次' }
    return workbookAnswer(c, sheetOfList(orderedAsAsked(c, await holdersListed(c, readers)), sheet))
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
  return { columns: seatColumns({ fields, link: linkOf(c) }), seats, rows, fields, unitMessage }
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
  return { columns: leadershipPeopleColumns(names, linkOf(c)), rows: holders, fields, unitMessage }
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

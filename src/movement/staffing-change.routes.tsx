import { StaffingChanges } from '../../views/movement/staffing-changes.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { addDays, dateOf, parseDate, yearOf } from '../kernel/dates.ts'
import { chooseOrganization } from '../organization/choose-organization.ts'
import { organizationNames, subtreeOf } from '../organization/organization.store.ts'
import { mayBeSeen, visibleTo } from '../organization/scope.ts'
import { staffingBalances, staffingEvents } from './staffing-change.store.ts'

/** 增减变动 of a unit with what stands below it between two days: opening + in − out = closing. */
export function staffingChangeRoutes() {
  const routes = newRoutes()

  routes.get('/movements/balance', permit('movement.read'), async (c) => {
    const { db, regionCode } = c.get('services')
    const { asOf, asKnownAt } = viewpointOf(c)
    const yearBegan = addDays(dateOf(yearOf(asOf), 1, 1), -1)
    const first = parseDate(c.req.query('from') ?? '') ?? yearBegan
    const last = parseDate(c.req.query('to') ?? '') ?? asOf
    const [from, to] = first <= last ? [first, last] : [last, first]
    const place = await placeOf(c)
    const asked = { regionCode, asKnownAt, from, to, organizationIds: place.organizationIds }
    const [balances, events] = await Promise.all([staffingBalances(db, asked), staffingEvents(db, asked)])
    const ids = events.map(({ organizationId }) => organizationId)
    return respond(
      c,
      { title: '增减变动', crumbs: [{ title: '异动', href: '/movements' }] },
      <StaffingChanges
        unitName={place.name}
        asked={{ unit: place.typed, from, to }}
        balances={balances}
        events={events}
        names={await organizationNames(db, regionCode, ids)}
        hint={place.hint}
        link={linkOf(c)}
      />,
    )
  })

  return routes
}

async function placeOf(c: Request) {
  const { db, regionName } = c.get('services')
  const viewpoint = viewpointOf(c)
  const visible = await visibleTo(db, actingOf(c), viewpoint)
  const typed = (c.req.query('unit') ?? '').trim()
  const everything = visible === null ? undefined : [...visible]
  if (typed === '') return { name: regionName, typed, organizationIds: everything, hint: null }
  const chosen = await chooseOrganization(db, viewpoint, { typed, field: 'unit', visible, withRegion: true })
  if (!chosen.done) {
    const hint = `没有找到机构“${typed}”，或名称不止对应一个机构。请填写全称。`
    return { name: typed, typed, organizationIds: [], hint }
  }
  const { organizationId, name, kind } = chosen.value
  const ids = await subtreeOf(db, viewpoint, organizationId)
  const seen = ids.filter((id) => mayBeSeen(visible, id))
  return { name, typed, organizationIds: kind === 'region' ? everything : seen, hint: null }
}

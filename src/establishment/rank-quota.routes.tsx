import { QuotaList, quotaColumns } from '../../views/establishment/rank-quota-list.tsx'
import {
  type CountedHolder,
  RankPeople,
  rankHolderColumns,
} from '../../views/establishment/rank-quota-people.tsx'
import { newRoutes, type Request } from '../http/environment.ts'
import { listOf, orderedAsAsked, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respondList } from '../http/respond-list.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { inForce } from '../kernel/dates.ts'
import { loadChosenUnits } from '../organization/load-chosen-units.ts'
import { organizationNames, organizationsOn, rootOn } from '../organization/organization.store.ts'
import { approvedOn } from './approved-headcount.store.ts'
import { approvalRows, ratioRows } from './rank-quota.store.ts'
import { countsIn, groupKey, ratiosOn, resolvedRatios } from './rank-quota.ts'
import { isAsked, listedQuotas } from './rank-quota-list.ts'
import type { RankReaders } from './rank-reader.ts'
import { groundsInWords } from './rank-setting.ts'

const crumbs = [{ title: '职级职数', href: '/rank-quotas' }]
const notes = [
  '口径：应核定＝编制基数×比例；包含在另一组内的，以该组职数为基数。有核定数批文的按批文，且不超过所在组的职数。',
]

/** 职级职数: what the ratios give, what papers give, who holds, and the people behind. */
export function rankQuotaRoutes(readers: RankReaders) {
  const routes = newRoutes()

  routes.get('/rank-quotas', permit('establishment.read'), async (c) => {
    const { columns, rows, ...asked } = await quotasListed(c, readers)
    const link = linkOf(c)
    const list = listOf(c, { columns, rows })
    return respondList(
      c,
      {
        title: '职级职数',
        crumbs: [{ title: '领导职数', href: '/leadership-posts' }],
        dated: true,
        action: (
          <a class="button" href={link('/rank-quotas/settings')}>
            比例和核定数
          </a>
        ),
      },
      list,
      <QuotaList
        {...asked}
        list={list}
        mayRead={{ people: c.get('permissions').has('person.read') }}
        viewpoint={viewpointOf(c)}
        today={c.get('services').clock.today()}
        link={link}
      />,
    )
  })

  routes.get('/rank-quotas.xlsx', permit('establishment.read'), async (c) => {
    const { ratios, ...listed } = await quotasListed(c, readers)
    const said = [...ratios.map(groundsInWords), ...notes]
    const sheet = { title: '职级职数', unitOfMeasure: '名', counted: '行', notes: said }
    return workbookAnswer(c, sheetOfList(orderedAsAsked(c, listed), sheet))
  })

  routes.get('/rank-quotas/people', permit('person.read'), async (c) => {
    const { columns, rows, ...asked } = await holdersListed(c, readers)
    const list = listOf(c, { columns, rows })
    return respondList(
      c,
      { title: '职级人员', crumbs, dated: true },
      list,
      <RankPeople
        {...asked}
        list={list}
        viewpoint={viewpointOf(c)}
        today={c.get('services').clock.today()}
      />,
    )
  })

  routes.get('/rank-quotas/people.xlsx', permit('person.read'), async (c) => {
    const sheet = { title: '职级人员', counted: '人', numbered: true }
    return workbookAnswer(c, sheetOfList(orderedAsAsked(c, await holdersListed(c, readers)), sheet))
  })

  return routes
}

/** The ratios of the day, and the group the address asks for. */
async function ratiosAsked(c: Request) {
  const viewpoint = viewpointOf(c)
  const rows = await ratioRows(c.get('services').db, viewpoint)
  const ratios = ratiosOn(resolvedRatios(rows), viewpoint.asOf)
  const group = ratios.find((ratio) => groupKey(ratio) === c.req.query('group')) ?? null
  return { ratios, group, groupAsked: group === null ? '' : groupKey(group) }
}

async function quotasListed(c: Request, { ranksHeldOn }: RankReaders) {
  const { db, regionCode } = c.get('services')
  const viewpoint = viewpointOf(c)
  const { organizationIds, typed, hint } = await loadChosenUnits(c)
  const scope = { organizationIds }
  const { ratios, group, groupAsked } = await ratiosAsked(c)
  const [root, approved, numbers, held, units] = await Promise.all([
    rootOn(db, viewpoint),
    approvedOn(db, viewpoint, scope),
    approvalRows(db, viewpoint, scope),
    ranksHeldOn(db, viewpoint, scope),
    organizationsOn(db, viewpoint),
  ])
  // The rows of the root are the 总量, nobody's places.
  const places = approved.filter(({ organizationId }) => organizationId !== root?.organizationId)
  const approvals = numbers.filter((row) => inForce(row, viewpoint.asOf))
  const ids = [...places, ...approvals, ...held].map(({ organizationId }) => organizationId)
  const names = await organizationNames(db, regionCode, ids)
  const standing = c.req.query('standing') ?? ''
  const rows = listedQuotas(ratios, { places, approvals, held }, { units, names }).filter((quota) =>
    isAsked(quota, { group, standing }),
  )
  return {
    columns: quotaColumns({ summed: group !== null, link: linkOf(c) }),
    rows,
    ratios,
    fields: { unit: typed, group: groupAsked, standing },
    hint,
  }
}

async function holdersListed(c: Request, { rankHoldersOn }: RankReaders) {
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  const { organizationId, organizationIds, typed, hint } = await loadChosenUnits(c)
  const only = c.req.query('only') === 'yes' && organizationId !== null ? 'yes' : ''
  const within = only === 'yes' ? organizationIds?.filter((id) => id === organizationId) : organizationIds
  const { ratios, group, groupAsked } = await ratiosAsked(c)
  const [holders, units] = await Promise.all([
    rankHoldersOn(db, viewpoint, { organizationIds: within }),
    organizationsOn(db, viewpoint),
  ])
  const order = new Map(units.map((unit, place) => [unit.organizationId, { name: unit.name, place }]))
  const placeOf = (id: string) => order.get(id)?.place ?? units.length
  const rows = holders
    .filter((holder) => group === null || countsIn(holder, group))
    .toSorted((a, b) => placeOf(a.organizationId) - placeOf(b.organizationId))
    .map(
      (holder): CountedHolder => ({
        ...holder,
        organizationName: order.get(holder.organizationId)?.name ?? '',
        groups: ratios.filter((ratio) => countsIn(holder, ratio)),
      }),
    )
  return {
    columns: rankHolderColumns(linkOf(c)),
    rows,
    groups: ratios,
    fields: { unit: typed, only, group: groupAsked },
    hint,
  }
}

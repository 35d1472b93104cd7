import { EstablishmentTablePage, establishmentColumns } from '../../views/staffing/establishment-table.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { isId } from '../http/form.ts'
import { listOf, orderedAsAsked, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respondList } from '../http/respond-list.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { chooseOrganization } from '../organization/choose-organization.ts'
import { organizationsOn } from '../organization/organization.store.ts'
import type { OrganizationNode } from '../organization/organization.ts'
import { mayBeSeen, visibleTo } from '../organization/scope.ts'
import { establishmentTableOn } from './establishment-table.store.ts'
import { type EstablishmentTable, establishmentTable } from './establishment-table.ts'

const notes = [
  '空缺＝核定－实有－已批未用－冻结，按机构和编制类型分别计算；超编与空缺不相抵。备案人员总量不计入合计。',
]

/** 编制使用情况 of the district, or of one unit with what stands below it. */
export function establishmentTableRoutes() {
  const routes = newRoutes()

  routes.get('/establishment', permit('establishment.read'), async (c) => {
    const loaded = await loadTable(c)
    if (loaded === null) return notFoundPage(c)
    const { organization, table } = loaded
    const parent = organization.kind === 'region' ? [] : [{ title: '使用情况', href: '/establishment' }]
    const list = listOf(c, { columns: establishmentColumns(table, linkOf(c)), rows: table.lines })
    return respondList(
      c,
      {
        title: organization.kind === 'region' ? '使用情况' : organization.name,
        crumbs: [{ title: '编制' }, ...parent],
        dated: true,
      },
      list,
      <EstablishmentTablePage
        organization={organization}
        list={list}
        sought={organization.kind === 'region' ? '' : organization.name}
        viewpoint={viewpointOf(c)}
        today={c.get('services').clock.today()}
      />,
    )
  })

  routes.get('/establishment.xlsx', permit('establishment.read'), async (c) => {
    const loaded = await loadTable(c)
    if (loaded === null) return notFoundPage(c)
    const { organization, table } = loaded
    const ordered = orderedAsAsked(c, { columns: establishmentColumns(table, linkOf(c)), rows: table.lines })
    const sheet = { title: `${organization.name}编制使用情况`, unitOfMeasure: '名', counted: '个机构', notes }
    return workbookAnswer(c, sheetOfList(ordered, sheet))
  })

  return routes
}

/** The organization asked for by id or by what was typed; the top of what the user may see when neither is given. */
async function loadTable(
  c: Request,
): Promise<{ organization: OrganizationNode; table: EstablishmentTable } | null> {
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  const acting = actingOf(c)
  const visible = await visibleTo(db, acting, viewpoint)
  const nodes = (await organizationsOn(db, viewpoint)).filter((node) =>
    mayBeSeen(visible, node.organizationId),
  )
  const { organizationId = '', unit = '' } = c.req.query()
  let wanted = nodes.find((node) => node.organizationId === (acting.scopeOrganizationId ?? '')) ?? nodes[0]
  if (unit.trim() !== '') {
    const chosen = await chooseOrganization(db, viewpoint, {
      typed: unit,
      field: 'unit',
      visible,
      withRegion: true,
    })
    wanted = chosen.done ? chosen.value : undefined
  } else if (organizationId !== '') {
    wanted = isId(organizationId) ? nodes.find((node) => node.organizationId === organizationId) : undefined
  }
  if (wanted === undefined) return null
  const scope = wanted.kind === 'region' ? {} : { organizationIds: nodes.map((node) => node.organizationId) }
  const rows = await establishmentTableOn(db, viewpoint, scope)
  return { organization: wanted, table: establishmentTable(rows, nodes, wanted.organizationId) }
}

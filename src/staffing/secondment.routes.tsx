import { Secondments, secondmentColumns } from '../../views/staffing/secondments.tsx'
import { newRoutes, type Request } from '../http/environment.ts'
import { listOf, orderedAsAsked, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respondList } from '../http/respond-list.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { loadChosenUnits } from '../organization/load-chosen-units.ts'
import { secondmentsOn } from './secondment.store.ts'

/** 借调、抽调、挂职 on a day. */
export function secondmentRoutes() {
  const routes = newRoutes()

  routes.get('/secondments', permit('person.read'), async (c) => {
    const { columns, rows, ...asked } = await listed(c)
    const list = listOf(c, { columns, rows })
    return respondList(
      c,
      { title: '借调', crumbs: [{ title: '人员' }], dated: true },
      list,
      <Secondments
        list={list}
        {...asked}
        viewpoint={viewpointOf(c)}
        today={c.get('services').clock.today()}
      />,
    )
  })

  routes.get('/secondments.xlsx', permit('person.read'), async (c) => {
    const sheet = { title: '借调抽调挂职人员', counted: '人', numbered: true }
    return workbookAnswer(c, sheetOfList(orderedAsAsked(c, await listed(c)), sheet))
  })

  return routes
}

async function listed(c: Request) {
  const viewpoint = viewpointOf(c)
  const { organizationIds, typed: unit, hint } = await loadChosenUnits(c)
  const kind = c.req.query('kind') ?? ''
  const rows = await secondmentsOn(c.get('services').db, viewpoint, {
    organizationIds,
    kind: kind === '' ? undefined : kind,
  })
  return { columns: secondmentColumns(viewpoint.asOf, linkOf(c)), rows, asked: { unit, kind }, hint }
}

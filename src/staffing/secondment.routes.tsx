import { secondmentName } from '../../views/parts/person-words.ts'
import { Secondments } from '../../views/staffing/secondments.tsx'
import { establishmentKindName } from '../establishment/establishment-kind.ts'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { visibleTo } from '../organization/scope.ts'
import { secondmentsOn } from './secondment.store.ts'

/** 借调、抽调、挂职 on a day. */
export function secondmentRoutes() {
  const routes = newRoutes()

  routes.get('/secondments', permit('person.read'), async (c) =>
    respond(
      c,
      { title: '借调', crumbs: [{ title: '人员' }], dated: true },
      <Secondments
        rows={await listed(c)}
        kind={c.req.query('kind') ?? ''}
        viewpoint={viewpointOf(c)}
        today={c.get('services').clock.today()}
        link={linkOf(c)}
      />,
    ),
  )

  routes.get('/secondments.xlsx', permit('person.read'), async (c) => {
    const rows = await listed(c)
    return workbookAnswer(c, {
      title: '借调抽调挂职人员',
      columns: [
        { title: '姓名', width: 12 },
        { title: '编制单位', width: 28 },
        { title: '编制类型', width: 14 },
        { title: '方式', width: 8 },
        { title: '工作单位', width: 28 },
        { title: '起始日期', width: 12 },
        { title: '事由', width: 30 },
      ],
      rows: rows.map((row) => [
        row.personName,
        row.organizationName ?? '',
        establishmentKindName(row.establishmentKind),
        secondmentName(row.secondmentKind),
        row.place,
        row.effectiveFrom,
        row.reason,
      ]),
      notes: [`共 ${rows.length} 人。`],
    })
  })

  return routes
}

async function listed(c: Request) {
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  const visible = await visibleTo(db, actingOf(c), viewpoint)
  const kind = c.req.query('kind') ?? ''
  return secondmentsOn(db, viewpoint, {
    organizationIds: visible === null ? undefined : [...visible],
    kind: kind === '' ? undefined : kind,
  })
}

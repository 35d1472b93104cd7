import { StandardKinds, StandardTable } from '../../views/pay/wage-standards.tsx'
import { newRoutes } from '../http/environment.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { keyName, standardKindName } from './standard-kind.ts'
import { standardKindsOn, standardsOfKind } from './wage-standard.store.ts'
import { wageTable } from './wage-table.ts'

/** 工资标准 in force on the day: the kinds, and one kind as its paper prints it. */
export function wageStandardRoutes() {
  const routes = newRoutes()

  routes.get('/wage-standards', permit('pay.read'), async (c) => {
    const { db } = c.get('services')
    const viewpoint = viewpointOf(c)
    const kind = c.req.query('kind') ?? ''
    const link = linkOf(c)
    if (kind === '') {
      const kinds = await standardKindsOn(db, viewpoint)
      return respond(
        c,
        { title: '工资标准', dated: true },
        <StandardKinds kinds={kinds} asOf={viewpoint.asOf} link={link} />,
      )
    }
    const standards = await standardsOfKind(db, viewpoint, kind)
    return respond(
      c,
      {
        title: standardKindName(kind.slice(0, 60)),
        crumbs: [{ title: '工资标准', href: '/wage-standards' }],
        dated: true,
      },
      <StandardTable kind={kind.slice(0, 60)} standards={standards} asOf={viewpoint.asOf} link={link} />,
    )
  })

  routes.get('/wage-standards.xlsx', permit('pay.read'), async (c) => {
    const { db } = c.get('services')
    const kind = (c.req.query('kind') ?? '').slice(0, 60)
    const standards = await standardsOfKind(db, viewpointOf(c), kind)
    const { columns, rows } = wageTable(standards)
    const papers = [...new Set(standards.map(({ documentNumber }) => documentNumber))]
    return workbookAnswer(c, {
      title: standardKindName(kind),
      unitOfMeasure: '元',
      columns: [
        { title: '级别、档次', width: 20 },
        ...columns.map((column) => ({
          title: column === '' ? '标准' : keyName(column),
          width: 12,
          kind: 'yuan' as const,
        })),
      ],
      rows: rows.map(({ key, amounts }) => [keyName(key), ...amounts]),
      notes: [
        ...(papers.length === 0 ? [] : [`依据：${papers.join('、')}。`]),
        ...(standards.some(({ isExample }) => isExample) ? ['示范标准，非任何地区的实际标准。'] : []),
      ],
    })
  })

  return routes
}

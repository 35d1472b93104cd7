import {
  StandardKinds,
  StandardTable,
  standardColumns,
  standardKindColumns,
} from '../../views/pay/wage-standards.tsx'
import { newRoutes, type Request } from '../http/environment.ts'
import { listOf, orderedAsAsked, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respondList } from '../http/respond-list.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { compareStandardKinds, standardKindName } from './standard-kind.ts'
import { standardKindsOn, standardsOfKind } from './wage-standard.store.ts'
import { wageTable } from './wage-table.ts'

/** 工资标准 in force on the day: the kinds, and one kind as its paper prints it. */
export function wageStandardRoutes() {
  const routes = newRoutes()

  routes.get('/wage-standards', permit('pay.read'), async (c) => {
    const { asOf } = viewpointOf(c)
    const kind = kindAsked(c)
    if (kind === '') {
      const list = listOf(c, await kindsListed(c))
      const page = { title: '工资标准', dated: true }
      return respondList(c, page, list, <StandardKinds list={list} asOf={asOf} />)
    }
    const { standards, table } = await standardsListed(c, kind)
    const list = listOf(c, table)
    return respondList(
      c,
      {
        title: standardKindName(kind),
        crumbs: [{ title: '工资标准', href: '/wage-standards' }],
        dated: true,
      },
      list,
      <StandardTable kind={kind} list={list} first={standards[0]} asOf={asOf} link={linkOf(c)} />,
    )
  })

  routes.get('/wage-standards.xlsx', permit('pay.read'), async (c) => {
    const kind = kindAsked(c)
    if (kind === '') {
      const ordered = orderedAsAsked(c, await kindsListed(c))
      return workbookAnswer(c, sheetOfList(ordered, { title: '工资标准', counted: '种' }))
    }
    const { standards, table } = await standardsListed(c, kind)
    const papers = [...new Set(standards.map(({ documentNumber }) => documentNumber))]
    return workbookAnswer(
      c,
      sheetOfList(orderedAsAsked(c, table), {
        title: standardKindName(kind),
        unitOfMeasure: '元',
        counted: '行',
        notes: [
          ...(papers.length === 0 ? [] : [`依据：${papers.join('、')}。`]),
          ...(standards.some(({ isExample }) => isExample) ? ['示范标准，非任何地区的实际标准。'] : []),
        ],
      }),
    )
  })

  return routes
}

function kindAsked(c: Request): string {
  return (c.req.query('kind') ?? '').slice(0, 60)
}

async function kindsListed(c: Request) {
  const kinds = await standardKindsOn(c.get('services').db, viewpointOf(c))
  const rows = kinds.toSorted((a, b) => compareStandardKinds(a.standardKind, b.standardKind))
  return { columns: standardKindColumns(linkOf(c)), rows }
}

async function standardsListed(c: Request, kind: string) {
  const standards = await standardsOfKind(c.get('services').db, viewpointOf(c), kind)
  const table = wageTable(standards)
  return { standards, table: { columns: standardColumns(table), rows: table.rows } }
}

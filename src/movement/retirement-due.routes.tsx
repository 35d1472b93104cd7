import { RetirementsDue } from '../../views/movement/retirement-due.tsx'
import { establishmentKindName, isEstablishmentKind } from '../establishment/establishment-kind.ts'
import { newRoutes, type Request } from '../http/environment.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { loadChosenUnits } from '../organization/load-chosen-units.ts'
import { organizationsOn } from '../organization/organization.store.ts'
import { movementList } from './movement-list.store.ts'
import type { MovementRow } from './movement-row.ts'
import { ageingOn } from './retirement-due.store.ts'
import {
  ageInWords,
  latestBirthDue,
  type RetirementDue,
  retirementHorizons,
  retirementsDue,
} from './retirement-due.ts'

/** 到龄退休: who reaches the age within the months ahead, in the order of the units. */
export function retirementDueRoutes() {
  const routes = newRoutes()

  routes.get('/retirements', permit('person.read'), async (c) => {
    const due = await listed(c)
    return respond(
      c,
      { title: '到龄退休', crumbs: [{ title: '人员' }], dated: true },
      <RetirementsDue
        {...due}
        viewpoint={viewpointOf(c)}
        today={c.get('services').clock.today()}
        mayDraft={c.get('permissions').has('movement.draft')}
        link={linkOf(c)}
      />,
    )
  })

  routes.get('/retirements.xlsx', permit('person.read'), async (c) => {
    const { unitName, asked, rows, names, drafted } = await listed(c)
    return workbookAnswer(c, {
      title: `${unitName}到龄退休人员`,
      columns: [
        { title: '序号', width: 7, kind: 'count' },
        { title: '编制单位', width: 30 },
        { title: '姓名', width: 12 },
        { title: '性别', width: 6 },
        { title: '编制类型', width: 14 },
        { title: '出生日期', width: 12 },
        { title: '退休年龄', width: 16 },
        { title: '到龄日期', width: 12 },
        { title: '办理情况', width: 26 },
      ],
      rows: rows.map((row, place) => [
        place + 1,
        names.get(row.organizationId) ?? '',
        row.name,
        row.sex === '2' ? '女' : '男',
        establishmentKindName(row.establishmentKind),
        row.bornOn,
        ageInWords(row.age),
        row.dueOn,
        inWords(row, drafted.get(row.personId)),
      ]),
      notes: [
        `${viewpointOf(c).asOf} 起 ${asked.months} 个月内到龄和已到龄仍在编人员，共 ${rows.length} 人。`,
      ],
    })
  })

  return routes
}

async function listed(c: Request) {
  const { db, regionCode } = c.get('services')
  const viewpoint = viewpointOf(c)
  const units = await loadChosenUnits(c)
  const { kind = '', months: typed = '' } = c.req.query()
  const months = retirementHorizons.find((horizon) => String(horizon) === typed) ?? 12
  const establishmentKind = isEstablishmentKind(kind) ? kind : undefined
  const { organizationIds } = units
  const horizon = { asOf: viewpoint.asOf, months }
  const [ageing, nodes, open] = await Promise.all([
    ageingOn(db, viewpoint, { organizationIds, establishmentKind, bornBy: latestBirthDue(horizon) }),
    organizationsOn(db, viewpoint),
    movementList(
      db,
      { ...viewpoint, regionCode },
      { kind: 'retirement', state: 'open', organizationIds },
      { most: null, offset: 0 },
    ),
  ])
  const places = new Map(nodes.map(({ organizationId }, place) => [organizationId, place]))
  const placeOf = ({ organizationId }: RetirementDue) => places.get(organizationId) ?? nodes.length
  return {
    unitName: units.name,
    hint: units.hint,
    asked: { unit: units.typed, kind: establishmentKind ?? '', months },
    // The sort is stable: inside a unit the oldest date stays first.
    rows: retirementsDue(ageing, horizon).toSorted((a, b) => placeOf(a) - placeOf(b)),
    names: new Map(nodes.map(({ organizationId, name }) => [organizationId, name])),
    drafted: new Map(open.rows.map((row) => [row.personId, row])),
  }
}

function inWords({ endsOn, overdue }: RetirementDue, drafted: MovementRow | undefined): string {
  if (endsOn !== null) return `已办结，${endsOn} 出编`
  if (drafted !== undefined) return `办理中，异动 ${drafted.number}`
  return overdue ? '已到龄，未办理' : ''
}

import { RetirementsDue, retirementColumns } from '../../views/movement/retirement-due.tsx'
import { isEstablishmentKind } from '../establishment/establishment-kind.ts'
import { newRoutes, type Request } from '../http/environment.ts'
import { listOf, orderedAsAsked, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respondList } from '../http/respond-list.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { loadChosenUnits } from '../organization/load-chosen-units.ts'
import { organizationsOn } from '../organization/organization.store.ts'
import { movementList } from './movement-list.store.ts'
import { ageingOn } from './retirement-due.store.ts'
import { latestBirthDue, type RetirementDue, retirementHorizons, retirementsDue } from './retirement-due.ts'

/** 到龄退休: who reaches the age within the months ahead, in the order of the units. */
export function retirementDueRoutes() {
  const routes = newRoutes()

  routes.get('/retirements', permit('person.read'), async (c) => {
    const { columns, rows, ...due } = await listed(c)
    const list = listOf(c, { columns, rows })
    return respondList(
      c,
      { title: '到龄退休', crumbs: [{ title: '人员' }], dated: true },
      list,
      <RetirementsDue
        {...due}
        list={list}
        overdue={rows.filter((row) => row.overdue && row.endsOn === null).length}
        viewpoint={viewpointOf(c)}
        today={c.get('services').clock.today()}
      />,
    )
  })

  routes.get('/retirements.xlsx', permit('person.read'), async (c) => {
    const { unitName, asked, ...due } = await listed(c)
    const notes = [`${viewpointOf(c).asOf} 起 ${asked.months} 个月内到龄和已到龄仍在编人员。`]
    const sheet = { title: `${unitName}到龄退休人员`, counted: '人', numbered: true, notes }
    return workbookAnswer(c, sheetOfList(orderedAsAsked(c, due), sheet))
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
    movementList(db, { ...viewpoint, regionCode }, { kind: 'retirement', state: 'open', organizationIds }),
  ])
  const places = new Map(nodes.map(({ organizationId }, place) => [organizationId, place]))
  const placeOf = ({ organizationId }: RetirementDue) => places.get(organizationId) ?? nodes.length
  return {
    unitName: units.name,
    hint: units.hint,
    asked: { unit: units.typed, kind: establishmentKind ?? '', months },
    // The sort is stable: inside a unit the oldest date stays first.
    rows: retirementsDue(ageing, horizon).toSorted((a, b) => placeOf(a) - placeOf(b)),
    columns: retirementColumns({
      names: new Map(nodes.map(({ organizationId, name }) => [organizationId, name])),
      drafted: new Map(open.rows.map((row) => [row.personId, row])),
      mayDraft: c.get('permissions').has('movement.draft'),
      link: linkOf(c),
    }),
  }
}

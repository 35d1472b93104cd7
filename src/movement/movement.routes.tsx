import { MovementList, movementColumns, stateQuestions } from '../../views/movement/movement-list.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { listAsked, listOfPart, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respondList } from '../http/respond-list.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { parseDate } from '../kernel/dates.ts'
import { chooseOrganization } from '../organization/choose-organization.ts'
import { organizationNames, subtreeOf } from '../organization/organization.store.ts'
import { mayBeSeen, visibleTo } from '../organization/scope.ts'
import { isMovementKind } from './movement-kind.ts'
import { movementList } from './movement-list.store.ts'
import type { MovementFilter, MovementRow } from './movement-row.ts'

/** 异动: the list with its filters and its export. */
export function movementRoutes() {
  const routes = newRoutes()

  routes.get('/movements', permit('movement.read'), async (c) => {
    const { db, clock } = c.get('services')
    const viewpoint = viewpointOf(c)
    const link = linkOf(c)
    const asked = listAsked(c, movementColumns(new Map(), link))
    const { rows, count } = await movementList(db, viewpoint, await filterOf(c), asked)
    const columns = movementColumns(await namesIn(c, rows), link)
    const list = listOfPart(c, asked, { columns, rows, count })
    return respondList(
      c,
      {
        title: '异动',
        crumbs: [{ title: '人员' }],
        dated: true,
        action: c.get('permissions').has('movement.draft') ? (
          <a class="button" href={link('/movements/new')}>
            办理异动
          </a>
        ) : undefined,
      },
      list,
      <MovementList list={list} viewpoint={viewpoint} today={clock.today()} link={link} />,
    )
  })

  routes.get('/movements.xlsx', permit('movement.read'), async (c) => {
    const { db } = c.get('services')
    const link = linkOf(c)
    const { sort } = listAsked(c, movementColumns(new Map(), link))
    const whole = { sort, most: null, after: 0 }
    const { rows } = await movementList(db, viewpointOf(c), await filterOf(c), whole)
    const columns = movementColumns(await namesIn(c, rows), link)
    return workbookAnswer(c, sheetOfList({ columns, rows }, { title: '异动', counted: '项' }))
  })

  return routes
}

async function filterOf(c: Request): Promise<MovementFilter> {
  const { kind = '', state = '', from = '', to = '' } = c.req.query()
  const isState = (text: string): text is keyof typeof stateQuestions => Object.hasOwn(stateQuestions, text)
  return {
    kind: isMovementKind(kind) ? kind : undefined,
    state: isState(state) ? state : undefined,
    from: parseDate(from) ?? undefined,
    to: parseDate(to) ?? undefined,
    organizationIds: await unitsOf(c),
  }
}

/** The unit asked for with what stands below it, within what the user may see; undefined: no limit. */
async function unitsOf(c: Request): Promise<string[] | undefined> {
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  const visible = await visibleTo(db, actingOf(c), viewpoint)
  const { unit = '', organizationId = '' } = c.req.query()
  const typed = unit.trim() === '' ? organizationId : unit
  if (typed === '') return visible === null ? undefined : [...visible]
  const chosen = await chooseOrganization(db, viewpoint, { typed, field: 'unit', visible, withRegion: true })
  if (!chosen.done) return []
  const ids = await subtreeOf(db, viewpoint, chosen.value.organizationId)
  return ids.filter((id) => mayBeSeen(visible, id))
}

function namesIn(c: Request, rows: readonly MovementRow[]): Promise<Map<string, string>> {
  const { db, regionCode } = c.get('services')
  return organizationNames(
    db,
    regionCode,
    rows.flatMap(({ fromOrganizationId, toOrganizationId }) => [fromOrganizationId, toOrganizationId]),
  )
}

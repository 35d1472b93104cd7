import { MovementList, stateQuestions } from '../../views/movement/movement-list.tsx'
import { establishmentKindName } from '../establishment/establishment-kind.ts'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { parseDate } from '../kernel/dates.ts'
import { chooseOrganization } from '../organization/choose-organization.ts'
import { organizationNames, subtreeOf } from '../organization/organization.store.ts'
import { mayBeSeen, visibleTo } from '../organization/scope.ts'
import { isMovementKind, movementKindName } from './movement-kind.ts'
import { movementList } from './movement-list.store.ts'
import type { MovementFilter, MovementRow } from './movement-row.ts'
import { movementStates } from './signature.ts'

const pageSize = 100

/** 异动: the list with its filters and its export. */
export function movementRoutes() {
  const routes = newRoutes()

  routes.get('/movements', permit('movement.read'), async (c) => {
    const { db, regionCode, clock } = c.get('services')
    const viewpoint = viewpointOf(c)
    const query = queryOf(c)
    const asked = Number.parseInt(query.page ?? '1', 10)
    const page = asked > 0 && asked < 100_000 ? asked : 1
    const range = { most: pageSize, offset: (page - 1) * pageSize }
    const { rows, count } = await movementList(db, viewpoint, await filterOf(c), range)
    const link = linkOf(c)
    return respond(
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
      <MovementList
        rows={rows}
        count={count}
        names={await namesIn(c, rows)}
        query={query}
        page={page}
        pages={Math.ceil(count / pageSize)}
        viewpoint={{ ...viewpoint, regionCode }}
        today={clock.today()}
        link={link}
      />,
    )
  })

  routes.get('/movements.xlsx', permit('movement.read'), async (c) => {
    const { db } = c.get('services')
    const { rows } = await movementList(db, viewpointOf(c), await filterOf(c), { most: null, offset: 0 })
    const names = await namesIn(c, rows)
    const named = (id: string | null) => (id === null ? '' : (names.get(id) ?? ''))
    const kindNamed = (kind: string | null) => (kind === null ? '' : establishmentKindName(kind))
    return workbookAnswer(c, {
      title: '异动',
      columns: [
        { title: '编号', width: 12 },
        { title: '姓名', width: 12 },
        { title: '种类', width: 12 },
        { title: '原编制单位', width: 28 },
        { title: '原编制类型', width: 12 },
        { title: '新编制单位', width: 28 },
        { title: '新编制类型', width: 12 },
        { title: '生效日期', width: 12 },
        { title: '状态', width: 10 },
      ],
      rows: rows.map((row) => [
        row.number,
        row.personName,
        movementKindName(row.kind),
        named(row.fromOrganizationId),
        kindNamed(row.fromEstablishmentKind),
        row.place ?? named(row.toOrganizationId),
        kindNamed(row.toEstablishmentKind),
        row.effectiveOn,
        movementStates[row.state],
      ]),
      notes: [`共 ${rows.length} 项。`],
    })
  })

  return routes
}

function queryOf(c: Request): Record<string, string> {
  const { asOf: _asOf, asKnownAt: _asKnownAt, ...query } = c.req.query()
  return query
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

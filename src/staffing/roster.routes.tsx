import { cellOf, Roster, RosterRows } from '../../views/staffing/roster.tsx'
import { SavedQueries } from '../../views/staffing/saved-queries.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { isId, type Typed } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import type { Problem } from '../kernel/problem.ts'
import { chooseOrganization } from '../organization/choose-organization.ts'
import { organizationsOn, subtreeOf } from '../organization/organization.store.ts'
import { mayBeSeen, visibleTo } from '../organization/scope.ts'
import { rosterCount, rosterOn } from './roster.store.ts'
import { rosterColumns } from './roster.ts'
import { looksLikeIdentityNumber, type RosterAsked, rosterAsked, rosterFilter } from './roster-query.ts'
import { savedQueriesOf } from './saved-query.store.ts'

const pageSize = 200

/** 花名册 of a unit or of the district: list, more rows while scrolling, export of exactly what is filtered. */
export function rosterRoutes() {
  const routes = newRoutes()

  routes.get('/people', permit('person.read'), (c) => rosterPage(c, askedOf(c), {}, []))

  routes.get('/people/rows', permit('person.read'), async (c) => {
    const asked = askedOf(c)
    const place = await placeOf(c, asked)
    if (place === null) return notFoundPage(c)
    const viewpoint = viewpointOf(c)
    const { rows, next } = await rosterOn(c.get('services').db, viewpoint, {
      filter: rosterFilter(asked, place.organizationIds),
      sort: asked.sort,
      order: place.order,
      after: afterOf(c),
      most: pageSize,
    })
    return c.html(<RosterRows asked={asked} rows={rows} next={next} viewpoint={viewpoint} link={linkOf(c)} />)
  })

  routes.get('/people.xlsx', permit('person.read'), async (c) => {
    const asked = askedOf(c)
    const place = await placeOf(c, asked)
    if (place === null) return notFoundPage(c)
    const viewpoint = viewpointOf(c)
    const { rows } = await rosterOn(c.get('services').db, viewpoint, {
      filter: rosterFilter(asked, place.organizationIds),
      sort: asked.sort,
      order: place.order,
      after: null,
      most: null,
    })
    return workbookAnswer(c, {
      title: `${place.name}花名册`,
      columns: [
        { title: '序号', width: 7, kind: 'count' },
        { title: '姓名', width: 12 },
        { title: '编制单位', width: 28 },
        ...asked.columns.map((column) => ({ title: rosterColumns[column], width: 16 })),
      ],
      rows: rows.map((row, place) => [
        place + 1,
        row.name,
        row.organizationName,
        ...asked.columns.map((column) => cellOf(row, column, viewpoint.asOf)),
      ]),
      notes: [`共 ${rows.length} 人。`],
    })
  })

  return routes
}

/** The list as asked, with the user's own saved queries above it; 422 when a name for one was refused. */
export async function rosterPage(
  c: Request,
  asked: RosterAsked,
  typed: Typed,
  problems: readonly Problem[],
): Promise<Response> {
  const place = await placeOf(c, asked)
  if (place === null) return notFoundPage(c)
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  const filter = rosterFilter(asked, place.organizationIds)
  const [{ rows, next }, count, saved] = await Promise.all([
    rosterOn(db, viewpoint, {
      filter,
      sort: asked.sort,
      order: place.order,
      after: afterOf(c),
      most: pageSize,
    }),
    rosterCount(db, viewpoint, filter),
    savedQueriesOf(db, actingOf(c)),
  ])
  const link = linkOf(c)
  return respond(
    c,
    {
      title: '花名册',
      crumbs: [{ title: '人员' }],
      dated: true,
      action: c.get('permissions').has('movement.draft') ? (
        <a class="button" href={link('/movements/new')}>
          办理异动
        </a>
      ) : undefined,
    },
    <>
      <SavedQueries
        saved={saved}
        asked={asked}
        typed={typed}
        problems={problems}
        csrfToken={c.get('csrfToken')}
        link={link}
      />
      <Roster
        asked={asked}
        unitName={place.name}
        rows={rows}
        next={next}
        count={count}
        hint={place.hint}
        viewpoint={viewpoint}
        today={c.get('services').clock.today()}
        link={link}
      />
    </>,
    problems.length === 0 ? 200 : 422,
  )
}

function askedOf(c: Request): RosterAsked {
  return rosterAsked(c.req.query(), c.req.queries('column') ?? [])
}

/** The end of the page before, when it is one of ours. */
function afterOf(c: Request): string | null {
  const after = c.req.query('after') ?? ''
  return /^\["[^"]{1,80}"(,"[^"]{1,80}"){1,3}\]$/.test(after) ? after : null
}

type RosterPlace = {
  name: string
  organizationIds: string[] | undefined
  order: string[]
  hint: string | null
}

/** Which units are meant; null when there is none such or it is outside the user's scope. */
async function placeOf(c: Request, asked: RosterAsked): Promise<RosterPlace | null> {
  const { db, regionName } = c.get('services')
  const viewpoint = viewpointOf(c)
  const visible = await visibleTo(db, actingOf(c), viewpoint)
  const order = (await organizationsOn(db, viewpoint)).map(({ organizationId }) => organizationId)
  const everything = visible === null ? undefined : [...visible]
  const tooPersonal = looksLikeIdentityNumber(asked.q)
    ? '身份证号不在地址栏中查询。请按姓名或拼音查询，或在“办理异动”中按身份证号核对。'
    : null
  const whole = { name: regionName, organizationIds: everything, order, hint: tooPersonal }
  if (asked.unit === '' && asked.organizationId === '') return whole
  const typed = asked.unit === '' ? asked.organizationId : asked.unit
  if (asked.unit === '' && !isId(typed)) return null
  const chosen = await chooseOrganization(db, viewpoint, { typed, field: 'unit', visible, withRegion: true })
  if (!chosen.done) {
    if (asked.unit === '') return null
    return {
      ...whole,
      organizationIds: [],
      hint: `没有找到机构“${asked.unit}”，或名称不止对应一个机构。请填写全称。`,
    }
  }
  const { organizationId, name, kind } = chosen.value
  const below = asked.below || kind === 'region'
  const ids = below ? await subtreeOf(db, viewpoint, organizationId) : [organizationId]
  const seen = ids.filter((id) => mayBeSeen(visible, id))
  return { name, organizationIds: kind === 'region' ? everything : seen, order, hint: tooPersonal }
}

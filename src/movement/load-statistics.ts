import type { Request } from '../http/environment.ts'
import { viewpointOf } from '../http/viewpoint.ts'
import { organizationsOn } from '../organization/organization.store.ts'
import type { OrganizationNode } from '../organization/organization.ts'
import { type EstablishmentRow, establishmentTableOn } from '../staffing/establishment-table.store.ts'
import { establishmentTable } from '../staffing/establishment-table.ts'
import { peopleByTraits } from '../staffing/people-statistics.store.ts'
import { peopleTable, standingTable } from '../staffing/people-statistics.ts'
import type { StatisticTable } from '../staffing/statistic-table.ts'
import { categoryTable, kindTable, unitTable } from '../staffing/unit-statistics.ts'
import { type LoadedSpan, loadSpan } from './load-staffing-change.ts'
import { movementCounts } from './movement-statistics.store.ts'
import { movementTable, otherMovementTable } from './movement-statistics.ts'
import { movementFlows, placeCounts } from './staffing-change.store.ts'
import { kindLines } from './staffing-change.ts'

type UnitStatistics = {
  span: LoadedSpan & {
    /** the organizations of the closing day; not given: the whole region */
    presentIds: string[] | undefined
  }
  /** of the closing day, the region's root left out */
  nodes: OrganizationNode[]
  /** their places, without the root's 总量 */
  positions: EstablishmentRow[]
}

/** The units looked at on the page's day and their places. */
export async function loadUnitStatistics(c: Request): Promise<UnitStatistics> {
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  const span = await loadSpan(c)
  const all = await organizationsOn(db, viewpoint)
  const presentIds =
    span.organizationIds === undefined
      ? undefined
      : all.map(({ organizationId }) => organizationId).filter((id) => span.units.closing.has(id))
  const positions = await establishmentTableOn(db, viewpoint, { organizationIds: presentIds })
  const root = all.find(({ kind }) => kind === 'region')?.organizationId
  return {
    span: { ...span, presentIds },
    nodes: all.filter(
      ({ organizationId, kind }) => kind !== 'region' && span.units.closing.has(organizationId),
    ),
    positions: positions.filter(({ organizationId }) => organizationId !== root),
  }
}

/** All tables of the page's day: units, places, people, and the movements since the end of the year before. */
export async function statisticTables(
  c: Request,
): Promise<{ span: UnitStatistics['span']; tables: StatisticTable[] }> {
  const { db, regionCode } = c.get('services')
  const viewpoint = viewpointOf(c)
  const loaded = await loadUnitStatistics(c)
  const { span, nodes, positions } = loaded
  const { from, to, organizationIds, presentIds } = span
  const asked = { regionCode, asKnownAt: viewpoint.asKnownAt, from, to, organizationIds }
  const [groups, counts, flows, movements, all] = await Promise.all([
    peopleByTraits(db, viewpoint, { organizationIds: presentIds }),
    placeCounts(db, asked),
    movementFlows(db, asked),
    movementCounts(db, asked),
    organizationsOn(db, viewpoint),
  ])
  const whole = establishmentTable(positions, all, span.rootId).total.all
  const occupied = new Map<string, number>()
  for (const { establishmentKind: kind, occupied: people } of positions) {
    occupied.set(kind, (occupied.get(kind) ?? 0) + people)
  }
  const tables = [
    unitTable(nodes),
    kindTable(positions, whole),
    categoryTable(positions, nodes, whole),
    peopleTable(groups, occupied),
    standingTable(groups, occupied),
    movementTable(kindLines(span.units), { counts, flows, movements, occupied }),
    otherMovementTable(movements),
  ]
  return { span, tables: tables.filter(({ rows }) => rows.length > 0) }
}

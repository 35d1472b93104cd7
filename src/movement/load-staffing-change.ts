import type { Request } from '../http/environment.ts'
import { viewpointOf } from '../http/viewpoint.ts'
import { addDays, dateOf, type IsoDate, parseDate, yearOf } from '../kernel/dates.ts'
import { loadChosenUnits } from '../organization/load-chosen-units.ts'
import { organizationsOn } from '../organization/organization.store.ts'
import { type UnitLines, unitLines } from './staffing-change.ts'

/** What the pages of 增减变动 ask: two days, and the units below the one looked at on each of them. */
export type LoadedSpan = {
  name: string
  typed: string
  hint: string | null
  /** null: the region, or nothing found */
  organizationId: string | null
  rootId: string
  units: UnitLines
  /** of both days; not given: the whole region */
  organizationIds: string[] | undefined
  from: IsoDate
  to: IsoDate
}

/** The closing day is the page's 时点; the opening day is asked, and is the end of the year before when it is not. */
export async function loadSpan(c: Request): Promise<LoadedSpan> {
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  const to = viewpoint.asOf
  const yearBegan = addDays(dateOf(yearOf(to), 1, 1), -1)
  const asked = parseDate(c.req.query('from') ?? '') ?? yearBegan
  const from = asked <= to ? asked : yearBegan
  const chosen = await loadChosenUnits(c)
  const [before, after] = await Promise.all([
    organizationsOn(db, { ...viewpoint, asOf: from }),
    organizationsOn(db, viewpoint),
  ])
  const found = chosen.organizationIds === undefined || chosen.organizationIds.length > 0
  const region = [...after, ...before].find(({ kind }) => kind === 'region')?.organizationId ?? ''
  const rootId = found ? (chosen.organizationId ?? region) : ''
  const units = unitLines(rootId, { before, after })
  const late = asked <= to ? null : `期初 ${asked} 晚于时点 ${to}，已改按上年末 ${yearBegan} 计算。`
  return {
    name: chosen.name,
    typed: chosen.typed,
    hint: chosen.hint ?? late,
    organizationId: chosen.organizationId,
    rootId,
    units,
    organizationIds:
      chosen.organizationIds === undefined
        ? undefined
        : [...new Set([...units.opening.keys(), ...units.closing.keys()])],
    from,
    to,
  }
}

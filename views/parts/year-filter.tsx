import type { Child } from 'hono/jsx'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { KeptViewpoint } from '../layout.tsx'

type YearFilterProps = {
  action: string
  year: number
  years: readonly number[]
  viewpoint: Viewpoint
  today: IsoDate
  /** kept as it is */
  organizationId?: string | undefined
  /** other filters, before the button */
  children?: Child
  /** links, counts and exports, behind it */
  beside?: Child
}

/** The line above a budget table: which year, and what else the page filters by. */
export function YearFilter({
  action,
  year,
  years,
  viewpoint,
  today,
  organizationId,
  children,
  beside,
}: YearFilterProps) {
  const offered = [...new Set([...years, year])].sort((a, b) => b - a)
  return (
    <form class="filters" method="get" action={action} aria-label="筛选">
      <KeptViewpoint frame={{ viewpoint, today }} />
      {organizationId === undefined ? null : (
        <input type="hidden" name="organizationId" value={organizationId} />
      )}
      <label for="year">年度</label>
      <select id="year" name="year">
        {offered.map((one) => (
          <option value={String(one)} selected={one === year}>
            {one}
          </option>
        ))}
      </select>
      {children}
      <button class="plain">查看</button>
      {beside}
    </form>
  )
}

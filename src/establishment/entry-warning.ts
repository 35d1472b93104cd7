import { inChineseOrder } from '../kernel/chinese-order.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { type EntryOverride, overrideLeft, overrideState } from './entry-override.ts'
import type { Control } from './establishment-control.ts'
import { compareEstablishmentKinds } from './establishment-kind.ts'
import { type EstablishmentPosition, vacancies } from './vacancy.ts'

type Row = EstablishmentPosition & { organizationId: string; establishmentKind: string }

/** 预警: a unit and kind where places used, reserved and frozen are more than approved. */
export type EntryWarning = Row & {
  organizationName: string
  over: number
  control: Control
  /** of these so many entered by an override */
  overridden: number
  /** how many more an override still lets in */
  left: number
  /** wrong: more than the paper allows; warn: known to the office, by an override or because the kind is only warned of */
  level: 'wrong' | 'warn'
}

const levels = ['wrong', 'warn']

/** The most first; the region's own rows are its 总量 and nobody's places, so names leave them out. */
export function entryWarnings(
  rows: readonly Row[],
  {
    names,
    overrides,
    controlOfKind,
    today,
  }: {
    names: ReadonlyMap<string, string>
    overrides: readonly EntryOverride[]
    controlOfKind: (kind: string) => Control
    today: IsoDate
  },
): EntryWarning[] {
  return rows
    .flatMap((row): EntryWarning[] => {
      const organizationName = names.get(row.organizationId)
      const over = -vacancies(row)
      if (organizationName === undefined || over <= 0) return []
      const own = overrides.filter(
        ({ organizationId, establishmentKind }) =>
          organizationId === row.organizationId && establishmentKind === row.establishmentKind,
      )
      const overridden = own.reduce(
        (sum, { uses }) => sum + uses.filter(({ usedOn }) => usedOn <= today).length,
        0,
      )
      const inForce = own.filter((override) => overrideState(override, today) === 'in-force')
      const left = inForce.reduce((sum, override) => sum + overrideLeft(override), 0)
      const control = controlOfKind(row.establishmentKind)
      const level = control === 'warn' || over <= overridden ? 'warn' : 'wrong'
      return [{ ...row, organizationName, over, control, overridden, left, level }]
    })
    .toSorted(
      (a, b) =>
        levels.indexOf(a.level) - levels.indexOf(b.level) ||
        b.over - a.over ||
        compareEstablishmentKinds(a.establishmentKind, b.establishmentKind) ||
        inChineseOrder(a.organizationName, b.organizationName),
    )
}

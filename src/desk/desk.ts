import type { EstablishmentPosition } from '../establishment/vacancy.ts'
import { vacancies } from '../establishment/vacancy.ts'
import { inChineseOrder } from '../kernel/chinese-order.ts'
import type { SecondmentDue } from '../movement/secondment-due.ts'
import type { PositionSum } from '../staffing/establishment-table.ts'
import type { VacancyDesk } from './vacancy-desk.ts'
import type { Waiting } from './waiting.ts'

/** 超编: one unit and kind with more people than places. */
export type OverEstablished = {
  organizationId: string
  name: string
  establishmentKind: string
  approved: number
  occupied: number
  over: number
}

/** What the desk shows; null where the role has no part in it. */
export type DeskContent = {
  tray: { mine: Waiting[]; away: Waiting[] } | null
  staffing: {
    name: string
    all: PositionSum
    byKind: ReadonlyMap<string, PositionSum>
    kinds: readonly string[]
    over: OverEstablished[]
  } | null
  /** 到龄退休 in the twelve months ahead, and who has reached the age and is still there */
  retirements: { due: number; overdue: number } | null
  /** 借调、抽调、挂职 that end soon or are over */
  secondments: SecondmentDue[] | null
  /** 待受理 budget adjustments */
  adjustments: number | null
  /** 合并、分设 that wait for this user's signature */
  reforms: number | null
  /** 用编申请、计划、特批 that wait, and what ends soon */
  vacancy: VacancyDesk | null
  /** 更正申请: of the office those to be accepted, of a unit its own on the way */
  applications: number | null
}

type Row = EstablishmentPosition & { organizationId: string; establishmentKind: string }

/** Units over their establishment, the most first. The region's own rows are its 总量 and nobody's places. */
export function overEstablished(rows: readonly Row[], names: ReadonlyMap<string, string>): OverEstablished[] {
  return rows
    .flatMap((row) => {
      const name = names.get(row.organizationId)
      const over = -vacancies(row)
      return name === undefined || over <= 0 ? [] : [{ ...row, name, over }]
    })
    .toSorted((a, b) => b.over - a.over || inChineseOrder(a.name, b.name))
}

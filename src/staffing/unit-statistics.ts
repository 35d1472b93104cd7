import {
  compareEstablishmentKinds,
  establishmentKindName,
  isCounted,
} from '../establishment/establishment-kind.ts'
import type { EstablishmentPosition } from '../establishment/vacancy.ts'
import { organizationCategories, organizationRanks, wordOf } from '../organization/organization.ts'
import { type PositionSum, positionSum } from './establishment-table.ts'
import {
  type StatisticRow,
  type StatisticTable,
  shownColumns,
  summedRow,
  type TieOut,
} from './statistic-table.ts'

/** 机构 as the statistics look at it. */
export type CountedUnit = { organizationId: string; kind: string; category: string; rank: string | null }

type Position = EstablishmentPosition & { organizationId: string; establishmentKind: string }

const unranked = 'none'

/** 机构统计: units by 类别 and 规格; inner sections are no units. */
export function unitTable(units: readonly CountedUnit[]): StatisticTable {
  const own = units.filter(({ kind }) => kind === 'unit')
  const ranks = { ...organizationRanks, [unranked]: '未定级' }
  const rows = Object.entries(organizationCategories).flatMap(([category, name]): StatisticRow[] => {
    const among = own.filter((unit) => unit.category === category)
    if (among.length === 0) return []
    const counts = new Map([['total', among.length]])
    for (const unit of among) {
      const rank = rankOf(unit)
      counts.set(rank, (counts.get(rank) ?? 0) + 1)
    }
    return [{ key: category, name, counts }]
  })
  const totals = summedRow(rows, '合计')
  const columns = [
    { key: 'total', title: '合计' },
    ...Object.entries(ranks).map(([key, title]) => ({ key, title, group: '机构规格' })),
  ]
  const shown = shownColumns(columns, rows, new Set(Object.keys(ranks)))
  const byRank = shown.slice(1).reduce((sum, { key }) => sum + (totals.counts.get(key) ?? 0), 0)
  return {
    key: 'units',
    title: '机构统计',
    first: '机构类别',
    columns: shown,
    rows,
    totals,
    checks: [
      { name: '各类别机构之和＝机构总数', left: totals.counts.get('total') ?? 0, right: own.length },
      { name: '各规格机构之和＝机构总数', left: byRank, right: own.length },
    ],
    notes: ['统计机构，不含内设机构。'],
  }
}

/** Is the unit counted in that cell? */
export function isUnitIn(unit: CountedUnit, { row, column }: { row: string; column: string }): boolean {
  return (
    unit.kind === 'unit' &&
    (row === 'total' || unit.category === row) &&
    (column === 'total' || rankOf(unit) === column)
  )
}

function rankOf({ rank }: CountedUnit): string {
  return rank !== null && Object.hasOwn(organizationRanks, rank) ? rank : unranked
}

const positionColumns = [
  { key: 'approved', title: '核定' },
  { key: 'occupied', title: '实有' },
  { key: 'reserved', title: '已批未用' },
  { key: 'frozen', title: '冻结' },
  { key: 'vacant', title: '空缺' },
  { key: 'over', title: '超编' },
]

/** 编制统计 by kind; 备案人员总量 stands under the sum and is not in it. */
export function kindTable(positions: readonly Position[], whole: PositionSum): StatisticTable {
  const kinds = [...new Set(positions.map(({ establishmentKind }) => establishmentKind))]
  const rows = kinds
    .toSorted(compareEstablishmentKinds)
    .map((kind) =>
      positionRow(kind, establishmentKindName(kind), (one) => one.establishmentKind === kind, positions),
    )
  const totals = summedRow(
    rows.filter(({ key }) => isCounted(key)),
    '编制合计',
  )
  return {
    key: 'kinds',
    title: '编制统计（按编制类型）',
    first: '编制类型',
    columns: positionColumns,
    rows,
    totals,
    checks: wholeChecks('各类型', totals, whole),
    notes: [
      '空缺＝核定－实有－已批未用－冻结，按机构和编制类型分别计算，超编与空缺不相抵。备案人员总量不计入合计。',
    ],
  }
}

/** 编制统计 by the category of the unit, 编制 of every kind together. */
export function categoryTable(
  positions: readonly Position[],
  units: readonly CountedUnit[],
  whole: PositionSum,
): StatisticTable {
  const categories = new Map(units.map(({ organizationId, category }) => [organizationId, category]))
  const rows = [...new Set(categories.values())]
    .map((category) =>
      positionRow(
        category,
        wordOf(organizationCategories, category),
        (one) => isCounted(one.establishmentKind) && categories.get(one.organizationId) === category,
        positions,
      ),
    )
    .filter(({ counts }) => [...counts.values()].some((count) => count !== 0))
    .toSorted((a, b) => placeOf(a.key) - placeOf(b.key))
  const totals = summedRow(rows, '编制合计')
  return {
    key: 'categories',
    title: '编制统计（按机构类别）',
    first: '机构类别',
    columns: positionColumns,
    rows,
    totals,
    checks: wholeChecks('各类别', totals, whole),
    notes: [],
  }
}

function placeOf(category: string): number {
  const place = Object.keys(organizationCategories).indexOf(category)
  return place < 0 ? Number.MAX_SAFE_INTEGER : place
}

function positionRow(
  key: string,
  name: string,
  isOwn: (position: Position) => boolean,
  positions: readonly Position[],
): StatisticRow {
  return { key, name, counts: new Map(Object.entries(positionSum(positions.filter(isOwn)))) }
}

/** Against the establishment table of the same day, which adds up unit by unit. */
function wholeChecks(parts: string, totals: StatisticRow, whole: PositionSum): TieOut[] {
  return positionColumns.map(({ key, title }) => ({
    name: `${parts}${title}之和＝编制使用情况表${title}合计`,
    left: totals.counts.get(key) ?? 0,
    right: whole[key as keyof PositionSum],
  }))
}

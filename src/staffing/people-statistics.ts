import {
  compareEstablishmentKinds,
  establishmentKindName,
  isCounted,
} from '../establishment/establishment-kind.ts'
import { codeName } from '../kernel/codes.ts'
import {
  addTo,
  countOf,
  type StatisticColumn,
  type StatisticRow,
  type StatisticTable,
  shownColumns,
  summedRow,
  type TieOut,
} from './statistic-table.ts'

/** What the statistics look at in a person; null where the registry does not know. */
export type PersonTraits = {
  establishmentKind: string
  /** GB/T 2261.1 */
  sex: string | null
  /** GB/T 3304 */
  ethnicity: string | null
  /** completed years on the day */
  age: number | null
  /** GB/T 4658 of the highest */
  educationLevel: string | null
  /** leading duty, else 职级, else 岗位等级: `duty 0141`, `rank 09`, `post 0331` */
  standing: string | null
}

export type CountedPeople = PersonTraits & { people: number }

/** Completed years, both inclusive; the last is open. The bands of the civil servants' yearly statistics. */
export const ageBands = [
  { key: 'age:0-35', title: '35 岁及以下', from: 0, to: 35 },
  { key: 'age:36-40', title: '36–40 岁', from: 36, to: 40 },
  { key: 'age:41-45', title: '41–45 岁', from: 41, to: 45 },
  { key: 'age:46-50', title: '46–50 岁', from: 46, to: 50 },
  { key: 'age:51-54', title: '51–54 岁', from: 51, to: 54 },
  { key: 'age:55-59', title: '55–59 岁', from: 55, to: 59 },
  { key: 'age:60-', title: '60 岁及以上', from: 60, to: 200 },
] as const

const educationBands: Record<string, string> = { '10': '研究生', '20': '大学本科', '30': '大学专科' }
const belowCollege = 'education:below'

const columns: StatisticColumn[] = [
  { key: 'total', title: '合计' },
  { key: 'sex:1', title: '男', group: '性别' },
  { key: 'sex:2', title: '女', group: '性别' },
  { key: 'sex:unknown', title: '未登记', group: '性别' },
  { key: 'ethnicity:han', title: '汉族', group: '民族' },
  { key: 'ethnicity:minority', title: '少数民族', group: '民族' },
  { key: 'ethnicity:unknown', title: '未登记', group: '民族' },
  ...Object.entries(educationBands).map(([level, title]) => ({
    key: `education:${level}`,
    title,
    group: '学历',
  })),
  { key: belowCollege, title: '中专（高中）及以下', group: '学历' },
  { key: 'education:unknown', title: '未登记', group: '学历' },
  ...ageBands.map(({ key, title }) => ({ key, title, group: '年龄' })),
  { key: 'age:unknown', title: '未登记', group: '年龄' },
]

/** 人员统计: per kind by sex, ethnicity, education and age; everybody once in each group. */
export function peopleTable(
  groups: readonly CountedPeople[],
  occupied: ReadonlyMap<string, number>,
): StatisticTable {
  const counted = new Map<string, Map<string, number>>()
  for (const group of groups) {
    for (const column of columnsOf(group)) {
      addTo(counted, { row: group.establishmentKind, column, count: group.people })
    }
  }
  const rows = rowsByKind(counted)
  const totals = summedRow(
    rows.filter(({ key }) => isCounted(key)),
    '编制合计',
  )
  const unknown = new Set(columns.map(({ key }) => key).filter((key) => key.endsWith(':unknown')))
  return {
    key: 'people',
    title: '人员统计',
    first: '编制类型',
    columns: shownColumns(columns, rows, unknown),
    rows,
    totals,
    checks: [
      ...['性别', '民族', '学历', '年龄'].map((group) => ({
        name: `各${group}之和＝人员合计`,
        left: columns
          .filter((column) => column.group === group)
          .reduce((sum, { key }) => sum + countOf(totals, key), 0),
        right: countOf(totals, 'total'),
      })),
      ...occupiedChecks(rows, occupied),
    ],
    notes: ['年龄按时点的周岁计算，学历取已取得的最高学历。备案人员总量不计入合计。'],
  }
}

/** 职务职级和岗位等级统计: everybody once, by leading duty, else by 职级, else by 岗位等级. */
export function standingTable(
  groups: readonly CountedPeople[],
  occupied: ReadonlyMap<string, number>,
): StatisticTable {
  const kinds = [...new Set(groups.map(({ establishmentKind }) => establishmentKind))].toSorted(
    compareEstablishmentKinds,
  )
  const counted = new Map<string, Map<string, number>>()
  for (const { standing, establishmentKind, people } of groups) {
    const row = standing ?? 'unknown'
    addTo(counted, { row, column: establishmentKind, count: people })
    if (isCounted(establishmentKind)) addTo(counted, { row, column: 'total', count: people })
  }
  const rows = [...counted]
    .toSorted(([a], [b]) => compareStandings(a, b))
    .map(([key, counts]) => ({ key, name: standingName(key), counts }))
  const totals = summedRow(rows, '合计')
  return {
    key: 'standings',
    title: '职务职级和岗位等级统计',
    first: '职务职级、岗位等级',
    columns: [
      { key: 'total', title: '编制合计' },
      ...kinds.map((kind) => ({ key: kind, title: establishmentKindName(kind), group: '编制类型' })),
    ],
    rows,
    totals,
    checks: kinds.map((kind) => ({
      name: `${establishmentKindName(kind)}各层次之和＝实有`,
      left: countOf(totals, kind),
      right: occupied.get(kind) ?? 0,
    })),
    notes: ['担任领导职务的按领导职务层次统计，其他按职级，再次按岗位等级；兼职不重复统计。'],
  }
}

/** Is the person counted in that cell of the table? */
export function isPersonIn(
  table: string,
  { row, column }: { row: string; column: string },
  person: PersonTraits,
): boolean {
  const kind = table === 'people' ? row : column
  const isOfKind = kind === 'total' ? isCounted(person.establishmentKind) : person.establishmentKind === kind
  if (table === 'people') return isOfKind && columnsOf(person).includes(column)
  return isOfKind && (row === 'total' || (person.standing ?? 'unknown') === row)
}

/** Every column the person counts in: the sum, and one of each group. */
function columnsOf({ sex, ethnicity, age, educationLevel }: PersonTraits): string[] {
  const band = ageBands.find(({ from, to }) => age !== null && from <= age && age <= to)
  return [
    'total',
    sex === '1' || sex === '2' ? `sex:${sex}` : 'sex:unknown',
    ethnicityColumn(ethnicity),
    educationColumn(educationLevel),
    band?.key ?? 'age:unknown',
  ]
}

function ethnicityColumn(ethnicity: string | null): string {
  if (ethnicity === null) return 'ethnicity:unknown'
  return ethnicity === '01' ? 'ethnicity:han' : 'ethnicity:minority'
}

function educationColumn(level: string | null): string {
  if (level === null) return 'education:unknown'
  return Object.hasOwn(educationBands, level) ? `education:${level}` : belowCollege
}

function rowsByKind(counted: ReadonlyMap<string, Map<string, number>>): StatisticRow[] {
  return [...counted]
    .toSorted(([a], [b]) => compareEstablishmentKinds(a, b))
    .map(([key, counts]) => ({ key, name: establishmentKindName(key), counts }))
}

function occupiedChecks(rows: readonly StatisticRow[], occupied: ReadonlyMap<string, number>): TieOut[] {
  return rows.map((row) => ({
    name: `${row.name}人员合计＝编制统计实有`,
    left: countOf(row, 'total'),
    right: occupied.get(row.key) ?? 0,
  }))
}

const aspects = ['duty', 'rank', 'post']

function compareStandings(a: string, b: string): number {
  const [aspectA = '', codeA = ''] = a.split(' ')
  const [aspectB = '', codeB = ''] = b.split(' ')
  const order = (aspect: string) => (aspects.includes(aspect) ? aspects.indexOf(aspect) : aspects.length)
  return aspectA === aspectB ? codeA.localeCompare(codeB) : order(aspectA) - order(aspectB)
}

function standingName(standing: string): string {
  const [aspect = '', code = ''] = standing.split(' ')
  if (code === '') return '未登记'
  const general = aspect === 'rank' ? codeName('RANK_GENERAL', code) : null
  return general ?? codeName('ZB09', code) ?? code
}

import {
  compareEstablishmentKinds,
  establishmentKindName,
  isCounted,
} from '../establishment/establishment-kind.ts'
import {
  addTo,
  countOf,
  type StatisticRow,
  type StatisticTable,
  type TieOut,
} from '../staffing/statistic-table.ts'
import { movementKindName, movementKindOrder, movementRule } from './movement-kind.ts'
import type { BalancePart, Lines, MovementFlow, PlaceCount } from './staffing-change.ts'

/** Movements in effect between the days, neither corrected nor taking another back. */
export type MovementCount = { movementKind: string; movements: number }

type Facts = {
  counts: readonly PlaceCount[]
  flows: readonly MovementFlow[]
  movements: readonly MovementCount[]
  /** 实有 of each kind on the closing day, from the establishment table */
  occupied: ReadonlyMap<string, number>
}

const partTitles: Record<BalancePart, string> = {
  opening: '年初实有',
  transferredIn: '随机构划入',
  entered: '增加',
  movedIn: '编内转入',
  transferredOut: '随机构划出',
  left: '减少',
  movedOut: '编内转出',
  closing: '期末实有',
}
const partOrder = Object.keys(partTitles) as BalancePart[]
const adding: readonly BalancePart[] = ['opening', 'transferredIn', 'entered', 'movedIn']

/** 人员变动统计: who stood there, who came, who went and by which movement, who stands there; kind by kind. */
export function movementTable({ opening, closing }: Lines, facts: Facts): StatisticTable {
  const counted = new Map<string, Map<string, number>>()
  const add = (part: BalancePart, kind: string | null, movement: string, people: number) => {
    if (kind === null || people === 0) return
    const row = movement === '' ? part : `${part} ${movement}`
    addTo(counted, { row, column: kind, count: people })
    if (isCounted(kind)) addTo(counted, { row, column: 'total', count: people })
  }
  for (const count of facts.counts) {
    const [before, after] = [opening(count), closing(count)]
    add('opening', before, '', count.opening)
    add('closing', after, '', count.closing)
    if (before === after) continue
    add('transferredOut', before, '', count.opening)
    add('transferredIn', after, '', count.opening)
  }
  for (const { from, to, movementKind, people } of facts.flows) {
    const [before, after] = [from && closing(from), to && closing(to)]
    if (before === after) continue
    const movement = movementKind ?? 'none'
    add(to === null ? 'left' : 'movedOut', before, movement, people)
    add(from === null ? 'entered' : 'movedIn', after, movement, people)
  }
  const rows = [...counted]
    .map(([key, counts]) => ({ key, name: rowName(key), counts }))
    .toSorted(compareRows)
  const kinds = [...new Set(rows.flatMap(({ counts }) => [...counts.keys()]))]
    .filter((key) => key !== 'total')
    .toSorted(compareEstablishmentKinds)
  return {
    key: 'movements',
    title: '人员变动统计',
    first: '项目',
    columns: [
      { key: 'total', title: '编制合计' },
      ...kinds.map((key) => ({ key, title: establishmentKindName(key), group: '编制类型' })),
    ],
    rows,
    totals: null,
    checks: [
      ...kinds.flatMap((kind) => kindChecks(kind, rows, facts.occupied)),
      ...movementChecks(rows, kinds, facts),
    ],
    notes: [
      '自上年末日终至时点日终。编内转入、转出指编制类型变更和区内单位之间调动，备案人员总量不计入编制合计。',
    ],
  }
}

/** What leaves everybody in his place: 职务、职级、工资、借调 …, in movements. */
export function otherMovementTable(movements: readonly MovementCount[]): StatisticTable {
  const counts = new Map(movements.map(({ movementKind, movements: count }) => [movementKind, count]))
  const rows = movementKindOrder
    .filter((kind) => !movementRule(kind).changes.includes('assignment') && counts.has(kind))
    .map((kind) => ({
      key: kind,
      name: movementKindName(kind),
      counts: new Map([['movements', counts.get(kind) ?? 0]]),
    }))
  return {
    key: 'other-movements',
    title: '其他异动统计',
    first: '异动',
    columns: [{ key: 'movements', title: '件数' }],
    rows,
    totals: null,
    checks: [],
    notes: ['已生效、未被更正的异动，冲销不计。这些异动不改变编制单位和编制类型。'],
  }
}

/** The part of the balance and the kind of movement a row tells of. */
export function partOfRow(key: string): { part: string; movement: string | undefined } {
  const [part = '', movement] = key.split(' ')
  return { part, movement: movement === 'none' ? '' : movement }
}

function rowName(key: string): string {
  const { part, movement } = partOfRow(key)
  const title = partTitles[part as BalancePart]
  if (movement === undefined) return title
  return `${title}：${movement === '' ? '期初登记' : movementKindName(movement)}`
}

function compareRows(a: StatisticRow, b: StatisticRow): number {
  const place = ({ key }: StatisticRow) => {
    const { part, movement = '' } = partOfRow(key)
    const kinds: readonly string[] = movementKindOrder
    return partOrder.indexOf(part as BalancePart) * 100 + kinds.indexOf(movement)
  }
  return place(a) - place(b)
}

function kindChecks(
  kind: string,
  rows: readonly StatisticRow[],
  occupied: ReadonlyMap<string, number>,
): TieOut[] {
  const name = establishmentKindName(kind)
  const closing = rows.find(({ key }) => key === 'closing')
  const left = rows
    .filter(({ key }) => key !== 'closing')
    .reduce((sum, row) => {
      const isAdded = adding.includes(partOfRow(row.key).part as BalancePart)
      return isAdded ? sum + countOf(row, kind) : sum - countOf(row, kind)
    }, 0)
  const right = closing === undefined ? 0 : countOf(closing, kind)
  return [
    { name: `${name}年初实有＋增加和转入－减少和转出＝期末实有`, left, right },
    { name: `${name}期末实有＝编制统计实有`, left: right, right: occupied.get(kind) ?? 0 },
  ]
}

/** The register of movements beside the steps of the people. */
function movementChecks(
  rows: readonly StatisticRow[],
  kinds: readonly string[],
  { movements }: Facts,
): TieOut[] {
  const people = (part: string) =>
    rows
      .filter(({ key }) => partOfRow(key).part === part && (partOfRow(key).movement ?? '') !== '')
      .reduce((sum, row) => sum + kinds.reduce((among, kind) => among + countOf(row, kind), 0), 0)
  const registered = (direction: string) =>
    movementKindOrder
      .filter((kind) => movementRule(kind).direction === direction)
      .reduce(
        (sum, kind) => sum + (movements.find(({ movementKind }) => movementKind === kind)?.movements ?? 0),
        0,
      )
  return [
    { name: '由异动增加的人数＝已生效增员异动件数', left: people('entered'), right: registered('in') },
    { name: '由异动减少的人数＝已生效减员异动件数', left: people('left'), right: registered('out') },
  ]
}

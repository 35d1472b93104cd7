import type { Sheet } from '../http/workbook.ts'
import { organizationRanks, wordOf } from '../organization/organization.ts'
import { establishmentKindName } from './establishment-kind.ts'
import type { ListedSeats } from './leadership-list.ts'
import { type LeadershipRow, leadershipPositions, type SeatHolder, vacantSeats } from './leadership-post.ts'

const rankWord = (rank: string) => wordOf(organizationRanks, rank)
const positionWord = (position: string) => wordOf(leadershipPositions, position)

/** 领导职数 as listed. */
export function workbookOfSeats(seats: readonly ListedSeats[]): Sheet {
  const total = (pick: (seat: ListedSeats) => number) => seats.reduce((sum, seat) => sum + pick(seat), 0)
  return {
    title: '领导职数',
    unitOfMeasure: '名',
    columns: [
      { title: '机构', width: 40 },
      { title: '级别', width: 12 },
      { title: '正副', width: 14 },
      { title: '核定', width: 8, kind: 'count' },
      { title: '实配', width: 8, kind: 'count' },
      { title: '兼任', width: 8, kind: 'count' },
      { title: '空缺', width: 8, kind: 'count' },
      { title: '提示', width: 10 },
    ],
    rows: seats.map((seat) => [
      seat.organizationName,
      rankWord(seat.rank),
      positionWord(seat.position),
      seat.approved,
      seat.held,
      seat.concurrent,
      vacantSeats(seat),
      [vacantSeats(seat) < 0 ? '超职数' : '', seat.aboveRank ? '超规格' : ''].filter(Boolean).join('、'),
    ]),
    totals: [
      '合计',
      null,
      null,
      total(({ approved }) => approved),
      total(({ held }) => held),
      total(({ concurrent }) => concurrent),
      total(vacantSeats),
    ],
    notes: [
      '口径：兼任的在主要职务处计一次，不占本处职数；空缺负数为超职数；内设机构领导职数与单位领导职数分别计算。',
    ],
  }
}

/** 职数台账, every row as it stands. */
export function workbookOfLeadershipRows(rows: readonly LeadershipRow[]): Sheet {
  return {
    title: '领导职数台账',
    unitOfMeasure: '名',
    columns: [
      { title: '生效日期', width: 12 },
      { title: '机构', width: 36 },
      { title: '级别', width: 12 },
      { title: '正副', width: 14 },
      { title: '增减', width: 8, kind: 'count' },
      { title: '文号', width: 22 },
      { title: '标题', width: 40 },
      { title: '批准机关', width: 20 },
      { title: '备注', width: 24 },
    ],
    rows: rows.map((row) => [
      row.effectiveOn,
      row.organizationName,
      rankWord(row.rank),
      positionWord(row.position),
      row.change,
      row.document.number,
      row.document.title,
      row.document.issuer,
      [standing(row), row.note].filter((words) => words !== '').join(' '),
    ]),
  }
}

/** 领导职务人员 as listed. */
export function workbookOfHolders(holders: readonly SeatHolder[], names: ReadonlyMap<string, string>): Sheet {
  return {
    title: '领导职务人员',
    columns: [
      { title: '机构', width: 36 },
      { title: '内设机构', width: 24 },
      { title: '级别', width: 12 },
      { title: '正副', width: 14 },
      { title: '姓名', width: 12 },
      { title: '职务', width: 30 },
      { title: '任职时间', width: 12 },
      { title: '编制类型', width: 14 },
      { title: '兼任', width: 8 },
    ],
    rows: holders.map((holder) => [
      names.get(holder.organizationId) ?? '',
      names.get(holder.divisionId ?? '') ?? '',
      rankWord(holder.rank),
      positionWord(holder.position),
      holder.name,
      holder.title,
      holder.from,
      holder.establishmentKind === null ? '' : establishmentKindName(holder.establishmentKind),
      holder.concurrent ? '兼任' : '',
    ]),
    notes: [`共 ${holders.length} 人次。`],
  }
}

function standing(row: LeadershipRow): string {
  if (row.reversesId !== null) return '冲销误登行'
  return row.reversedById === null ? '' : '已冲销'
}

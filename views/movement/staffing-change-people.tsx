import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import { movementKindName } from '../../src/movement/movement-kind.ts'
import type { BalancePart, StaffingChange } from '../../src/movement/staffing-change.ts'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { keptOf, type Span } from './staffing-changes.tsx'

/** As the title of the list says it. */
export const partNames: Record<BalancePart, string> = {
  opening: '期初',
  transferredIn: '随机构划入',
  entered: '新增',
  movedIn: '转入',
  transferredOut: '随机构划出',
  left: '离开',
  movedOut: '转出',
  closing: '期末',
}

type Names = ReadonlyMap<string, string>

export function staffingChangeColumns(names: Names, link: Link): ListColumn<StaffingChange>[] {
  const unit = (place: StaffingChange['to']) =>
    place === null ? '' : (names.get(place.organizationId) ?? '')
  const kind = (place: StaffingChange['to']) =>
    place === null ? '' : establishmentKindName(place.establishmentKind)
  const inFileOnly = { only: 'file', order: null } as const
  return [
    {
      key: 'person',
      title: '姓名',
      width: 12,
      kind: 'code',
      value: ({ personName }) => personName,
      cell: ({ personId, personName }) => <a href={link(`/people/${personId}`)}>{personName}</a>,
    },
    { key: 'on', title: '日期', width: 12, kind: 'date', value: ({ on }) => on },
    {
      key: 'from',
      title: '由',
      width: 34,
      value: ({ from }) => unit(from),
      cell: ({ from }) => placeInWords(names, from),
    },
    { key: 'fromKind', title: '原编制类型', width: 14, value: ({ from }) => kind(from), ...inFileOnly },
    {
      key: 'to',
      title: '到',
      width: 34,
      value: ({ to }) => unit(to),
      cell: ({ to }) => placeInWords(names, to),
    },
    { key: 'toKind', title: '现编制类型', width: 14, value: ({ to }) => kind(to), ...inFileOnly },
    {
      key: 'movement',
      title: '异动',
      width: 26,
      value: movementInWords,
      cell: (row) =>
        row.movementId === null ? (
          movementInWords(row)
        ) : (
          <a href={link(`/movements/${row.movementId}`)}>{movementInWords(row)}</a>
        ),
    },
    {
      key: 'document',
      title: '文件',
      width: 24,
      value: ({ documentNumber }) => documentNumber ?? '',
      cell: ({ documentNumber, documentTitle }) => (
        <span title={documentTitle ?? undefined}>{documentNumber ?? ''}</span>
      ),
    },
  ]
}

type StaffingChangePeopleProps = { span: Span; list: List<StaffingChange>; link: Link }

/** The people behind one count: name, day, from where to where, movement, document. */
export function StaffingChangePeople({ span, list, link }: StaffingChangePeopleProps) {
  return (
    <section id="staffing-change-people">
      <div class="filters">
        <a href={link('/staffing-changes', keptOf(span))}>返回增减变动</a>
        <ListTools list={list} counted="人次" />
      </div>
      {list.count === 0 ? (
        <p class="empty">没有符合条件的人员。请返回增减变动，点数字查看人员。</p>
      ) : (
        <ListTable list={list} caption={`${span.name} ${span.from} 日终至 ${span.to} 日终`} counted="人次" />
      )}
    </section>
  )
}

function movementInWords({ movementKind, movementNumber }: StaffingChange): string {
  if (movementKind === null) return '期初登记'
  return `${movementKindName(movementKind)} ${movementNumber ?? ''}`.trim()
}

/** 教育局（行政编制); outside the registry there is nothing to say. */
export function placeInWords(names: ReadonlyMap<string, string>, place: StaffingChange['to']): string {
  if (place === null) return ''
  return `${names.get(place.organizationId) ?? ''}（${establishmentKindName(place.establishmentKind)}）`
}

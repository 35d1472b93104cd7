import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { movementKindName, movementKindOrder } from '../../src/movement/movement-kind.ts'
import type { MovementRow } from '../../src/movement/movement-row.ts'
import { type MovementState, movementStates, stepName } from '../../src/movement/signature.ts'
import { choicesOf } from '../../src/organization/organization.ts'
import { KeptViewpoint } from '../layout.tsx'
import { FilterChoice } from '../parts/filter-choice.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { beijingMinute, RecordedBy } from '../parts/moment.tsx'
import { UnitFilter } from '../parts/unit-filter.tsx'

export const stateQuestions = {
  open: '办理中',
  effective: '已生效',
  corrected: '已更正',
  ended: '退回、撤回',
} as const

type Names = ReadonlyMap<string, string>

/** Which columns the list has; the database sorts by those that are sorted by. */
export function movementColumns(names: Names, link: Link): ListColumn<MovementRow>[] {
  const kindNamed = (kind: string | null) => (kind === null ? '' : establishmentKindName(kind))
  const from = (row: MovementRow) => names.get(row.fromOrganizationId ?? '') ?? ''
  const to = (row: MovementRow) => row.place ?? names.get(row.toOrganizationId ?? '') ?? ''
  return [
    {
      key: 'number',
      title: '编号',
      width: 12,
      kind: 'code',
      value: (row) => row.number,
      cell: (row) => <a href={link(`/movements/${row.id}`)}>{row.number}</a>,
    },
    {
      key: 'person',
      title: '姓名',
      width: 12,
      kind: 'code',
      value: (row) => row.personName,
      cell: (row) => <a href={link(`/people/${row.personId}`)}>{row.personName}</a>,
    },
    {
      key: 'kind',
      title: '种类',
      width: 16,
      value: (row) => movementKindName(row.kind),
      cell: (row) => (
        <>
          {movementKindName(row.kind)}
          {row.correctsId === null ? null : <span class="tag warn">{row.takesBack ? '冲销' : '更正'}</span>}
        </>
      ),
    },
    {
      key: 'from',
      title: '原编制单位',
      width: 28,
      value: from,
      cell: (row) => placeInWords(names, row.fromOrganizationId, row.fromEstablishmentKind),
    },
    {
      key: 'fromKind',
      title: '原编制类型',
      width: 12,
      value: (row) => kindNamed(row.fromEstablishmentKind),
      only: 'file',
      order: null,
    },
    {
      key: 'to',
      title: '新编制单位',
      width: 28,
      value: to,
      cell: (row) => row.place ?? placeInWords(names, row.toOrganizationId, row.toEstablishmentKind),
    },
    {
      key: 'toKind',
      title: '新编制类型',
      width: 12,
      value: (row) => kindNamed(row.toEstablishmentKind),
      only: 'file',
      order: null,
    },
    { key: 'effectiveOn', title: '生效日期', width: 12, kind: 'date', value: (row) => row.effectiveOn },
    {
      key: 'recordedAt',
      title: '登记时间',
      width: 18,
      kind: 'date',
      value: (row) => beijingMinute(row.recordedAt),
      cell: (row) => <RecordedBy at={row.recordedAt} name={null} />,
    },
    {
      key: 'state',
      title: '状态',
      width: 10,
      kind: 'code',
      value: (row) => movementStates[row.state],
      cell: (row) => <StateTag state={row.state} />,
      order: null,
    },
    {
      key: 'waitsFor',
      title: '等待',
      width: 10,
      kind: 'code',
      value: (row) => (row.waitsFor === null ? '' : stepName(row.waitsFor)),
      order: null,
    },
  ]
}

type MovementListProps = { list: List<MovementRow>; viewpoint: Viewpoint; today: IsoDate; link: Link }

export function MovementList(props: MovementListProps) {
  const { list } = props
  return (
    <section id="movements">
      <Filters {...props} />
      {list.count === 0 ? (
        <p class="empty">没有符合条件的异动。请放宽筛选条件；新的异动由“办理异动”登记，签批后生效。</p>
      ) : (
        <ListTable
          list={list}
          caption={list.sort === null ? '异动，按登记时间由近到远' : '异动'}
          counted="项"
        />
      )}
    </section>
  )
}

export function StateTag({ state }: { state: MovementState }) {
  const looks: Record<MovementState, string> = {
    drafted: 'tag',
    waiting: 'tag warn',
    returned: 'tag wrong',
    withdrawn: 'tag',
    effective: 'tag good',
    corrected: 'tag struck',
  }
  return <span class={looks[state]}>{movementStates[state]}</span>
}

export function placeInWords(
  names: ReadonlyMap<string, string>,
  organizationId: string | null,
  establishmentKind: string | null,
): string {
  if (organizationId === null) return ''
  const kind = establishmentKind === null ? '' : `（${establishmentKindName(establishmentKind)}）`
  return `${names.get(organizationId) ?? ''}${kind}`
}

function Filters({ list, viewpoint, today, link }: MovementListProps) {
  const { query } = list
  const kinds = movementKindOrder.map((value) => ({ value, label: movementKindName(value) }))
  return (
    <form class="filters" method="get" action="/movements" aria-label="筛选异动">
      <KeptViewpoint frame={{ viewpoint, today }} />
      <FilterChoice
        name="state"
        label="状态"
        choices={choicesOf(stateQuestions)}
        chosen={query.state ?? ''}
      />
      <FilterChoice name="kind" label="种类" choices={kinds} chosen={query.kind ?? ''} />
      <UnitFilter typed={query.unit ?? ''} />
      <label for="from">生效日期</label>
      <input
        id="from"
        name="from"
        value={query.from ?? ''}
        size={10}
        maxlength={12}
        placeholder="2024-01-01"
      />
      <label for="to">至</label>
      <input id="to" name="to" value={query.to ?? ''} size={10} maxlength={12} />
      <button class="plain">查看</button>
      <ListTools list={list} counted="项">
        <a href={link('/staffing-changes')}>增减变动</a>
      </ListTools>
    </form>
  )
}

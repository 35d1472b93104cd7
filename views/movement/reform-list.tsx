import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import { type Reform, reformKinds, staysInUnit } from '../../src/movement/reform.ts'
import { type Life, movementStates, nextStep, stateOf, stepName } from '../../src/movement/signature.ts'
import { choicesOf } from '../../src/organization/organization.ts'
import { FilterChoice } from '../parts/filter-choice.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { beijingMinute, Moment } from '../parts/moment.tsx'
import { StateTag } from './movement-list.tsx'

type ListedReform = { reform: Reform; life: Life }

export function reformColumns(names: ReadonlyMap<string, string>, link: Link): ListColumn<ListedReform>[] {
  const before = ({ reform }: ListedReform) =>
    reform.plan.predecessors.map(({ organizationId }) => names.get(organizationId) ?? '').join('、')
  const after = ({ reform }: ListedReform) => {
    const { plan } = reform
    if (staysInUnit(plan)) return `变更为${establishmentKindName(plan.toEstablishmentKind ?? '')}`
    return plan.successors
      .map(({ organizationId, founded }) => founded?.name ?? names.get(organizationId) ?? '')
      .join('、')
  }
  return [
    {
      key: 'number',
      title: '编号',
      width: 14,
      kind: 'code',
      value: ({ reform }) => reform.number,
      cell: ({ reform }) => <a href={link(`/reforms/${reform.id}`)}>{reform.number}</a>,
    },
    { key: 'kind', title: '种类', width: 8, kind: 'code', value: ({ reform }) => reformKinds[reform.kind] },
    { key: 'before', title: '原机构', width: 40, value: before },
    { key: 'after', title: '合并、分设、调入后', width: 40, value: after },
    {
      key: 'effectiveOn',
      title: '生效日期',
      width: 12,
      kind: 'date',
      value: ({ reform }) => reform.effectiveOn,
    },
    {
      key: 'recordedAt',
      title: '登记时间',
      width: 18,
      kind: 'date',
      value: ({ reform }) => beijingMinute(reform.recordedAt),
      cell: ({ reform }) => <Moment at={reform.recordedAt} />,
    },
    {
      key: 'state',
      title: '状态',
      width: 10,
      kind: 'code',
      value: ({ life }) => movementStates[stateOf(life)],
      cell: ({ life }) => <StateTag state={stateOf(life)} />,
    },
    {
      key: 'waitsFor',
      title: '等待',
      width: 10,
      kind: 'code',
      value: ({ life }) => {
        const waits = nextStep(life)
        return waits === null ? '' : stepName(waits)
      },
    },
  ]
}

type ReformListProps = { list: List<ListedReform>; asked: { kind: string; state: string } }

/** 合并、分设 with their state, latest first. */
export function ReformList({ list, asked }: ReformListProps) {
  return (
    <section id="reforms">
      <form class="filters" method="get" action="/reforms" aria-label="筛选机构改革">
        <FilterChoice name="kind" label="种类" choices={choicesOf(reformKinds)} chosen={asked.kind} />
        <FilterChoice name="state" label="状态" choices={choicesOf(movementStates)} chosen={asked.state} />
        <button class="plain">查看</button>
        <ListTools list={list} counted="件" />
      </form>
      {list.count === 0 ? (
        <p class="empty">
          没有合并、分设方案。批文到件后，由经办人用“办理合并、分设”或“成批调动”登记，签批后生效。
        </p>
      ) : (
        <ListTable list={list} caption="机构合并、分设和成批调动，按登记时间由近到远" counted="件" />
      )}
    </section>
  )
}

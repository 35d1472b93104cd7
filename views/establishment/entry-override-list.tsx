import type { Entrant } from '../../src/establishment/entrant-reader.ts'
import {
  type EntryOverride,
  grantedByOverride,
  overrideLeft,
  overrideState,
  overrideStates,
} from '../../src/establishment/entry-override.ts'
import type { EntryWarning } from '../../src/establishment/entry-warning.ts'
import { controls } from '../../src/establishment/establishment-control.ts'
import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import { endsSoon, waitedFor } from '../../src/establishment/vacancy-request.ts'
import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { roles } from '../../src/kernel/permission.ts'
import { choicesOf } from '../../src/organization/organization.ts'
import { KeptViewpoint } from '../layout.tsx'
import { FilterChoice } from '../parts/filter-choice.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { UnitFilter } from '../parts/unit-filter.tsx'

type Entrants = ReadonlyMap<string, Entrant>

export function overrideColumns({
  entrants,
  asOf,
  link,
}: {
  entrants: Entrants
  asOf: IsoDate
  link: Link
}): ListColumn<EntryOverride>[] {
  const sum = (pick: (override: EntryOverride) => number) => (overrides: readonly EntryOverride[]) =>
    overrides.reduce((total, override) => total + pick(override), 0)
  const used = ({ uses }: EntryOverride) => uses.length
  const entered = ({ uses }: EntryOverride) =>
    uses.flatMap(({ movementId }) => entrants.get(movementId) ?? [])
  return [
    {
      key: 'number',
      title: '编号',
      width: 18,
      kind: 'code',
      value: ({ number }) => number,
      cell: ({ overrideId, number }) => <a href={link(`/entry-overrides/${overrideId}`)}>{number}</a>,
    },
    {
      key: 'unit',
      title: '机构',
      width: 36,
      value: ({ organizationName }) => organizationName,
      cell: ({ organizationId, organizationName }) => (
        <a href={link(`/organizations/${organizationId}`)}>{organizationName}</a>
      ),
    },
    {
      key: 'kind',
      title: '编制类型',
      width: 14,
      value: ({ establishmentKind }) => establishmentKindName(establishmentKind),
    },
    {
      key: 'granted',
      title: '批准',
      width: 8,
      kind: 'count',
      value: grantedByOverride,
      total: sum(grantedByOverride),
    },
    { key: 'used', title: '已用', width: 8, kind: 'count', value: used, total: sum(used) },
    { key: 'left', title: '剩余', width: 8, kind: 'count', value: overrideLeft, total: sum(overrideLeft) },
    {
      key: 'state',
      title: '状态',
      width: 10,
      kind: 'code',
      value: (override) => overrideStates[overrideState(override, asOf)],
      cell: (override) => <OverrideTag override={override} today={asOf} />,
    },
    { key: 'expiresOn', title: '有效期至', width: 12, kind: 'date', value: ({ expiresOn }) => expiresOn },
    {
      key: 'document',
      title: '批准文件',
      width: 24,
      value: ({ document }) => document.number,
      cell: ({ document }) => (
        <a href={link(`/documents/${document.id}`)} title={document.title}>
          {document.number}
        </a>
      ),
    },
    {
      key: 'reason',
      title: '事由',
      width: 36,
      value: ({ reason }) => reason,
      only: 'file',
      order: null,
    },
    {
      key: 'entrants',
      title: '进入人员',
      width: 30,
      value: (override) =>
        entered(override)
          .map(({ personName }) => personName)
          .join('、'),
      cell: (override) =>
        entered(override).flatMap(({ personId, personName }) => [
          <a href={link(`/people/${personId}`)}>{personName}</a>,
          ' ',
        ]),
    },
  ]
}

const warned = {
  approved: '核定',
  occupied: '实有',
  reserved: '已批未用',
  frozen: '冻结',
  over: '超出',
  overridden: '凭特批进入',
  left: '特批剩余',
} as const

export function warningColumns(link: Link): ListColumn<EntryWarning>[] {
  const counted = Object.entries(warned) as [keyof typeof warned, string][]
  return [
    {
      key: 'unit',
      title: '机构',
      width: 36,
      value: ({ organizationName }) => organizationName,
      cell: ({ organizationId, organizationName }) => (
        <a href={link(`/organizations/${organizationId}`)}>{organizationName}</a>
      ),
    },
    {
      key: 'kind',
      title: '编制类型',
      width: 14,
      value: ({ establishmentKind }) => establishmentKindName(establishmentKind),
    },
    ...counted.map(
      ([key, title]): ListColumn<EntryWarning> => ({
        key,
        title,
        width: 11,
        kind: 'count',
        value: (warning) => warning[key],
        ...(key === 'over' ? { cell: ({ over }) => <span class="over">{over}</span> } : {}),
        total: (warnings) => warnings.reduce((total, warning) => total + warning[key], 0),
      }),
    ),
    {
      key: 'control',
      title: '控制方式',
      width: 12,
      kind: 'code',
      value: ({ control }) => controls[control],
    },
    {
      key: 'level',
      title: '预警',
      width: 14,
      kind: 'code',
      value: levelInWords,
      cell: (warning) => (
        <span class={warning.level === 'wrong' ? 'tag wrong' : 'tag warn'}>{levelInWords(warning)}</span>
      ),
    },
  ]
}

type OverrideListProps = {
  overrides: List<EntryOverride>
  warnings: List<EntryWarning>
  fields: { unit: string; state: string }
  hint: string | null
  viewpoint: Viewpoint
  today: IsoDate
}

/** 特批及预警: what was allowed beyond the establishment, who entered by it, and where more are in than approved. */
export function OverrideList(props: OverrideListProps) {
  const { overrides, warnings, fields, viewpoint, today } = props
  const { asOf } = viewpoint
  return (
    <section id="entry-overrides">
      <form class="filters" method="get" action="/entry-overrides" aria-label="筛选特批">
        <KeptViewpoint frame={{ viewpoint, today }} />
        <UnitFilter typed={fields.unit} />
        <FilterChoice name="state" label="状态" choices={choicesOf(overrideStates)} chosen={fields.state} />
        <button class="plain">查看</button>
        <ListTools list={overrides} counted="件">
          <span class="shown">预警 {warnings.count} 条</span>
        </ListTools>
      </form>
      {props.hint === null ? null : <p class="warning">{props.hint}</p>}
      <h2>超编进人特批</h2>
      {overrides.count === 0 ? (
        <p class="empty">
          没有符合条件的特批。刚性控制的单位没有空编、确需进人的，凭编委会文件起草特批，逐级签批。
        </p>
      ) : (
        <ListTable list={overrides} caption="超编进人特批，单位：名" counted="件" />
      )}
      <h2>预警</h2>
      {warnings.count === 0 ? (
        <p class="empty">{asOf} 没有超出核定编制的单位。</p>
      ) : (
        <ListTable list={warnings} caption={`${asOf} 占用多于核定编制的单位，单位：名`} counted="条" />
      )}
    </section>
  )
}

/** In force amber, ending within the days of warning with its word; what is over is plain. */
export function OverrideTag({ override, today }: { override: EntryOverride; today: IsoDate }) {
  const state = overrideState(override, today)
  const role = waitedFor(override.steps)
  if (state === 'waiting' && role !== null) {
    return (
      <>
        {overrideStates.waiting}（待{roles[role]}）
      </>
    )
  }
  if (state !== 'in-force') return <span class="tag">{overrideStates[state]}</span>
  const soon = endsSoon(override.expiresOn, today)
  return <span class={soon ? 'tag wrong' : 'tag warn'}>{soon ? '即将到期' : overrideStates[state]}</span>
}

function levelInWords({ level, control }: EntryWarning): string {
  if (level === 'wrong') return '超编，无特批'
  return control === 'warn' ? '提示控制' : '特批'
}

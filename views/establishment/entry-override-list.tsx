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
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { roles } from '../../src/kernel/permission.ts'
import { choicesOf } from '../../src/organization/organization.ts'
import { KeptViewpoint } from '../layout.tsx'
import { Count } from '../parts/figure.tsx'
import { FilterChoice } from '../parts/filter-choice.tsx'
import { UnitFilter } from '../parts/unit-filter.tsx'

type Entrants = { entrants: ReadonlyMap<string, Entrant> }

type OverrideListProps = Entrants & {
  overrides: readonly EntryOverride[]
  warnings: readonly EntryWarning[]
  fields: { unit: string; state: string }
  hint: string | null
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
  query: Record<string, string>
}

/** 特批及预警: what was allowed beyond the establishment, who entered by it, and where more are in than approved. */
export function OverrideList(props: OverrideListProps) {
  const { overrides, warnings, entrants, fields, viewpoint, today, link } = props
  const { asOf } = viewpoint
  return (
    <section id="entry-overrides">
      <form class="filters" method="get" action="/entry-overrides" aria-label="筛选特批">
        <KeptViewpoint frame={{ viewpoint, today }} />
        <UnitFilter typed={fields.unit} />
        <FilterChoice name="state" label="状态" choices={choicesOf(overrideStates)} chosen={fields.state} />
        <button class="plain">查看</button>
        <span class="shown">
          特批 {overrides.length} 件，预警 {warnings.length} 条
        </span>
        <a class="export" href={link('/entry-overrides.xlsx', props.query)}>
          导出 .xlsx
        </a>
        <button type="button" class="plain" data-print>
          打印
        </button>
      </form>
      {props.hint === null ? null : <p class="warning">{props.hint}</p>}
      <h2>超编进人特批</h2>
      {overrides.length === 0 ? (
        <p class="empty">
          没有符合条件的特批。刚性控制的单位没有空编、确需进人的，凭编委会文件起草特批，逐级签批。
        </p>
      ) : (
        <OverrideTable overrides={overrides} entrants={entrants} asOf={asOf} link={link} />
      )}
      <h2>预警</h2>
      {warnings.length === 0 ? (
        <p class="empty">{asOf} 没有超出核定编制的单位。</p>
      ) : (
        <WarningTable warnings={warnings} asOf={asOf} link={link} />
      )}
    </section>
  )
}

type OverrideTableProps = Entrants & { overrides: readonly EntryOverride[]; asOf: IsoDate; link: Link }

function OverrideTable({ overrides, entrants, asOf, link }: OverrideTableProps) {
  return (
    <table class="register wide-print">
      <caption>超编进人特批，单位：名</caption>
      <thead>
        <tr>
          <th scope="col">编号</th>
          <th scope="col">机构</th>
          <th scope="col">编制类型</th>
          <th scope="col" class="number">
            批准
          </th>
          <th scope="col" class="number">
            已用
          </th>
          <th scope="col" class="number">
            剩余
          </th>
          <th scope="col">状态</th>
          <th scope="col">有效期至</th>
          <th scope="col">批准文件</th>
          <th scope="col">进入人员</th>
        </tr>
      </thead>
      <tbody>
        {overrides.map((override) => (
          <tr>
            <th scope="row">
              <a href={link(`/entry-overrides/${override.overrideId}`)}>{override.number}</a>
            </th>
            <td>
              <a href={link(`/organizations/${override.organizationId}`)}>{override.organizationName}</a>
            </td>
            <td>{establishmentKindName(override.establishmentKind)}</td>
            <td class="number">
              <Count value={grantedByOverride(override)} />
            </td>
            <td class="number">
              <Count value={override.uses.length} />
            </td>
            <td class="number">
              <Count value={overrideLeft(override)} />
            </td>
            <td>
              <OverrideTag override={override} today={asOf} />
            </td>
            <td class="date">{override.expiresOn}</td>
            <td>
              <a href={link(`/documents/${override.document.id}`)} title={override.document.title}>
                {override.document.number}
              </a>
            </td>
            <td>
              <EntrantNames override={override} entrants={entrants} link={link} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
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

function EntrantNames({ override, entrants, link }: Entrants & { override: EntryOverride; link: Link }) {
  return (
    <>
      {override.uses.flatMap(({ movementId }) => {
        const entrant = entrants.get(movementId)
        return entrant === undefined
          ? []
          : [<a href={link(`/people/${entrant.personId}`)}>{entrant.personName}</a>, ' ']
      })}
    </>
  )
}

function WarningTable({
  warnings,
  asOf,
  link,
}: {
  warnings: readonly EntryWarning[]
  asOf: IsoDate
  link: Link
}) {
  return (
    <table class="register wide-print">
      <caption>{asOf} 占用多于核定编制的单位，单位：名</caption>
      <thead>
        <tr>
          <th scope="col">机构</th>
          <th scope="col">编制类型</th>
          {['核定', '实有', '已批未用', '冻结', '超出', '凭特批进入', '特批剩余'].map((title) => (
            <th scope="col" class="number">
              {title}
            </th>
          ))}
          <th scope="col">控制方式</th>
          <th scope="col">预警</th>
        </tr>
      </thead>
      <tbody>
        {warnings.map((warning) => (
          <tr>
            <th scope="row">
              <a href={link(`/organizations/${warning.organizationId}`)}>{warning.organizationName}</a>
            </th>
            <td>{establishmentKindName(warning.establishmentKind)}</td>
            {[warning.approved, warning.occupied, warning.reserved, warning.frozen].map((count) => (
              <td class="number">
                <Count value={count} />
              </td>
            ))}
            <td class="number">
              <span class="over">{warning.over}</span>
            </td>
            <td class="number">
              <Count value={warning.overridden} />
            </td>
            <td class="number">
              <Count value={warning.left} />
            </td>
            <td>{controls[warning.control]}</td>
            <td>
              {warning.level === 'wrong' ? (
                <span class="tag wrong">超编，无特批</span>
              ) : (
                <span class="tag warn">{warning.control === 'warn' ? '提示控制' : '特批'}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import {
  type BalancePart,
  balanceParts,
  type StaffingBalance,
  ties,
} from '../../src/movement/staffing-change.ts'
import { KeptViewpoint } from '../layout.tsx'
import { Count } from '../parts/figure.tsx'
import { UnitFilter } from '../parts/unit-filter.tsx'

export type Span = {
  name: string
  typed: string
  hint: string | null
  organizationId: string | null
  from: IsoDate
  to: IsoDate
}

type Line = { line: string; name: string; balance: StaffingBalance }

type StaffingChangesProps = {
  span: Span
  byKind: readonly Line[]
  byUnit: readonly Line[]
  total: StaffingBalance
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
}

/** 增减变动: two days compared, kind by kind and unit by unit; every count opens its people. */
export function StaffingChanges({
  span,
  byKind,
  byUnit,
  total,
  viewpoint,
  today,
  link,
}: StaffingChangesProps) {
  const parts = shownParts([...byKind, ...byUnit])
  const kept = keptOf(span)
  const table = {
    parts,
    total,
    hrefOf: (query: Record<string, string>) => link('/staffing-changes/people', { ...kept, ...query }),
  }
  return (
    <section id="staffing-changes">
      <ChangeTabs here="changes" kept={kept} link={link} />
      <form class="filters" method="get" action="/staffing-changes" aria-label="选择机构和日期">
        <KeptViewpoint frame={{ viewpoint, today }} />
        <UnitFilter typed={span.typed} />
        <label for="from">期初</label>
        <input id="from" name="from" value={span.from} size={11} maxlength={12} />
        <span>至时点 {span.to}</span>
        <button class="plain">查看</button>
        <span class="tools">
          <a class="export" href={link('/staffing-changes.xlsx', kept)}>
            导出 .xlsx
          </a>
          <button type="button" class="plain" data-print>
            打印
          </button>
        </span>
      </form>
      {span.hint === null ? null : <p class="warning">{span.hint}</p>}
      {byKind.length === 0 ? (
        <p class="empty">
          {span.from} 至 {span.to} 没有在编人员。人员入编后，这里按编制类型和单位列出期初、增减和期末。
        </p>
      ) : (
        <>
          <BalanceTable
            {...table}
            caption={`${span.name} ${span.from} 日终至 ${span.to} 日终，按编制类型（单位：名）`}
            first="编制类型"
            by="kind"
            rows={byKind}
          />
          <BalanceTable
            {...table}
            caption={`${span.name} ${span.from} 日终至 ${span.to} 日终，按单位，含所属单位（单位：名）`}
            first="机构"
            by="unit"
            rows={byUnit}
            open={(line) =>
              line === span.organizationId
                ? null
                : link('/staffing-changes', { organizationId: line, from: span.from })
            }
          />
          <TieOut lines={[...byKind, ...byUnit, { line: 'all', name: '编制合计', balance: total }]} />
        </>
      )}
    </section>
  )
}

type BalanceTableProps = {
  caption: string
  first: string
  by: 'kind' | 'unit'
  rows: readonly Line[]
  parts: readonly BalancePart[]
  total: StaffingBalance
  hrefOf: (query: Record<string, string>) => string
  open?: (line: string) => string | null
}

function BalanceTable({ caption, first, by, rows, parts, total, hrefOf, open }: BalanceTableProps) {
  return (
    <div class="scroll">
      <table class="register wide-print">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {parts.map((part) => (
              <th scope="col" class="number">
                {balanceParts[part]}
              </th>
            ))}
            <th scope="col" class="number">
              净增减
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, name, balance }) => {
            const href = open?.(line) ?? null
            return (
              <tr>
                <th scope="row">{href === null ? name : <a href={href}>{name}</a>}</th>
                <Parts balance={balance} parts={parts} hrefOf={(part) => hrefOf({ part, by, line })} />
              </tr>
            )
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">编制合计</th>
            <Parts balance={total} parts={parts} hrefOf={(part) => hrefOf({ part, by: 'all' })} />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function Parts({
  balance,
  parts,
  hrefOf,
}: {
  balance: StaffingBalance
  parts: readonly BalancePart[]
  hrefOf: (part: BalancePart) => string
}) {
  const net = balance.closing - balance.opening
  return (
    <>
      {parts.map((part) => (
        <td class="number">
          {balance[part] === 0 ? (
            <Count value={0} />
          ) : (
            <a href={hrefOf(part)}>
              <Count value={balance[part]} />
            </a>
          )}
        </td>
      ))}
      <td class="number">{net > 0 ? `+${net}` : <Count value={net} />}</td>
    </>
  )
}

function TieOut({ lines }: { lines: readonly Line[] }) {
  const untied = lines.filter(({ balance }) => !ties(balance))
  return (
    <p class="note">
      勾稽：期初＋随机构划入＋新增＋转入－随机构划出－离开－转出＝期末，
      {untied.length === 0 ? (
        `${lines.length} 行全部相符。`
      ) : (
        <span class="over">{untied.map(({ name }) => name).join('、')}不符，请告知系统管理员。</span>
      )}
      转入、转出指本行与区内其他单位或其他编制类型之间的变动。备案人员总量不计入合计和各单位。
    </p>
  )
}

/** The pages of this subject, each a link that keeps unit and opening day. */
export function ChangeTabs({
  here,
  kept,
  link,
}: {
  here: 'changes' | 'knowledge'
  kept: Record<string, string>
  link: Link
}) {
  const pages = [
    { key: 'changes', title: '增减变动', path: '/staffing-changes' },
    { key: 'knowledge', title: '当时所知', path: '/staffing-changes/knowledge' },
  ]
  return (
    <nav class="tabs" aria-label="增减变动">
      {pages.map(({ key, title, path }) => (
        <a href={link(path, kept)} aria-current={key === here ? 'page' : undefined}>
          {title}
        </a>
      ))}
    </nav>
  )
}

export function keptOf({ organizationId, from }: Span): Record<string, string> {
  return { ...(organizationId === null ? {} : { organizationId }), from }
}

/** Units change their superior seldom: these columns stand only when one did. */
export function shownParts(lines: readonly Line[]): BalancePart[] {
  const seldom: BalancePart[] = ['transferredIn', 'transferredOut']
  const parts = Object.keys(balanceParts) as BalancePart[]
  return parts.filter((part) => !seldom.includes(part) || lines.some(({ balance }) => balance[part] !== 0))
}

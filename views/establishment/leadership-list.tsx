import {
  type LeadershipRow,
  leadershipPositions,
  type Seats,
  vacantSeats,
} from '../../src/establishment/leadership-post.ts'
import type { Typed } from '../../src/http/form.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { choicesOf, organizationRanks, wordOf } from '../../src/organization/organization.ts'
import { KeptViewpoint } from '../layout.tsx'
import { DocumentFields } from '../parts/document-fields.tsx'
import { DocumentWords } from '../parts/document-words.tsx'
import { Count, VacantSeats } from '../parts/figure.tsx'
import { AreaField, CsrfField, DateField, ProblemSummary, SelectField, TextField } from '../parts/form.tsx'
import { RecordedBy } from '../parts/moment.tsx'
import { OrganizationField } from '../parts/organization-field.tsx'

export type NamedSeats = Seats & { organizationName: string }

type LeadershipListProps = {
  seats: NamedSeats[]
  /** the ledger, only when one unit and what is below it was asked for */
  rows: LeadershipRow[] | null
  organization: string
  unitMessage: string | null
  mayWrite: boolean
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
  query: Record<string, string>
}

/** 领导职数: approved, held, concurrent and vacant by rank and 正副; the ledger of one unit below. */
export function LeadershipList(props: LeadershipListProps) {
  const { seats, rows, organization, unitMessage, mayWrite, viewpoint, today, link, query } = props
  const total = (pick: (seat: NamedSeats) => number) => seats.reduce((sum, seat) => sum + pick(seat), 0)
  return (
    <section id="leadership-posts">
      <form class="filters" method="get" action="/leadership-posts" aria-label="筛选领导职数">
        <KeptViewpoint frame={{ viewpoint, today }} />
        <label for="organization">机构</label>
        <input id="organization" name="organization" value={organization} size={24} maxlength={100} />
        <button class="plain">查看</button>
        <span class="shown">共 {seats.length.toLocaleString('zh-CN')} 行</span>
        <a class="export" href={link('/leadership-posts.xlsx', query)}>
          导出 .xlsx
        </a>
        <button type="button" class="plain" data-print>
          打印
        </button>
      </form>
      {unitMessage === null ? null : <p class="warning">{unitMessage}</p>}
      {seats.length === 0 ? (
        <p class="empty">没有核定领导职数。批文到件后，由经办人用“登记职数”登记。</p>
      ) : (
        <table class="register">
          <caption>{viewpoint.asOf} 领导职数，单位：名</caption>
          <thead>
            <tr>
              <th scope="col">机构</th>
              <th scope="col">级别</th>
              <th scope="col">正副</th>
              {['核定', '实配', '兼任', '空缺'].map((title) => (
                <th scope="col" class="number">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {seats.map((seat) => (
              <tr>
                <th scope="row">
                  <a href={link('/leadership-posts', { organization: seat.organizationName })}>
                    {seat.organizationName}
                  </a>
                </th>
                <td>{wordOf(organizationRanks, seat.rank)}</td>
                <td>{wordOf(leadershipPositions, seat.position)}</td>
                <td class="number">
                  <Count value={seat.approved} />
                </td>
                <td class="number">
                  <Count value={seat.held} href={link('/people', { organizationId: seat.organizationId })} />
                </td>
                <td class="number">
                  <Count value={seat.concurrent} />
                </td>
                <td class="number">
                  <VacantSeats value={vacantSeats(seat)} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colspan={3}>
                合计
              </th>
              <td class="number">
                <Count value={total(({ approved }) => approved)} />
              </td>
              <td class="number">
                <Count value={total(({ held }) => held)} />
              </td>
              <td class="number">
                <Count value={total(({ concurrent }) => concurrent)} />
              </td>
              <td class="number">
                <VacantSeats value={total(vacantSeats)} />
              </td>
            </tr>
          </tfoot>
        </table>
      )}
      <p class="note">口径：兼任的在本职处计一次，不占本处职数。</p>
      {rows === null || rows.length === 0 ? null : <Ledger rows={rows} mayWrite={mayWrite} link={link} />}
    </section>
  )
}

function Ledger({ rows, mayWrite, link }: { rows: LeadershipRow[]; mayWrite: boolean; link: Link }) {
  return (
    <>
      <h2>职数台账</h2>
      <table class="register">
        <caption>领导职数台账，单位：名</caption>
        <thead>
          <tr>
            <th scope="col">生效日期</th>
            <th scope="col">机构</th>
            <th scope="col">级别</th>
            <th scope="col">正副</th>
            <th scope="col" class="number">
              增减
            </th>
            <th scope="col">批准文件</th>
            <th scope="col">备注</th>
            <th scope="col">登记</th>
            {mayWrite ? <th scope="col">办理</th> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr id={`row-${row.leadershipPostId}`}>
              <th scope="row" class={row.reversedById === null ? 'day' : 'day struck'}>
                {row.effectiveOn}
              </th>
              <td>{row.organizationName}</td>
              <td>{wordOf(organizationRanks, row.rank)}</td>
              <td>{wordOf(leadershipPositions, row.position)}</td>
              <td class="number">{row.change > 0 ? `+${row.change}` : row.change}</td>
              <td class="clip" title={row.document.title}>
                <DocumentWords document={row.document} />
              </td>
              <td>
                {row.reversedById === null ? null : <span class="tag wrong">已冲销</span>}
                {row.reversesId === null ? null : <a href={`#row-${row.reversesId}`}>冲销误登行</a>}{' '}
                {row.note}
              </td>
              <td>
                <RecordedBy at={row.recordedAt} name={row.recordedByName} />
              </td>
              {mayWrite ? (
                <td>
                  {row.reversedById === null && row.reversesId === null ? (
                    <a href={link(`/leadership-posts/${row.leadershipPostId}/reversal`)}>冲销</a>
                  ) : null}
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

type Form = { typed: Typed; problems: readonly Problem[]; csrfToken: string }

/** 登记职数: one row as the paper says it. */
export function LeadershipForm({ typed, problems, csrfToken }: Form) {
  const common = { typed, problems, required: true }
  const directions = [
    { value: 'more', label: '增加' },
    { value: 'fewer', label: '减少' },
  ]
  return (
    <form class="work" method="post" action="/leadership-posts">
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      <fieldset>
        <legend>核定事项</legend>
        <OrganizationField {...common} name="organization" label="机构" />
        <SelectField {...common} name="rank" label="级别" choices={choicesOf(organizationRanks)} />
        <SelectField {...common} name="position" label="正副" choices={choicesOf(leadershipPositions)} />
        <SelectField {...common} name="direction" label="增减" choices={directions} />
        <TextField {...common} name="count" label="名数" width={6} />
        <DateField {...common} name="effectiveOn" label="生效日期" />
      </fieldset>
      <DocumentFields typed={typed} problems={problems} />
      <fieldset>
        <legend>备注</legend>
        <AreaField typed={typed} problems={problems} name="note" label="变化原因" rows={2} />
      </fieldset>
      <p class="buttons">
        <button class="main">登记职数</button>
      </p>
    </form>
  )
}

/** 冲销 of a wrong row. */
export function LeadershipReversalForm({ row, typed, problems, csrfToken }: Form & { row: LeadershipRow }) {
  return (
    <form class="work" method="post" action={`/leadership-posts/${row.leadershipPostId}/reversal`}>
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      <p>
        冲销台账行：{row.effectiveOn} {row.organizationName} {wordOf(organizationRanks, row.rank)}
        {wordOf(leadershipPositions, row.position)}
        {row.change > 0 ? `增加 ${row.change}` : `减少 ${-row.change}`} 名，
        <DocumentWords document={row.document} />
        。原行保留，注明已冲销。
      </p>
      <fieldset>
        <legend>冲销原因</legend>
        <AreaField typed={typed} problems={problems} required name="note" label="原因" rows={2} />
      </fieldset>
      <DocumentFields typed={typed} problems={problems} />
      <p class="buttons">
        <button class="main">冲销</button>
      </p>
    </form>
  )
}

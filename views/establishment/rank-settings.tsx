import type { Child } from 'hono/jsx'
import { groupName } from '../../src/establishment/rank-quota.ts'
import { type ApprovalRow, type RatioRow, ratioInWords } from '../../src/establishment/rank-setting.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import { type IsoDate, inForce } from '../../src/kernel/dates.ts'
import { KeptViewpoint } from '../layout.tsx'
import { DocumentWords } from '../parts/document-words.tsx'
import { beijingMinute, RecordedBy } from '../parts/moment.tsx'
import { UnitFilter } from '../parts/unit-filter.tsx'

type SettingsProps = {
  ratios: readonly RatioRow[]
  approvals: readonly ApprovalRow[]
  unit: string
  hint: string | null
  mayWrite: { ratios: boolean; approvals: boolean }
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
}

/** 比例和核定数: every row that was ever recorded; what was put right later stays, struck through. */
export function RankSettings(props: SettingsProps) {
  const { ratios, approvals, unit, hint, mayWrite, viewpoint, today, link } = props
  return (
    <section id="rank-settings">
      <form class="filters" method="get" action="/rank-quotas/settings" aria-label="筛选核定数">
        <KeptViewpoint frame={{ viewpoint, today }} />
        <UnitFilter typed={unit} />
        <button class="plain">查看</button>
        <span class="tools">
          <a class="export" href={link('/rank-quotas/settings.xlsx', unit === '' ? {} : { unit })}>
            导出 .xlsx
          </a>
          <button type="button" class="plain" data-print>
            打印
          </button>
        </span>
      </form>
      {hint === null ? null : <p class="warning">{hint}</p>}
      <h2>比例</h2>
      {mayWrite.ratios ? (
        <p class="buttons no-print">
          <a class="button" href={link('/rank-quotas/ratios/new')}>
            登记比例
          </a>
        </p>
      ) : null}
      {ratios.length === 0 ? (
        <p class="empty">没有登记过比例。批文到件后，由股室负责人用“登记比例”登记，各单位职数随即算出。</p>
      ) : (
        <Rows title="职级职数比例" value="比例" unit={false}>
          {ratios.map((row) => (
            <Row
              row={row}
              asOf={viewpoint.asOf}
              value={ratioInWords(row)}
              end={mayWrite.ratios ? link(`/rank-quotas/ratios/${row.ratioId}/end`) : null}
              link={link}
            >
              <th scope="row">{groupName(row)}</th>
            </Row>
          ))}
        </Rows>
      )}
      <h2>核定数</h2>
      {mayWrite.approvals ? (
        <p class="buttons no-print">
          <a class="button" href={link('/rank-quotas/approvals/new')}>
            登记核定数
          </a>
        </p>
      ) : null}
      {approvals.length === 0 ? (
        <p class="empty">
          没有登记核定数，按比例计算。有批文直接核定单位职数的，由经办人用“登记核定数”登记。
        </p>
      ) : (
        <Rows title="核定职级职数，单位：名" value="核定" unit>
          {approvals.map((row) => (
            <Row
              row={row}
              asOf={viewpoint.asOf}
              value={String(row.count)}
              end={mayWrite.approvals ? link(`/rank-quotas/approvals/${row.approvalId}/end`) : null}
              link={link}
            >
              <th scope="row">{row.organizationName}</th>
              <td>{groupName(row)}</td>
            </Row>
          ))}
        </Rows>
      )}
    </section>
  )
}

type RowsProps = { title: string; value: string; unit: boolean; children: Child }

function Rows({ title, value, unit, children }: RowsProps) {
  const titles = ['职级', value, '起', '止', '状态', '批准文件', '说明', '登记', '取代', '办理']
  return (
    <div class="scroll">
      <table class="register wide-print">
        <caption>{title}，划线的已被后来的登记取代</caption>
        <thead>
          <tr>
            {(unit ? ['机构', ...titles] : titles).map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

type RowProps = {
  row: RatioRow | ApprovalRow
  asOf: IsoDate
  value: string
  /** where it is ended; null: by others */
  end: string | null
  link: Link
  children: Child
}

function Row({ row, asOf, value, end, link, children }: RowProps) {
  const stands = row.supersededAt === null
  return (
    <tr class={stands ? undefined : 'struck'}>
      {children}
      <td>{value}</td>
      <td class="date">{row.effectiveFrom}</td>
      <td class="date">{row.effectiveTo ?? ''}</td>
      <td>{stands ? stateOn(row, asOf) : '已取代'}</td>
      <td class="clip" title={row.document.title}>
        <a href={link(`/documents/${row.document.id}`)}>
          <DocumentWords document={row.document} />
        </a>
      </td>
      <td>{row.note}</td>
      <td>
        <RecordedBy at={row.recordedAt} name={row.recordedByName} />
      </td>
      <td class="date">{row.supersededAt === null ? '' : beijingMinute(row.supersededAt)}</td>
      <td>{stands && end !== null ? <a href={end}>停用</a> : null}</td>
    </tr>
  )
}

function stateOn(row: RatioRow | ApprovalRow, asOf: IsoDate): string {
  if (inForce(row, asOf)) return '现行'
  return row.effectiveFrom > asOf ? '未到起始日' : '已止'
}

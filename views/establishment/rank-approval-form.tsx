import {
  groupKey,
  groupName,
  type RankApproval,
  type RankGroup,
  type RankQuota,
  vacantRanks,
} from '../../src/establishment/rank-quota.ts'
import type { ApprovalRow } from '../../src/establishment/rank-setting.ts'
import type { Typed } from '../../src/http/form.ts'
import { type IsoDate, inChinese } from '../../src/kernel/dates.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { DocumentFields } from '../parts/document-fields.tsx'
import { DocumentWords } from '../parts/document-words.tsx'
import { VacantSeats } from '../parts/figure.tsx'
import {
  AreaField,
  CsrfField,
  DateField,
  ProblemSummary,
  SelectField,
  TextField,
  TypedAsHidden,
} from '../parts/form.tsx'
import { OrganizationField } from '../parts/organization-field.tsx'
import { EndFields } from './rank-ratio-form.tsx'

type Form = { typed: Typed; problems: readonly Problem[]; csrfToken: string }

/** 登记核定职级职数: a unit's own number of a group. */
export function ApprovalForm({
  groups,
  typed,
  problems,
  csrfToken,
}: Form & { groups: readonly RankGroup[] }) {
  const common = { typed, problems, required: true }
  const names = new Map(groups.map((group) => [groupKey(group), groupName(group)]))
  return (
    <form class="work" method="post" action="/rank-quotas/approvals/review">
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      {names.size === 0 ? (
        <p class="warning">没有登记职级职数比例。核定数按已登记的职级分组填写，请先由股室负责人登记比例。</p>
      ) : null}
      <fieldset>
        <legend>核定事项</legend>
        <OrganizationField {...common} name="organization" label="机构" />
        <SelectField
          {...common}
          name="group"
          label="职级"
          choices={[...names].map(([value, label]) => ({ value, label }))}
        />
        <TextField {...common} name="count" label="核定名数" width={6} help="批文核定的总数，不是增减数。" />
        <DateField
          {...common}
          name="effectiveFrom"
          label="起始日期"
          help="当日起按核定数，不按比例。登记有误的，按同一日期更正。"
        />
        <AreaField {...common} required={false} name="note" label="说明" rows={2} />
      </fieldset>
      <DocumentFields {...common} />
      <p class="buttons">
        <button class="main">下一步：核对</button>
      </p>
    </form>
  )
}

type ReviewProps = {
  draft: RankApproval & { effectiveFrom: IsoDate }
  organizationName: string
  before: ApprovalRow | null
  current: RankQuota | null
  after: RankQuota | null
  typed: Typed
  csrfToken: string
}

/** 请核对: the unit's group before and after. */
export function ApprovalReview(props: ReviewProps) {
  const { draft, organizationName, before, current, after, typed, csrfToken } = props
  const lines = [
    { title: '登记前', quota: current },
    { title: '登记后', quota: after },
  ]
  return (
    <form class="work" method="post" action="/rank-quotas/approvals">
      <CsrfField token={csrfToken} />
      <TypedAsHidden typed={typed} />
      <p class="notice">
        {organizationName}自{inChinese(draft.effectiveFrom)}起{groupName(draft)}核定 {draft.count} 名，
        {before === null ? '此前按比例。' : `此前核定 ${before.count} 名。`}
      </p>
      <table class="register effect">
        <caption>{draft.effectiveFrom}，单位：名</caption>
        <thead>
          <tr>
            <th scope="col">项目</th>
            {['应核定', '职数', '实有', '空缺'].map((title) => (
              <th scope="col" class="number">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ title, quota }) =>
            quota === null ? null : (
              <tr>
                <th scope="row">{title}</th>
                <td class="number">{quota.entitled}</td>
                <td class="number">{quota.number}</td>
                <td class="number">{quota.held}</td>
                <td class="number">
                  <VacantSeats value={vacantRanks(quota)} />
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
      {after !== null && after.number < draft.count ? (
        <p class="warning">核定数超出所在组的职数，按该组职数 {after.number} 名计算。请核对批文。</p>
      ) : null}
      <p>
        依据：{typed.documentNumber} {typed.documentTitle}（{typed.documentIssuer} {typed.documentIssuedOn}）
      </p>
      <div class="buttons">
        <button class="main">登记核定数</button>
        <button class="plain" formaction="/rank-quotas/approvals/form">
          返回修改
        </button>
      </div>
    </form>
  )
}

/** 停用核定数: from the day on the ratio holds again. */
export function ApprovalEndForm({ row, typed, problems, csrfToken }: Form & { row: ApprovalRow }) {
  return (
    <form class="work" method="post" action={`/rank-quotas/approvals/${row.approvalId}/end`}>
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      <p>
        {row.organizationName} {groupName(row)}核定 {row.count} 名，{inChinese(row.effectiveFrom)}起，
        <DocumentWords document={row.document} />
        。停用后按比例计算。
      </p>
      <EndFields typed={typed} problems={problems} />
      <p class="buttons">
        <button class="main">登记停用</button>
      </p>
    </form>
  )
}

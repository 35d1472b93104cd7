import { establishmentKindName, establishmentKinds } from '../../src/establishment/establishment-kind.ts'
import {
  isInState,
  listedStates,
  type VacancyRequest,
  vacancyState,
  vacancyStates,
  waitedFor,
  waysIn,
} from '../../src/establishment/vacancy-request.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { roles } from '../../src/kernel/permission.ts'
import { choicesOf, wordOf } from '../../src/organization/organization.ts'
import { KeptViewpoint } from '../layout.tsx'
import { Count } from '../parts/figure.tsx'
import { FilterChoice } from '../parts/filter-choice.tsx'
import { UnitFilter } from '../parts/unit-filter.tsx'

export type VacancyFields = { unit: string; kind: string; state: string; year: string }

/** What a request grants: nothing until it is approved. */
export function grantedBy({ steps }: VacancyRequest): number {
  return steps.find(({ decision }) => decision === 'approval')?.approvedCount ?? 0
}

/** 审核中：待股室负责人 and the like. */
export function stateWords(request: VacancyRequest, today: IsoDate): string {
  const state = vacancyState(request.steps, request.used, today)
  const role = waitedFor(request.steps)
  return role === null ? vacancyStates[state] : `${vacancyStates[state]}（待${roles[role]}）`
}

type VacancyListProps = {
  requests: VacancyRequest[]
  fields: VacancyFields
  unitMessage: string | null
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
  query: Record<string, string>
}

/** 用编申请: who asked for how many, where it stands, what is granted and used. */
export function VacancyList({
  requests,
  fields,
  unitMessage,
  viewpoint,
  today,
  link,
  query,
}: VacancyListProps) {
  const total = (pick: (request: VacancyRequest) => number) =>
    requests.reduce((sum, one) => sum + pick(one), 0)
  return (
    <section id="vacancy-requests">
      <form class="filters" method="get" action="/vacancy-requests" aria-label="筛选用编申请">
        <KeptViewpoint frame={{ viewpoint, today }} />
        <UnitFilter typed={fields.unit} />
        <FilterChoice
          name="kind"
          label="编制类型"
          choices={choicesOf(establishmentKinds)}
          chosen={fields.kind}
        />
        <FilterChoice name="state" label="状态" choices={choicesOf(listedStates)} chosen={fields.state} />
        <label for="year">计划年度</label>
        <input id="year" name="year" value={fields.year} size={5} maxlength={4} inputmode="numeric" />
        <button class="plain">查看</button>
        <span class="shown">共 {requests.length.toLocaleString('zh-CN')} 件</span>
        <a class="export" href={link('/vacancy-requests.xlsx', query)}>
          导出 .xlsx
        </a>
        <button type="button" class="plain" data-print>
          打印
        </button>
      </form>
      {unitMessage === null ? null : <p class="warning">{unitMessage}</p>}
      {requests.length === 0 ? (
        <p class="empty">没有符合条件的用编申请。单位有空编、需要进人时，先提交用编申请。</p>
      ) : (
        <table class="register wide-print">
          <caption>用编申请，单位：名</caption>
          <thead>
            <tr>
              <th scope="col">编号</th>
              <th scope="col">机构</th>
              <th scope="col">编制类型</th>
              <th scope="col">进入方式</th>
              <th scope="col">年度</th>
              <th scope="col" class="number">
                申请
              </th>
              <th scope="col" class="number">
                核准
              </th>
              <th scope="col" class="number">
                已用
              </th>
              <th scope="col">状态</th>
              <th scope="col">有效期至</th>
            </tr>
          </thead>
          <tbody>
            {requests.map((request) => (
              <Row request={request} today={today} link={link} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colspan={5}>
                合计 {requests.length} 件
              </th>
              <td class="number">
                <Count value={total(({ count }) => count)} />
              </td>
              <td class="number">
                <Count value={total(grantedBy)} />
              </td>
              <td class="number">
                <Count value={total(({ used }) => used)} />
              </td>
              <td colspan={2} />
            </tr>
          </tfoot>
        </table>
      )}
    </section>
  )
}

function Row({ request, today, link }: { request: VacancyRequest; today: IsoDate; link: Link }) {
  const approval = request.steps.find(({ decision }) => decision === 'approval')
  return (
    <tr>
      <th scope="row">
        <a href={link(`/vacancy-requests/${request.requestId}`)}>{request.number}</a>
        {request.beyondPlan === null ? null : <span class="tag warn">计划外</span>}
      </th>
      <td>
        <a href={link(`/organizations/${request.organizationId}`)}>{request.organizationName}</a>
      </td>
      <td>{establishmentKindName(request.establishmentKind)}</td>
      <td>{wordOf(waysIn, request.wayIn)}</td>
      <td>{request.planYear}</td>
      <td class="number">{request.count}</td>
      <td class="number">
        <Count value={grantedBy(request)} />
      </td>
      <td class="number">
        <Count value={request.used} />
      </td>
      <td>{stateWords(request, today)}</td>
      <td class="date">
        {approval?.expiresOn ?? ''}
        {isInState(request, 'expiring', today) ? <span class="tag warn">即将到期</span> : null}
      </td>
    </tr>
  )
}

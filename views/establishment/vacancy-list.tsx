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
import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { roles } from '../../src/kernel/permission.ts'
import { choicesOf, wordOf } from '../../src/organization/organization.ts'
import { KeptViewpoint } from '../layout.tsx'
import { FilterChoice } from '../parts/filter-choice.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'
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

const sumOf = (pick: (request: VacancyRequest) => number) => (requests: readonly VacancyRequest[]) =>
  requests.reduce((sum, one) => sum + pick(one), 0)

export function vacancyColumns(today: IsoDate, link: Link): ListColumn<VacancyRequest>[] {
  const approvalOf = ({ steps }: VacancyRequest) => steps.find(({ decision }) => decision === 'approval')
  return [
    {
      key: 'number',
      title: '编号',
      width: 18,
      kind: 'code',
      value: ({ number }) => number,
      cell: (request) => (
        <>
          <a href={link(`/vacancy-requests/${request.requestId}`)}>{request.number}</a>
          {request.beyondPlan === null ? null : <span class="tag warn">计划外</span>}
        </>
      ),
    },
    {
      key: 'unit',
      title: '机构',
      width: 36,
      value: (request) => request.organizationName,
      cell: (request) => (
        <a href={link(`/organizations/${request.organizationId}`)}>{request.organizationName}</a>
      ),
    },
    {
      key: 'kind',
      title: '编制类型',
      width: 14,
      value: (request) => establishmentKindName(request.establishmentKind),
    },
    { key: 'wayIn', title: '进入方式', width: 12, value: ({ wayIn }) => wordOf(waysIn, wayIn) },
    { key: 'year', title: '年度', width: 9, kind: 'code', value: ({ planYear }) => String(planYear) },
    {
      key: 'count',
      title: '申请',
      width: 8,
      kind: 'count',
      value: ({ count }) => count,
      total: sumOf(({ count }) => count),
    },
    {
      key: 'granted',
      title: '核准',
      width: 8,
      kind: 'count',
      value: grantedBy,
      total: sumOf(grantedBy),
    },
    {
      key: 'used',
      title: '已用',
      width: 8,
      kind: 'count',
      value: ({ used }) => used,
      total: sumOf(({ used }) => used),
    },
    { key: 'state', title: '状态', width: 20, value: (request) => stateWords(request, today) },
    {
      key: 'notice',
      title: '通知单',
      width: 18,
      value: (request) => approvalOf(request)?.noticeNumber ?? '',
      only: 'file',
    },
    {
      key: 'expiresOn',
      title: '有效期至',
      width: 12,
      kind: 'date',
      value: (request) => approvalOf(request)?.expiresOn ?? '',
      cell: (request) => (
        <>
          {approvalOf(request)?.expiresOn ?? ''}
          {isInState(request, 'expiring', today) ? <span class="tag warn">即将到期</span> : null}
        </>
      ),
    },
  ]
}

type VacancyListProps = {
  list: List<VacancyRequest>
  fields: VacancyFields
  unitMessage: string | null
  viewpoint: Viewpoint
  today: IsoDate
}

/** 用编申请: who asked for how many, where it stands, what is granted and used. */
export function VacancyList({ list, fields, unitMessage, viewpoint, today }: VacancyListProps) {
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
        <ListTools list={list} counted="件" />
      </form>
      {unitMessage === null ? null : <p class="warning">{unitMessage}</p>}
      {list.count === 0 ? (
        <p class="empty">没有符合条件的用编申请。单位有空编、需要进人时，先提交用编申请。</p>
      ) : (
        <ListTable list={list} caption="用编申请，单位：名" counted="件" />
      )}
    </section>
  )
}

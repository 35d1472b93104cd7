import { grantedBy, stateWords } from '../../views/establishment/vacancy-list.tsx'
import type { Sheet } from '../http/workbook.ts'
import { wordOf } from '../organization/organization.ts'
import { establishmentKindName } from './establishment-kind.ts'
import { type VacancyRequest, waysIn } from './vacancy-request.ts'

/** 用编申请 as a workbook: the requests listed, with what was granted and used. */
export function workbookOfRequests(requests: readonly VacancyRequest[], today: string): Sheet {
  return {
    title: '用编申请',
    unitOfMeasure: '名',
    columns: [
      { title: '编号', width: 18 },
      { title: '机构', width: 36 },
      { title: '编制类型', width: 14 },
      { title: '进入方式', width: 12 },
      { title: '计划年度', width: 9 },
      { title: '申请', width: 8, kind: 'count' as const },
      { title: '核准', width: 8, kind: 'count' as const },
      { title: '已用', width: 8, kind: 'count' as const },
      { title: '状态', width: 20 },
      { title: '通知单', width: 18 },
      { title: '有效期至', width: 12 },
    ],
    rows: requests.map((request) => {
      const approval = request.steps.find(({ decision }) => decision === 'approval')
      return [
        request.number,
        request.organizationName,
        establishmentKindName(request.establishmentKind),
        wordOf(waysIn, request.wayIn),
        String(request.planYear),
        request.count,
        grantedBy(request),
        request.used,
        stateWords(request, today),
        approval?.noticeNumber ?? '',
        approval?.expiresOn ?? '',
      ]
    }),
  }
}

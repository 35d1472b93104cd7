import type { Typed } from '../../src/http/form.ts'
import type { List, ListColumn } from '../../src/http/list.ts'
import {
  auditActionName,
  auditActionNames,
  type ShownChange,
  subjectKindName,
} from '../../src/identity/audit-entry.ts'
import { roleName } from '../../src/identity/role.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { CsrfField, ProblemSummary } from '../parts/form.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { beijingMinute, Moment } from '../parts/moment.tsx'
import { fieldName, valueWords } from './audit-words.ts'
import { permissionWords } from './permission-words.ts'

export type AuditRow = {
  id: bigint
  at: Date
  userName: string
  roles: string
  from: string
  action: string
  subjectKind: string
  subjectId: string
  reason: string | null
  documentNumber: string | null
  position: bigint | null
  changes: readonly ShownChange[]
}

type Names = ReadonlyMap<string, string>

/** `organizations`: names of the units that the changes tell of. The database sorts by those that are sorted by. */
export function auditColumns(organizations: Names): ListColumn<AuditRow>[] {
  return [
    {
      key: 'at',
      title: '时间',
      width: 18,
      kind: 'date',
      value: ({ at }) => beijingMinute(at),
      cell: ({ at }) => <Moment at={at} />,
    },
    { key: 'who', title: '人员', width: 14, kind: 'code', value: ({ userName }) => userName },
    {
      key: 'roles',
      title: '角色',
      width: 16,
      value: ({ roles }) => roles.split(' ').filter(Boolean).map(roleName).join('、'),
      order: null,
    },
    { key: 'from', title: '来源', width: 16, value: ({ from }) => from },
    { key: 'action', title: '事项', width: 18, value: ({ action }) => auditActionName(action) },
    {
      key: 'subject',
      title: '对象',
      width: 20,
      value: ({ subjectKind }) => subjectKindName(subjectKind),
      cell: ({ subjectKind, subjectId }) => (
        <>
          {subjectKindName(subjectKind)}{' '}
          <small title={subjectId}>{organizations.get(subjectId) ?? subjectId.slice(0, 40)}</small>
        </>
      ),
      order: null,
    },
    {
      key: 'subjectId',
      title: '对象标识',
      width: 38,
      value: ({ subjectId }) => subjectId,
      only: 'file',
      order: null,
    },
    { key: 'reason', title: '事由', width: 40, value: reasonWords, order: null },
    {
      key: 'document',
      title: '文号',
      width: 20,
      value: ({ documentNumber }) => documentNumber,
      cell: ({ documentNumber }) =>
        documentNumber === null ? null : (
          <a href={`/audit?document=${encodeURIComponent(documentNumber)}`}>{documentNumber}</a>
        ),
    },
    {
      key: 'changes',
      title: '变动',
      width: 50,
      value: (row) => changesInWords(row, organizations),
      cell: (row) => <Changes row={row} organizations={organizations} />,
      order: null,
    },
    {
      key: 'position',
      title: '链上位置',
      width: 10,
      kind: 'code',
      value: ({ position }) => (position === null ? '待入链' : String(position)),
    },
  ]
}

type AuditTrailProps = {
  list: List<AuditRow>
  typed: Typed
  problems: readonly Problem[]
  head: { position: bigint; hash: string }
  csrfToken: string
}

export function AuditTrail({ list, typed, problems, head, csrfToken }: AuditTrailProps) {
  return (
    <>
      <ProblemSummary problems={problems} />
      <form class="note" method="post" action="/audit/verification">
        <CsrfField token={csrfToken} />
        审计链已登记 {head.position.toLocaleString('zh-CN')} 条，末端 <code>{head.hash.slice(0, 16)}</code>
        {'　'}
        <button class="plain">核验</button>
        {'　'}
        <a href="/audit/chain.ndjson">导出审计链</a>
      </form>
      <Filters typed={typed} list={list} />
      {list.count === 0 ? (
        <p class="empty">没有符合条件的审计记录。每次登录、变动、导出和越权访问都会记录在此。</p>
      ) : (
        <ListTable
          list={list}
          caption={list.sort === null ? '审计记录，由近到远' : '审计记录'}
          counted="条"
        />
      )}
      <p class="note">涉及人员的记录只列变动项目，不列内容；内容由业务部门在人员或异动的历史中查看。</p>
    </>
  )
}

/** Of a refusal the reason on record is the permission that was missing. */
function reasonWords({ action, reason }: AuditRow): string {
  if (action !== 'permission.refusal') return reason ?? ''
  if (reason === 'csrf') return '提交的表单不是从本系统页面发出的'
  const words: Readonly<Record<string, string>> = permissionWords
  return `缺少权限：${words[reason ?? ''] ?? reason}`
}

function changesInWords({ subjectKind, changes }: AuditRow, organizations: Names): string {
  return changes
    .map(({ name, hidden, before, after }) => {
      const field = fieldName(subjectKind, name)
      const words = (value: unknown) => valueWords(name, value, organizations)
      return hidden ? field : `${field}：${words(before)} → ${words(after)}`
    })
    .join('\n')
}

function Changes({ row, organizations }: { row: AuditRow; organizations: Names }) {
  const { changes, subjectKind } = row
  if (changes.length === 0) return null
  const name = (change: ShownChange) => fieldName(subjectKind, change.name)
  return (
    <details>
      <summary>{changes.length} 项</summary>
      {changes.some(({ hidden }) => hidden) ? (
        <p>{changes.map(name).join('、')}</p>
      ) : (
        <table class="old-new">
          <caption>变动明细</caption>
          <thead>
            <tr>
              <th scope="col">项目</th>
              <th scope="col">原值</th>
              <th scope="col">新值</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <tr>
                <th scope="row">{name(change)}</th>
                <td>{valueWords(change.name, change.before, organizations)}</td>
                <td>{valueWords(change.name, change.after, organizations)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  )
}

type FiltersProps = Pick<AuditTrailProps, 'typed' | 'list'>

/** Every 事项 there is, whether it happened or not: a list of the trail's own would be read through for each page. */
const actions = Object.keys(auditActionNames)
const areas = actions.filter((action) => !action.includes('.'))

function Filters({ typed, list }: FiltersProps) {
  return (
    <form class="filters" method="get" action="/audit" aria-label="筛选审计记录">
      <label for="who">人员</label>
      <input id="who" name="who" type="search" value={typed.who ?? ''} size={10} maxlength={50} />
      <label for="action">事项</label>
      <select id="action" name="action">
        <option value="">全部</option>
        {areas.map((area) => (
          <optgroup label={auditActionName(area)}>
            <option value={area} selected={typed.action === area}>
              {auditActionName(area)}（全部）
            </option>
            {actions
              .filter((action) => action.startsWith(`${area}.`))
              .map((action) => (
                <option value={action} selected={typed.action === action}>
                  {auditActionName(action)}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
      <label for="subject">对象</label>
      <input
        id="subject"
        name="subject"
        value={typed.subject ?? ''}
        size={16}
        maxlength={100}
        placeholder="标识或种类"
      />
      <label for="document">文号</label>
      <input
        id="document"
        name="document"
        type="search"
        value={typed.document ?? ''}
        size={14}
        maxlength={60}
      />
      <label for="from">自</label>
      <input id="from" name="from" value={typed.from ?? ''} size={11} maxlength={12} />
      <label for="to">至</label>
      <input id="to" name="to" value={typed.to ?? ''} size={11} maxlength={12} />
      <button class="plain">查看</button>
      <ListTools list={list} counted="条" />
    </form>
  )
}

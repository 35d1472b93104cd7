import type { Typed } from '../../src/http/form.ts'
import {
  auditActionName,
  auditActionNames,
  type ShownChange,
  subjectKindName,
} from '../../src/identity/audit-entry.ts'
import { roleName } from '../../src/identity/role.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { CsrfField, ProblemSummary } from '../parts/form.tsx'
import { Moment } from '../parts/moment.tsx'
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

type AuditTrailProps = {
  rows: readonly AuditRow[]
  count: number
  /** names of the units that the changes tell of */
  organizations: ReadonlyMap<string, string>
  typed: Typed
  problems: readonly Problem[]
  head: { position: bigint; hash: string }
  next: string | null
  exported: string
  csrfToken: string
}

export function AuditTrail({
  rows,
  count,
  organizations,
  typed,
  problems,
  head,
  next,
  exported,
  csrfToken,
}: AuditTrailProps) {
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
      <Filters typed={typed} count={count} shown={rows.length} exported={exported} />
      {rows.length === 0 ? (
        <p class="empty">没有符合条件的审计记录。每次登录、变动、导出和越权访问都会记录在此。</p>
      ) : (
        <div class="scroll" role="region" aria-label="审计记录" tabindex={0}>
          <table class="register wide-print">
            <caption>审计记录</caption>
            <thead>
              <tr>
                <th scope="col">时间</th>
                <th scope="col">人员</th>
                <th scope="col">角色</th>
                <th scope="col">来源</th>
                <th scope="col">事项</th>
                <th scope="col">对象</th>
                <th scope="col">事由</th>
                <th scope="col">文号</th>
                <th scope="col">变动</th>
                <th scope="col" class="number">
                  链上位置
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row row={row} organizations={organizations} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {next === null ? null : (
        <p>
          <a href={next}>更早的记录</a>
        </p>
      )}
      <p class="note">涉及人员的记录只列变动项目，不列内容；内容由业务部门在人员或异动的历史中查看。</p>
    </>
  )
}

function Row({ row, organizations }: { row: AuditRow; organizations: ReadonlyMap<string, string> }) {
  return (
    <tr>
      <td>
        <Moment at={row.at} />
      </td>
      <td>{row.userName}</td>
      <td>{row.roles.split(' ').filter(Boolean).map(roleName).join('、')}</td>
      <td>{row.from}</td>
      <td>{auditActionName(row.action)}</td>
      <td>
        {subjectKindName(row.subjectKind)}{' '}
        <small title={row.subjectId}>{organizations.get(row.subjectId) ?? row.subjectId.slice(0, 40)}</small>
      </td>
      <td>{reasonWords(row)}</td>
      <td>
        {row.documentNumber === null ? null : (
          <a href={`/audit?document=${encodeURIComponent(row.documentNumber)}`}>{row.documentNumber}</a>
        )}
      </td>
      <td>
        <Changes row={row} organizations={organizations} />
      </td>
      <td class="number">{row.position === null ? '待入链' : String(row.position)}</td>
    </tr>
  )
}

/** Of a refusal the reason on record is the permission that was missing. */
function reasonWords({ action, reason }: AuditRow): string {
  if (action !== 'permission.refusal') return reason ?? ''
  if (reason === 'csrf') return '提交的表单不是从本系统页面发出的'
  const words: Readonly<Record<string, string>> = permissionWords
  return `缺少权限：${words[reason ?? ''] ?? reason}`
}

function Changes({ row, organizations }: { row: AuditRow; organizations: ReadonlyMap<string, string> }) {
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

type FiltersProps = Pick<AuditTrailProps, 'typed' | 'count' | 'exported'> & { shown: number }

/** Every 事项 there is, whether it happened or not: a list of the trail's own would be read through for each page. */
const actions = Object.keys(auditActionNames)
const areas = actions.filter((action) => !action.includes('.'))

function Filters({ typed, count, shown, exported }: FiltersProps) {
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
      <span class="shown">
        共 {count.toLocaleString('zh-CN')} 条，本页 {shown} 条
      </span>
      <a class="export" href={exported}>
        导出 .xlsx
      </a>
      <button type="button" class="plain" data-print>
        打印
      </button>
    </form>
  )
}

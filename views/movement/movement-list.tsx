import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { movementKindName, movementKindOrder } from '../../src/movement/movement-kind.ts'
import type { MovementRow } from '../../src/movement/movement-row.ts'
import { type MovementState, movementStates, stepName } from '../../src/movement/signature.ts'
import { KeptViewpoint } from '../layout.tsx'

export const stateQuestions = {
  open: '办理中',
  effective: '已生效',
  corrected: '已更正',
  ended: '退回、撤回',
} as const

type MovementListProps = {
  rows: readonly MovementRow[]
  count: number
  names: ReadonlyMap<string, string>
  query: Record<string, string>
  page: number
  pages: number
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
}

export function MovementList({
  rows,
  count,
  names,
  query,
  page,
  pages,
  viewpoint,
  today,
  link,
}: MovementListProps) {
  const at = (to: number) => link('/movements', { ...query, page: String(to) })
  return (
    <section id="movements">
      <Filters query={query} viewpoint={viewpoint} today={today} link={link} count={count} />
      {rows.length === 0 ? (
        <p class="empty">没有符合条件的异动。请放宽筛选条件；新的异动由“办理异动”登记，签批后生效。</p>
      ) : (
        <div class="scroll">
          <table class="register wide-print">
            <caption>异动，按登记时间由近到远</caption>
            <thead>
              <tr>
                {['编号', '姓名', '种类', '原编制单位', '新编制单位', '生效日期', '状态', '等待'].map(
                  (title) => (
                    <th scope="col">{title}</th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr>
                  <th scope="row">
                    <a href={link(`/movements/${row.id}`)}>{row.number}</a>
                  </th>
                  <td>
                    <a href={link(`/people/${row.personId}`)}>{row.personName}</a>
                  </td>
                  <td>
                    {movementKindName(row.kind)}
                    {row.correctsId === null ? null : (
                      <span class="tag warn">{row.takesBack ? '冲销' : '更正'}</span>
                    )}
                  </td>
                  <td>{placeInWords(names, row.fromOrganizationId, row.fromEstablishmentKind)}</td>
                  <td>{row.place ?? placeInWords(names, row.toOrganizationId, row.toEstablishmentKind)}</td>
                  <td>{row.effectiveOn}</td>
                  <td>
                    <StateTag state={row.state} />
                  </td>
                  <td>{row.waitsFor === null ? '' : stepName(row.waitsFor)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {pages <= 1 ? null : (
        <nav class="buttons" aria-label="翻页">
          {page > 1 ? <a href={at(page - 1)}>上一页</a> : null}
          <span>
            第 {page} 页，共 {pages} 页
          </span>
          {page < pages ? <a href={at(page + 1)}>下一页</a> : null}
        </nav>
      )}
    </section>
  )
}

export function StateTag({ state }: { state: MovementState }) {
  const looks: Record<MovementState, string> = {
    drafted: 'tag',
    waiting: 'tag warn',
    returned: 'tag wrong',
    withdrawn: 'tag',
    effective: 'tag good',
    corrected: 'tag struck',
  }
  return <span class={looks[state]}>{movementStates[state]}</span>
}

export function placeInWords(
  names: ReadonlyMap<string, string>,
  organizationId: string | null,
  establishmentKind: string | null,
): string {
  if (organizationId === null) return ''
  const kind = establishmentKind === null ? '' : `（${establishmentKindName(establishmentKind)}）`
  return `${names.get(organizationId) ?? ''}${kind}`
}

type FiltersProps = Pick<MovementListProps, 'query' | 'viewpoint' | 'today' | 'link' | 'count'>

function Filters({ query, viewpoint, today, link, count }: FiltersProps) {
  const { page: _page, ...exported } = query
  return (
    <form class="filters" method="get" action="/movements" aria-label="筛选异动">
      <KeptViewpoint frame={{ viewpoint, today }} />
      <label for="state">状态</label>
      <select id="state" name="state">
        <option value="">全部</option>
        {Object.entries(stateQuestions).map(([value, title]) => (
          <option value={value} selected={query.state === value}>
            {title}
          </option>
        ))}
      </select>
      <label for="kind">种类</label>
      <select id="kind" name="kind">
        <option value="">全部</option>
        {movementKindOrder.map((kind) => (
          <option value={kind} selected={query.kind === kind}>
            {movementKindName(kind)}
          </option>
        ))}
      </select>
      <label for="unit">机构</label>
      <input
        id="unit"
        name="unit"
        value={query.unit ?? ''}
        size={18}
        maxlength={100}
        placeholder="全称、简称、首字母"
        autocomplete="off"
        list="unit-choices"
        hx-get="/organizations/choices?field=unit"
        hx-trigger="input changed delay:200ms"
        hx-target="#unit-choices"
        hx-swap="innerHTML"
        hx-include="this"
      />
      <datalist id="unit-choices" />
      <label for="from">生效日期</label>
      <input
        id="from"
        name="from"
        value={query.from ?? ''}
        size={10}
        maxlength={12}
        placeholder="2024-01-01"
      />
      <label for="to">至</label>
      <input id="to" name="to" value={query.to ?? ''} size={10} maxlength={12} />
      <button class="plain">查看</button>
      <span class="tools">
        <span class="shown">共 {count.toLocaleString('zh-CN')} 项</span>
        <a href={link('/staffing-changes')}>增减变动</a>
        <a class="export" href={link('/movements.xlsx', exported)}>
          导出 .xlsx
        </a>
        <button type="button" class="plain" data-print>
          打印
        </button>
      </span>
    </form>
  )
}

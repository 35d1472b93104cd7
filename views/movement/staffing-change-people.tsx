import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import { movementKindName } from '../../src/movement/movement-kind.ts'
import type { BalancePart, StaffingChange } from '../../src/movement/staffing-change.ts'
import { keptOf, type Span } from './staffing-changes.tsx'

/** As the title of the list says it. */
export const partNames: Record<BalancePart, string> = {
  opening: '期初',
  transferredIn: '随机构划入',
  entered: '新增',
  movedIn: '转入',
  transferredOut: '随机构划出',
  left: '离开',
  movedOut: '转出',
  closing: '期末',
}

/** More than anybody reads on a page; the workbook has them all. */
const most = 1000

type StaffingChangePeopleProps = {
  span: Span
  rows: readonly StaffingChange[]
  names: ReadonlyMap<string, string>
  query: Record<string, string>
  link: Link
}

/** The people behind one count: name, day, from where to where, movement, document. */
export function StaffingChangePeople({ span, rows, names, query, link }: StaffingChangePeopleProps) {
  const shown = rows.slice(0, most)
  return (
    <section id="staffing-change-people">
      <div class="filters">
        <a href={link('/staffing-changes', keptOf(span))}>返回增减变动</a>
        <span class="tools">
          <span class="shown">
            共 {rows.length.toLocaleString('zh-CN')} 人次，已显示 {shown.length.toLocaleString('zh-CN')}
          </span>
          <a class="export" href={link('/staffing-changes/people.xlsx', query)}>
            导出 .xlsx
          </a>
          <button type="button" class="plain" data-print>
            打印
          </button>
        </span>
      </div>
      {rows.length === 0 ? (
        <p class="empty">没有符合条件的人员。请返回增减变动，点数字查看人员。</p>
      ) : (
        <div class="scroll">
          <table class="register wide-print">
            <caption>
              {span.name} {span.from} 日终至 {span.to} 日终
            </caption>
            <thead>
              <tr>
                {['姓名', '日期', '由', '到', '异动', '文件'].map((title) => (
                  <th scope="col">{title}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <tr>
                  <th scope="row">
                    <a href={link(`/people/${row.personId}`)}>{row.personName}</a>
                  </th>
                  <td class="date">{row.on}</td>
                  <td>{placeInWords(names, row.from)}</td>
                  <td>{placeInWords(names, row.to)}</td>
                  <td>
                    {row.movementId === null ? (
                      '期初登记'
                    ) : (
                      <a href={link(`/movements/${row.movementId}`)}>
                        {movementKindName(row.movementKind ?? '')} {row.movementNumber}
                      </a>
                    )}
                  </td>
                  <td title={row.documentTitle ?? undefined}>{row.documentNumber ?? ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

/** 教育局（行政编制); outside the registry there is nothing to say. */
export function placeInWords(names: ReadonlyMap<string, string>, place: StaffingChange['to']): string {
  if (place === null) return ''
  return `${names.get(place.organizationId) ?? ''}（${establishmentKindName(place.establishmentKind)}）`
}

import type { Link } from '../../src/http/viewpoint.ts'
import { organizationCategories, organizationRanks, wordOf } from '../../src/organization/organization.ts'
import type { PositionSum } from '../../src/staffing/establishment-table.ts'
import { Count } from '../parts/figure.tsx'
import { keptOf, type Span } from './staffing-changes.tsx'

type Unit = { organizationId: string; name: string; category: string; rank: string | null; sum: PositionSum }

type StatisticUnitsProps = {
  span: Span
  units: readonly Unit[]
  query: Record<string, string>
  link: Link
}

const figures = ['approved', 'occupied', 'reserved', 'frozen', 'vacant', 'over'] as const

/** The units behind one cell of the statistics, with the places that are counted in it. */
export function StatisticUnits({ span, units, query, link }: StatisticUnitsProps) {
  return (
    <section id="statistic-units">
      <div class="filters">
        <a href={link('/statistics', keptOf(span))}>返回机构编制统计</a>
        <span class="tools">
          <span class="shown">共 {units.length.toLocaleString('zh-CN')} 个</span>
          <a class="export" href={link('/statistics/units.xlsx', query)}>
            导出 .xlsx
          </a>
          <button type="button" class="plain" data-print>
            打印
          </button>
        </span>
      </div>
      {units.length === 0 ? (
        <p class="empty">没有符合条件的机构。请返回机构编制统计，点数字查看机构。</p>
      ) : (
        <div class="scroll">
          <table class="register wide-print">
            <caption>
              {span.name} {span.to}（单位：名）
            </caption>
            <thead>
              <tr>
                {['机构', '类别', '规格'].map((title) => (
                  <th scope="col">{title}</th>
                ))}
                {['核定', '实有', '已批未用', '冻结', '空缺', '超编'].map((title) => (
                  <th scope="col" class="number">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {units.map((unit) => (
                <tr>
                  <th scope="row">
                    <a href={link(`/organizations/${unit.organizationId}`)}>{unit.name}</a>
                  </th>
                  <td>{wordOf(organizationCategories, unit.category)}</td>
                  <td>{wordOf(organizationRanks, unit.rank)}</td>
                  {figures.map((figure) => (
                    <td class="number">
                      <Count value={unit.sum[figure]} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">合计</th>
                <td />
                <td />
                {figures.map((figure) => (
                  <td class="number">
                    <Count value={units.reduce((total, { sum }) => total + sum[figure], 0)} />
                  </td>
                ))}
              </tr>
            </tfoot>
          </table>
        </div>
      )}
    </section>
  )
}

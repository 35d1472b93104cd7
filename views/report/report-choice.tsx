import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import type { Organization } from '../../src/organization/organization.ts'
import { YearFilter } from '../parts/year-filter.tsx'

type ReportChoiceProps = {
  year: number
  years: readonly number[]
  units: readonly Organization[]
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
}

/** Which unit's report of the year. */
export function ReportChoice({ year, years, units, viewpoint, today, link }: ReportChoiceProps) {
  return (
    <section id="reports">
      <YearFilter
        action="/reports"
        {...{ year, years, viewpoint, today }}
        beside={
          <>
            <span class="shown">共 {units.length} 个单位</span>
          </>
        }
      />
      {units.length === 0 ? (
        <p class="empty">{year} 年没有预算单位。年初预算批复后，各单位的报告列在这里。</p>
      ) : (
        <table class="register">
          <caption>{year} 年度人员情况和经费决算说明</caption>
          <thead>
            <tr>
              <th scope="col">单位</th>
              <th scope="col">下载</th>
            </tr>
          </thead>
          <tbody>
            {units.map(({ organizationId, name }) => {
              const query = { organizationId, year: String(year) }
              return (
                <tr>
                  <th scope="row">
                    <a href={link('/reports/personnel', query)}>{name}</a>
                  </th>
                  <td>
                    <a href={link('/reports/personnel.docx', query)} aria-label={`${name} .docx`}>
                      .docx
                    </a>{' '}
                    <a href={link('/reports/personnel.xlsx', query)} aria-label={`${name} .xlsx`}>
                      .xlsx
                    </a>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </section>
  )
}

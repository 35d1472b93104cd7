import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { PersonTraits } from '../../src/staffing/people-statistics.ts'
import { educationName, ethnicityName, sexName } from '../parts/person-words.ts'
import { keptOf, type Span } from './staffing-changes.tsx'

type Listed = PersonTraits & {
  personId: string
  name: string | null
  bornOn: string | null
  organizationId: string
}

type StatisticPeopleProps = {
  span: Span
  people: readonly Listed[]
  names: ReadonlyMap<string, string>
  query: Record<string, string>
  link: Link
}

/** More than anybody reads on a page; the workbook has them all. */
const most = 1000

/** The people behind one cell of the statistics. */
export function StatisticPeople({ span, people, names, query, link }: StatisticPeopleProps) {
  const shown = people.slice(0, most)
  return (
    <section id="statistic-people">
      <div class="filters">
        <a href={link('/statistics', keptOf(span))}>返回机构编制统计</a>
        <span class="tools">
          <span class="shown">
            共 {people.length.toLocaleString('zh-CN')} 人，已显示 {shown.length.toLocaleString('zh-CN')}
          </span>
          <a class="export" href={link('/statistics/people.xlsx', query)}>
            导出 .xlsx
          </a>
          <button type="button" class="plain" data-print>
            打印
          </button>
        </span>
      </div>
      {people.length === 0 ? (
        <p class="empty">没有符合条件的人员。请返回机构编制统计，点数字查看人员。</p>
      ) : (
        <div class="scroll">
          <table class="register wide-print">
            <caption>
              {span.name} {span.to}
            </caption>
            <thead>
              <tr>
                {['姓名', '编制单位', '编制类型', '性别', '民族', '出生日期', '年龄', '学历'].map((title) => (
                  <th scope="col">{title}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((person) => (
                <tr>
                  <th scope="row">
                    <a href={link(`/people/${person.personId}`)}>{person.name ?? '（未登记）'}</a>
                  </th>
                  <td>{names.get(person.organizationId) ?? ''}</td>
                  <td>{establishmentKindName(person.establishmentKind)}</td>
                  <td>{person.sex === null ? '' : sexName(person.sex)}</td>
                  <td>{person.ethnicity === null ? '' : ethnicityName(person.ethnicity)}</td>
                  <td class="date">{person.bornOn ?? ''}</td>
                  <td>{person.age ?? ''}</td>
                  <td>{educationName(person.educationLevel)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import { leadershipPositions, type SeatHolder } from '../../src/establishment/leadership-post.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { choicesOf, organizationRanks, wordOf } from '../../src/organization/organization.ts'
import { KeptViewpoint } from '../layout.tsx'
import { FilterChoice } from '../parts/filter-choice.tsx'
import type { LeadershipFields } from './leadership-list.tsx'

type LeadershipPeopleProps = {
  holders: readonly SeatHolder[]
  names: ReadonlyMap<string, string>
  fields: LeadershipFields
  unitMessage: string | null
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
}

const parts = { held: '占职数', concurrent: '兼任' }

/** The people behind the figures of 领导职数. */
export function LeadershipPeople(props: LeadershipPeopleProps) {
  const { holders, names, fields, unitMessage, viewpoint, today, link } = props
  const query = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))
  return (
    <section id="leadership-people">
      <form class="filters" method="get" action="/leadership-posts/people" aria-label="筛选领导职务人员">
        <KeptViewpoint frame={{ viewpoint, today }} />
        {fields.only === 'yes' ? <input type="hidden" name="only" value="yes" /> : null}
        <label for="organization">机构</label>
        <input id="organization" name="organization" value={fields.organization} size={18} maxlength={100} />
        <FilterChoice name="rank" label="级别" choices={choicesOf(organizationRanks)} chosen={fields.rank} />
        <FilterChoice
          name="position"
          label="正副"
          choices={choicesOf(leadershipPositions)}
          chosen={fields.position}
        />
        <FilterChoice name="part" label="占职数" choices={choicesOf(parts)} chosen={fields.part} />
        <button class="plain">查看</button>
        <span class="tools">
          <span class="shown">共 {holders.length.toLocaleString('zh-CN')} 人次</span>
          <a class="export" href={link('/leadership-posts/people.xlsx', query)}>
            导出 .xlsx
          </a>
          <button type="button" class="plain" data-print>
            打印
          </button>
        </span>
      </form>
      {unitMessage === null ? null : <p class="warning">{unitMessage}</p>}
      {holders.length === 0 ? (
        <p class="empty">没有符合条件的人员。任领导职务的，由经办人办理职务变动。</p>
      ) : (
        <div class="scroll">
          <table class="register">
            <caption>{viewpoint.asOf} 领导职务人员</caption>
            <thead>
              <tr>
                {['姓名', '机构', '内设机构', '级别', '正副', '职务', '任职时间', '编制类型', '兼任'].map(
                  (title) => (
                    <th scope="col">{title}</th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {holders.map((holder) => (
                <tr>
                  <th scope="row">
                    <a href={link(`/people/${holder.personId}`)}>{holder.name}</a>
                  </th>
                  <td>{names.get(holder.organizationId) ?? ''}</td>
                  <td>{names.get(holder.divisionId ?? '') ?? ''}</td>
                  <td>{wordOf(organizationRanks, holder.rank)}</td>
                  <td>{wordOf(leadershipPositions, holder.position)}</td>
                  <td>{holder.title}</td>
                  <td class="date">{holder.from}</td>
                  <td>
                    {holder.establishmentKind === null ? '' : establishmentKindName(holder.establishmentKind)}
                  </td>
                  <td>{holder.concurrent ? '兼任' : ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

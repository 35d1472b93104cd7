import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import type { KnowledgeDifference, KnownOfKind } from '../../src/movement/knowledge-difference.ts'
import { movementKindName } from '../../src/movement/movement-kind.ts'
import { KeptViewpoint } from '../layout.tsx'
import { Count } from '../parts/figure.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { Moment } from '../parts/moment.tsx'
import { UnitFilter } from '../parts/unit-filter.tsx'
import { placeInWords } from './staffing-change-people.tsx'
import { ChangeTabs, keptOf, type Span } from './staffing-changes.tsx'

type Names = ReadonlyMap<string, string>

/** `typed`: the earlier moment; `later`: what the page calls its own. */
export function knowledgeColumns(
  names: Names,
  { typed, later, link }: { typed: string; later: string; link: Link },
): ListColumn<KnowledgeDifference>[] {
  const placed = (place: KnowledgeDifference['earlier']) =>
    place === null ? '不在编' : placeInWords(names, place)
  return [
    {
      key: 'person',
      title: '姓名',
      width: 12,
      kind: 'code',
      value: ({ personName }) => personName,
      cell: ({ personId, personName }) => <a href={link(`/people/${personId}`)}>{personName}</a>,
    },
    {
      key: 'earlier',
      title: `登记时间截至 ${typed} 所知`,
      width: 40,
      value: ({ earlier }) => placed(earlier),
    },
    { key: 'later', title: later, width: 40, value: (one) => placed(one.later) },
    {
      key: 'movements',
      title: '其间登记的异动',
      width: 34,
      value: ({ movements }) =>
        movements.map(({ kind, number }) => `${movementKindName(kind)} ${number}`).join('、'),
      cell: ({ movements }) =>
        movements.map(({ id, number, kind, recordedAt }) => (
          <div>
            <a href={link(`/movements/${id}`)}>
              {movementKindName(kind)} {number}
            </a>{' '}
            <Moment at={recordedAt} />
          </div>
        )),
    },
  ]
}

export function laterInWords({ asKnownAt }: Viewpoint): string {
  return asKnownAt === null ? '现在所知' : '后来所知'
}

type KnowledgeDifferencesProps = {
  span: Span
  /** the earlier moment as typed */
  typed: string
  hint: string | null
  kinds: readonly KnownOfKind[]
  differences: List<KnowledgeDifference>
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
}

/** 当时所知: one day as it was known at an earlier moment, and as it is known now. */
export function KnowledgeDifferences(props: KnowledgeDifferencesProps) {
  const { span, typed, hint, kinds, differences, viewpoint, today, link } = props
  const later = laterInWords(viewpoint)
  return (
    <section id="knowledge-differences">
      <ChangeTabs here="knowledge" kept={keptOf(span)} link={link} />
      <form class="filters" method="get" action="/staffing-changes/knowledge" aria-label="选择机构和登记时间">
        <KeptViewpoint frame={{ viewpoint, today }} />
        <UnitFilter typed={span.typed} />
        <label for="earlier">当时：登记时间截至</label>
        <input id="earlier" name="earlier" value={typed} size={11} maxlength={30} />
        <button class="plain">查看</button>
        <ListTools list={differences} counted="人有差异" />
      </form>
      {hint === null ? null : <p class="warning">{hint}</p>}
      {kinds.length === 0 ? (
        <p class="empty">{span.to} 没有在编人员。人员入编后，这里比较两个登记时间所知的同一天。</p>
      ) : (
        <table class="register">
          <caption>
            {span.name} {span.to} 日终实有人员，登记时间截至 {typed} 所知与{later}（单位：名）
          </caption>
          <thead>
            <tr>
              <th scope="col">编制类型</th>
              {['当时所知', '后来补记、更正增加', '后来补记、更正减少', later].map((title) => (
                <th scope="col" class="number">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {kinds.map((kind) => (
              <tr>
                <th scope="row">{establishmentKindName(kind.establishmentKind)}</th>
                {[kind.earlier, kind.added, kind.removed, kind.later].map((people) => (
                  <td class="number">
                    <Count value={people} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {kinds.length > 0 && differences.count === 0 ? (
        <p class="note">两个登记时间所知的人员和单位完全一致。</p>
      ) : null}
      {differences.count === 0 ? null : <ListTable list={differences} caption="有差异的人员" counted="人" />}
    </section>
  )
}

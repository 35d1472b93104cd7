import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import type { KnowledgeDifference, KnownOfKind } from '../../src/movement/knowledge-difference.ts'
import { movementKindName } from '../../src/movement/movement-kind.ts'
import { KeptViewpoint } from '../layout.tsx'
import { Count } from '../parts/figure.tsx'
import { Moment } from '../parts/moment.tsx'
import { UnitFilter } from '../parts/unit-filter.tsx'
import { placeInWords } from './staffing-change-people.tsx'
import { ChangeTabs, keptOf, type Span } from './staffing-changes.tsx'

type KnowledgeDifferencesProps = {
  span: Span
  /** the earlier moment as typed */
  typed: string
  hint: string | null
  kinds: readonly KnownOfKind[]
  differences: readonly KnowledgeDifference[]
  names: ReadonlyMap<string, string>
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
}

/** 当时所知: one day as it was known at an earlier moment, and as it is known now. */
export function KnowledgeDifferences(props: KnowledgeDifferencesProps) {
  const { span, typed, hint, kinds, differences, names, viewpoint, today, link } = props
  const later = viewpoint.asKnownAt === null ? '现在所知' : '后来所知'
  return (
    <section id="knowledge-differences">
      <ChangeTabs here="knowledge" kept={keptOf(span)} link={link} />
      <form class="filters" method="get" action="/staffing-changes/knowledge" aria-label="选择机构和登记时间">
        <KeptViewpoint frame={{ viewpoint, today }} />
        <UnitFilter typed={span.typed} />
        <label for="earlier">当时：登记时间截至</label>
        <input id="earlier" name="earlier" value={typed} size={11} maxlength={30} />
        <button class="plain">查看</button>
        <span class="tools">
          <a
            class="export"
            href={link('/staffing-changes/knowledge.xlsx', { ...keptOf(span), earlier: typed })}
          >
            导出 .xlsx
          </a>
          <button type="button" class="plain" data-print>
            打印
          </button>
        </span>
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
      {kinds.length > 0 && differences.length === 0 ? (
        <p class="note">两个登记时间所知的人员和单位完全一致。</p>
      ) : null}
      {differences.length === 0 ? null : (
        <div class="scroll">
          <table class="register wide-print">
            <caption>有差异的人员，共 {differences.length.toLocaleString('zh-CN')} 人</caption>
            <thead>
              <tr>
                {['姓名', '当时所知', later, '其间登记的异动'].map((title) => (
                  <th scope="col">{title}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {differences.map((one) => (
                <tr>
                  <th scope="row">
                    <a href={link(`/people/${one.personId}`)}>{one.personName}</a>
                  </th>
                  <td>{one.earlier === null ? '不在编' : placeInWords(names, one.earlier)}</td>
                  <td>{one.later === null ? '不在编' : placeInWords(names, one.later)}</td>
                  <td>
                    {one.movements.map(({ id, number, kind, recordedAt }) => (
                      <div>
                        <a href={link(`/movements/${id}`)}>
                          {movementKindName(kind)} {number}
                        </a>{' '}
                        <Moment at={recordedAt} />
                      </div>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

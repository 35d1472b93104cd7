import type { Link } from '../../src/http/viewpoint.ts'
import { type Reform, reformKinds } from '../../src/movement/reform.ts'
import { type Life, nextStep, stateOf, stepName } from '../../src/movement/signature.ts'
import { StateTag } from './movement-list.tsx'

type ReformListProps = {
  reforms: readonly { reform: Reform; life: Life }[]
  names: ReadonlyMap<string, string>
  link: Link
}

/** 合并、分设 with their state, latest first. */
export function ReformList({ reforms, names, link }: ReformListProps) {
  if (reforms.length === 0) {
    return <p class="empty">没有合并、分设方案。批文到件后，由经办人用“办理合并、分设”登记，签批后生效。</p>
  }
  const named = (ids: readonly string[]) => ids.map((id) => names.get(id) ?? '').join('、')
  return (
    <section id="reforms">
      <p class="filters">
        <span class="shown">共 {reforms.length} 件</span>
        <button type="button" class="plain" data-print>
          打印
        </button>
      </p>
      <table class="register wide-print">
        <caption>机构合并、分设，按登记时间由近到远</caption>
        <thead>
          <tr>
            {['编号', '种类', '原机构', '合并、分设后', '生效日期', '状态', '等待'].map((title) => (
              <th scope="col">{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {reforms.map(({ reform, life }) => {
            const waits = nextStep(life)
            return (
              <tr>
                <th scope="row">
                  <a href={link(`/reforms/${reform.id}`)}>{reform.number}</a>
                </th>
                <td>{reformKinds[reform.kind]}</td>
                <td>{named(reform.plan.predecessors.map(({ organizationId }) => organizationId))}</td>
                <td>
                  {reform.plan.successors
                    .map(({ organizationId, founded }) => founded?.name ?? names.get(organizationId) ?? '')
                    .join('、')}
                </td>
                <td>{reform.effectiveOn}</td>
                <td>
                  <StateTag state={stateOf(life)} />
                </td>
                <td>{waits === null ? '' : stepName(waits)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

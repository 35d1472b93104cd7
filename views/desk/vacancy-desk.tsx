import type { Ending, VacancyDesk } from '../../src/desk/vacancy-desk.ts'
import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import type { Link } from '../../src/http/viewpoint.ts'

/** 用编: what waits for this user, and what ends soon. */
export function VacancySection({ vacancy, link }: { vacancy: VacancyDesk; link: Link }) {
  const { requests, plans, overrides, returnedRequests, returnedPlans, toDecide, endings } = vacancy
  const waiting = [
    { words: '用编申请待我审核', count: requests, href: link('/vacancy-requests', { state: 'waiting' }) },
    { words: '用编计划待我审核', count: plans, href: link('/vacancy-plans', { state: 'waiting' }) },
    { words: '用编计划待核定', count: toDecide ?? 0, href: link('/vacancy-plans/decision') },
    { words: '超编进人特批待我签批', count: overrides, href: link('/entry-overrides', { state: 'waiting' }) },
    {
      words: '用编申请退回待修改',
      count: returnedRequests,
      href: link('/vacancy-requests', { state: 'returned' }),
    },
    {
      words: '用编计划退回待修改',
      count: returnedPlans,
      href: link('/vacancy-plans', { state: 'returned' }),
    },
  ].filter(({ count }) => count > 0)
  return (
    <>
      {waiting.length === 0 ? null : (
        <section>
          <h2>用编</h2>
          {waiting.map(({ words, count, href }) => (
            <p>
              <a href={href}>
                {words} {count} 件
              </a>
            </p>
          ))}
        </section>
      )}
      {endings.length === 0 ? null : <Endings endings={endings} link={link} />}
    </>
  )
}

/** More than a glance takes in; the lists behind have them all. */
const shown = 10

function Endings({ endings, link }: { endings: readonly Ending[]; link: Link }) {
  return (
    <section>
      <h2>特批及到期提醒</h2>
      <table class="register">
        <caption>有效的超编进人特批和 30 天内到期的用编通知单，先到期的在前（单位：名）</caption>
        <thead>
          <tr>
            <th scope="col">事项</th>
            <th scope="col">机构</th>
            <th scope="col">编制类型</th>
            <th scope="col" class="number">
              未用
            </th>
            <th scope="col">有效期至</th>
            <th scope="col">提醒</th>
          </tr>
        </thead>
        <tbody>
          {endings.slice(0, shown).map((ending) => (
            <tr>
              <th scope="row">
                <a
                  href={link(
                    ending.kind === 'notice'
                      ? `/vacancy-requests/${ending.id}`
                      : `/entry-overrides/${ending.id}`,
                  )}
                >
                  {ending.number}
                </a>
              </th>
              <td>{ending.organizationName}</td>
              <td>{establishmentKindName(ending.establishmentKind)}</td>
              <td class="number">{ending.left}</td>
              <td class="date">{ending.expiresOn}</td>
              <td>
                <EndingTag ending={ending} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {endings.length <= shown ? null : (
        <p class="note">
          另有 {endings.length - shown} 件，见
          <a href={link('/vacancy-requests', { state: 'expiring' })}>用编申请</a>和
          <a href={link('/entry-overrides', { state: 'in-force' })}>特批及预警</a>。
        </p>
      )}
    </section>
  )
}

/** Red in the last week, amber before; the word says which it is. */
function EndingTag({ ending }: { ending: Ending }) {
  const what = ending.kind === 'override' ? '超编特批，' : ''
  const when = ending.days === 0 ? '今天到期' : `${ending.days} 天后到期`
  return <span class={ending.days <= 7 ? 'tag wrong' : 'tag warn'}>{`${what}${when}`}</span>
}

import type { Link } from '../../src/http/viewpoint.ts'
import type { SecondmentDue } from '../../src/movement/secondment-due.ts'
import { secondmentName } from '../parts/person-words.ts'

/** More than a glance takes in; the list behind has them all. */
const shown = 10

/** 借用到期: who is to be given back soon or should have been, and how to see to it. */
export function SecondmentSection({
  due,
  mayDraft,
  link,
}: {
  due: readonly SecondmentDue[]
  mayDraft: boolean
  link: Link
}) {
  if (due.length === 0) return null
  return (
    <section id="secondments-due">
      <h2>借用到期</h2>
      <table class="register">
        <caption>借调、抽调、挂职 30 天内到期和已超期未归还的，共 {due.length} 人，超期最久的在前</caption>
        <thead>
          <tr>
            {['姓名', '编制单位', '方式', '借用单位', '预计归还', '提醒', ...(mayDraft ? ['办理'] : [])].map(
              (title) => (
                <th scope="col">{title}</th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {due.slice(0, shown).map((row) => (
            <tr>
              <th scope="row">
                <a href={link(`/people/${row.personId}`)}>{row.personName}</a>
              </th>
              <td>{row.organizationName ?? ''}</td>
              <td>{secondmentName(row.kind)}</td>
              <td>{row.place}</td>
              <td class="date">{row.plannedEnd}</td>
              <td>
                {row.days < 0 ? (
                  <span class="tag wrong">超期 {-row.days} 天</span>
                ) : (
                  <span class="tag warn">{row.days === 0 ? '今天到期' : `还有 ${row.days} 天`}</span>
                )}
              </td>
              {mayDraft ? <td>{ways(row, link)}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <a href={link('/secondments')}>全部借用人员</a>
      </p>
    </section>
  )
}

/** Given back, or lent on by a paper of its own. */
function ways({ personId, kind, place, plannedEnd }: SecondmentDue, link: Link) {
  return (
    <>
      <a href={link('/movements/new', { kind: 'return', personId, effectiveOn: plannedEnd })}>办理归还</a>
      {'　'}
      <a href={link('/movements/new', { kind, personId, effectiveOn: plannedEnd, place })}>办理延期</a>
    </>
  )
}

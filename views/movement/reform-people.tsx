import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { PersonMoved } from '../../src/movement/reform-effect.ts'

type ReformPeopleProps = {
  people: readonly PersonMoved[]
  staying: number
  names: ReadonlyMap<string, string>
  link: Link
}

/** Who goes where. */
export function ReformPeople({ people, staying, names, link }: ReformPeopleProps) {
  const name = (organizationId: string) => names.get(organizationId) ?? '（未登记的机构）'
  const stays = staying === 0 ? '' : `，留在原机构 ${staying} 人`
  if (people.length === 0) return <p class="empty">没有人员转出{stays}。</p>
  const named = people.filter((person) => person.named).length
  return (
    <table class="register">
      <caption>
        {people.every(({ fromId, toId }) => fromId === toId) ? '变更编制类型' : '转出'} {people.length}{' '}
        人，其中逐人指定 {named} 人、随承继单位 {people.length - named} 人{stays}
      </caption>
      <thead>
        <tr>
          {['姓名', '编制类型', '原机构', '新机构', '依据'].map((title) => (
            <th scope="col">{title}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr>
            <th scope="row">
              <a href={link(`/people/${person.personId}`)}>{person.name}</a>
            </th>
            <td>{kindInWords(person)}</td>
            <td>{name(person.fromId)}</td>
            <td>{name(person.toId)}</td>
            <td>{person.named ? '逐人指定' : '随承继单位'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** 事业编制; where it changes, 事业编制 → 行政编制. */
function kindInWords({ establishmentKind, toEstablishmentKind }: PersonMoved): string {
  const before = establishmentKindName(establishmentKind)
  return establishmentKind === toEstablishmentKind
    ? before
    : `${before} → ${establishmentKindName(toEstablishmentKind)}`
}

import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import type { Typed } from '../../src/http/form.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { movementKindName } from '../../src/movement/movement-kind.ts'
import type { MovementRow } from '../../src/movement/movement-row.ts'
import type { ReformGround } from '../../src/movement/reform-ground.ts'
import { CsrfField, ProblemSummary } from '../parts/form.tsx'

type BatchTransferPeopleProps = {
  from: string
  to: string
  on: IsoDate
  people: ReformGround['people']
  /** movements on their way, by person */
  open: ReadonlyMap<string, MovementRow>
  typed: Typed
  problems: readonly Problem[]
  csrfToken: string
  link: Link
}

/** 成批调动, the second page: everybody, or those ticked. */
export function BatchTransferPeople(props: BatchTransferPeopleProps) {
  const { from, to, on, people, open, typed, problems, csrfToken, link } = props
  const ticked = typed.take === 'ticked'
  const count = people.length.toLocaleString('zh-CN')
  return (
    <form class="work wide" method="post" action="/reforms/transfer/review">
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      {Object.entries(typed)
        .filter(([name]) => !/^(person-|take$)/.test(name))
        .map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
      <fieldset id="people">
        <legend>人员</legend>
        <p class="field">
          <label>
            <input type="radio" name="take" value="all" checked={!ticked} /> 全部 {count} 人
          </label>
          <label>
            <input type="radio" name="take" value="ticked" checked={ticked} /> 只限下表勾选的人员
          </label>
        </p>
        <table class="register">
          <caption>
            {from} {on} 在编人员 {count} 人，{from === to ? '变更编制类型' : `调入${to}`}
          </caption>
          <thead>
            <tr>
              {['勾选', '姓名', '编制类型', '在办异动'].map((title) => (
                <th scope="col">{title}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.map(({ personId, name, establishmentKind }) => (
              <tr>
                <td>
                  <input
                    type="checkbox"
                    name={`person-${personId}`}
                    value="e1"
                    checked={typed[`person-${personId}`] !== undefined}
                    aria-label={`调动 ${name}`}
                  />
                </td>
                <th scope="row">
                  <a href={link(`/people/${personId}`)}>{name}</a>
                </th>
                <td>{establishmentKindName(establishmentKind)}</td>
                <td>
                  <OpenMovement row={open.get(personId)} link={link} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </fieldset>
      <p class="buttons">
        <button class="main">下一步：核对</button>
        <button class="plain" formaction="/reforms/transfer/form">
          返回修改
        </button>
      </p>
    </form>
  )
}

function OpenMovement({ row, link }: { row: MovementRow | undefined; link: Link }) {
  if (row === undefined) return null
  return (
    <a href={link(`/movements/${row.id}`)}>
      {movementKindName(row.kind)} {row.number}
    </a>
  )
}

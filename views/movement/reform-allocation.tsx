import {
  compareEstablishmentKinds,
  establishmentKindName,
} from '../../src/establishment/establishment-kind.ts'
import { leadershipPositions } from '../../src/establishment/leadership-post.ts'
import type { Typed } from '../../src/http/form.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import type { ReformGround } from '../../src/movement/reform-ground.ts'
import { type FormUnit, type NamedUnits, remainingUnits } from '../../src/movement/reform-places.ts'
import { organizationRanks, wordOf } from '../../src/organization/organization.ts'
import { messageOf } from '../messages.ts'
import { Count } from '../parts/figure.tsx'
import { CsrfField, ProblemSummary, SelectField } from '../parts/form.tsx'

type AllocationProps = {
  typed: Typed
  units: NamedUnits
  ground: ReformGround
  problems: readonly Problem[]
  csrfToken: string
}

const secondPageFields = /^(headcount-|seat-|heir\d|person-|child-|leadership$|csrf$)/

/** The second page: places, posts, sections and people of the units named, each with where it goes. */
export function ReformAllocation(props: AllocationProps) {
  const { typed, problems, csrfToken } = props
  return (
    <form class="work wide" method="post" action="/reforms/review">
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      {Object.entries(typed)
        .filter(([name]) => !secondPageFields.test(name))
        .map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
      <Headcounts {...props} />
      <Seats {...props} />
      <Heirs {...props} />
      <Children {...props} />
      <People {...props} />
      <p class="buttons">
        <button class="main">下一步：核对</button>
        <button class="plain" formaction="/reforms/form">
          返回修改
        </button>
      </p>
    </form>
  )
}

function Headcounts({ typed, units, ground, problems }: AllocationProps) {
  const kinds = [...new Set(ground.positions.map(({ establishmentKind }) => establishmentKind))].sort(
    compareEstablishmentKinds,
  )
  if (kinds.length === 0) return <p class="empty">原机构没有核定编制，只划转人员和下级机构。</p>
  const present = [...units.predecessors, ...units.existing]
  const after = remainingUnits(units)
  const approvedOf = (unit: FormUnit, kind: string) =>
    ground.positions.find(
      (row) => row.organizationId === unit.organizationId && row.establishmentKind === kind,
    )?.approved ?? 0
  return (
    <fieldset>
      <legend>编制</legend>
      <AllocationTable
        caption="改革前后核定编制（单位：名），同一类型前后合计应相等"
        before={present}
        after={after}
      >
        {kinds.map((kind) => {
          const total = present.reduce((sum, unit) => sum + approvedOf(unit, kind), 0)
          return (
            <Row
              id={`headcounts-${kind}`}
              title={establishmentKindName(kind)}
              problems={problems}
              before={present.map((unit) => approvedOf(unit, kind))}
              fields={after.map((unit) => ({
                name: `headcount-${unit.key}-${kind}`,
                label: `${unit.name}${establishmentKindName(kind)}`,
                value:
                  typed[`headcount-${unit.key}-${kind}`] ??
                  String(after.length === 1 ? total : approvedOf(unit, kind)),
              }))}
            />
          )
        })}
      </AllocationTable>
    </fieldset>
  )
}

function Seats({ typed, units, ground, problems }: AllocationProps) {
  const seats = [...new Map(ground.seats.map((seat) => [`${seat.rank}-${seat.position}`, seat])).values()]
  if (seats.length === 0) return null
  const present = [...units.predecessors, ...units.existing]
  const after = remainingUnits(units)
  const approvedOf = (organizationId: string, key: string) =>
    ground.seats.find(
      (seat) => seat.organizationId === organizationId && `${seat.rank}-${seat.position}` === key,
    )?.approved ?? 0
  const likeOf = (unit: FormUnit) =>
    units.founded.find(({ key }) => key === unit.key)?.likeId ?? unit.organizationId
  return (
    <fieldset>
      <legend>领导职数</legend>
      <AllocationTable
        caption="改革前后领导职数（单位：名），改革后按批文填写"
        before={present}
        after={after}
      >
        {seats.map(({ rank, position }) => {
          const key = `${rank}-${position}`
          const title = `${wordOf(organizationRanks, rank)}${wordOf(leadershipPositions, position)}`
          return (
            <Row
              id={`seats-${key}`}
              title={title}
              problems={problems}
              before={present.map((unit) => approvedOf(unit.organizationId, key))}
              fields={after.map((unit) => ({
                name: `seat-${unit.key}-${key}`,
                label: `${unit.name}${title}`,
                value: typed[`seat-${unit.key}-${key}`] ?? String(approvedOf(likeOf(unit), key)),
              }))}
            />
          )
        })}
      </AllocationTable>
      <SelectField
        typed={{ leadership: 'keep', ...typed }}
        problems={problems}
        name="leadership"
        label="现任领导职务"
        choices={[
          { value: 'keep', label: '随人员转入，超职数的另行消化' },
          { value: 'end', label: '自生效日期起免去，另行任命' },
        ]}
      />
    </fieldset>
  )
}

function Heirs({ typed, units, problems }: AllocationProps) {
  const after = remainingUnits(units)
  if (after.length === 1) return null
  const ending = units.predecessors.filter(({ abolished }) => abolished)
  if (ending.length === 0) return null
  return (
    <fieldset>
      <legend>承继单位</legend>
      <p class="note">撤销的原机构，未逐项指定的人员、下级机构、借入人员转入承继单位。</p>
      {ending.map(({ name, place }) => (
        <SelectField
          typed={typed}
          problems={problems}
          required
          name={`heir${place}`}
          label={name}
          choices={after.map((unit) => ({ value: unit.key, label: unit.name }))}
        />
      ))}
    </fieldset>
  )
}

function Children({ typed, units, ground, problems }: AllocationProps) {
  if (ground.children.length === 0) return null
  const after = remainingUnits(units)
  return (
    <fieldset>
      <legend>内设机构、下级机构</legend>
      {ground.children.map(({ organizationId, name, fromId, kind }) => (
        <SelectField
          typed={typed}
          problems={problems}
          name={`child-${organizationId}`}
          label={`${nameOf(units, fromId)} ${name}`}
          empty={followsInWords(units, fromId)}
          choices={[
            ...after.map((unit) => ({ value: unit.key, label: unit.name })),
            ...(kind === 'division' ? [{ value: 'abolished', label: '撤销' }] : []),
          ]}
        />
      ))}
    </fieldset>
  )
}

function People({ typed, units, ground }: AllocationProps) {
  const after = remainingUnits(units)
  if (ground.people.length === 0) return <p class="empty">生效日期原机构没有在编人员。</p>
  if (after.length === 1) {
    return (
      <p class="notice">
        原机构在编人员 {ground.people.length} 人全部转入{after[0]?.name}，编制类型不变。
      </p>
    )
  }
  return (
    <fieldset>
      <legend>人员</legend>
      <table class="register">
        <caption>生效日期在编人员，共 {ground.people.length} 人；未指定的随承继单位</caption>
        <thead>
          <tr>
            <th scope="col">姓名</th>
            <th scope="col">原机构</th>
            <th scope="col">编制类型</th>
            <th scope="col">去向</th>
          </tr>
        </thead>
        <tbody>
          {ground.people.map(({ personId, name, fromId, establishmentKind }) => (
            <tr>
              <th scope="row">{name}</th>
              <td>{nameOf(units, fromId)}</td>
              <td>{establishmentKindName(establishmentKind)}</td>
              <td>
                <select name={`person-${personId}`} aria-label={`${name}去向`}>
                  <option value="">{followsInWords(units, fromId)}</option>
                  {after.map((unit) => (
                    <option value={unit.key} selected={typed[`person-${personId}`] === unit.key}>
                      {unit.name}
                    </option>
                  ))}
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </fieldset>
  )
}

type TableProps = {
  caption: string
  before: readonly FormUnit[]
  after: readonly FormUnit[]
  children: unknown
}

function AllocationTable({ caption, before, after, children }: TableProps) {
  return (
    <div class="scroll">
      <table class="register">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">项目</th>
            {before.map(({ name }) => (
              <th scope="col" class="number">
                {name}（改革前）
              </th>
            ))}
            <th scope="col" class="number">
              改革前合计
            </th>
            {after.map(({ name }) => (
              <th scope="col" class="number">
                {name}（改革后）
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

type RowProps = {
  id: string
  title: string
  before: readonly number[]
  fields: readonly { name: string; label: string; value: string }[]
  problems: readonly Problem[]
}

function Row({ id, title, before, fields, problems }: RowProps) {
  const own = problems.filter(({ field }) => field === id || fields.some(({ name }) => name === field))
  return (
    <tr id={id} class={own.length > 0 ? 'wrong' : undefined}>
      <th scope="row">
        {title}
        {own.length === 0 ? null : <div class="message over">{own.map(messageOf).join(' ')}</div>}
      </th>
      {before.map((count) => (
        <td class="number">
          <Count value={count} />
        </td>
      ))}
      <td class="number">
        <Count value={before.reduce((sum, count) => sum + count, 0)} />
      </td>
      {fields.map(({ name, label, value }) => (
        <td class="number">
          <input id={name} name={name} value={value} size={5} inputmode="numeric" aria-label={label} />
        </td>
      ))}
    </tr>
  )
}

function nameOf({ predecessors }: NamedUnits, organizationId: string): string {
  return predecessors.find((unit) => unit.organizationId === organizationId)?.name ?? ''
}

function followsInWords(units: NamedUnits, fromId: string): string {
  const from = units.predecessors.find(({ organizationId }) => organizationId === fromId)
  if (from !== undefined && !from.abolished) return '留在原机构'
  const [only, other] = remainingUnits(units)
  return only !== undefined && other === undefined ? only.name : '随承继单位'
}

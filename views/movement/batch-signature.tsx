import type { Link } from '../../src/http/viewpoint.ts'
import type { Foreseen } from '../../src/movement/effect.ts'
import type { Movement } from '../../src/movement/movement.ts'
import { movementKindName } from '../../src/movement/movement-kind.ts'
import { type MovementState, movementStates } from '../../src/movement/signature.ts'
import { CsrfField, TextField } from '../parts/form.tsx'
import { Consequences } from './consequences.tsx'

type Item = {
  movement: Movement
  personName: string
  /** null: not this user's to sign, or refused if it took effect now */
  foreseen: Foreseen | null
  maySign: boolean
  problems: readonly string[]
}

type BatchSignatureProps = {
  items: Item[]
  names: ReadonlyMap<string, string>
  mayReadPay: boolean
  csrfToken: string
  link: Link
}

/** 批量签批: each movement with what it will do; one button signs those that are this user's to sign. */
export function BatchSignature({ items, names, mayReadPay, csrfToken, link }: BatchSignatureProps) {
  if (items.length === 0) {
    return (
      <p class="empty">
        没有勾选异动。请返回<a href={link('/')}>工作台</a>，在待我办理中勾选后再批量签批。
      </p>
    )
  }
  const open = items.filter(({ maySign }) => maySign)
  const wrong = open.filter(({ problems }) => problems.length > 0).length
  return (
    <form class="work" method="post" action="/movements/signatures">
      <CsrfField token={csrfToken} />
      <input type="hidden" name="ids" value={open.map(({ movement }) => movement.id).join(',')} />
      <p class="notice">
        共 {items.length} 件，可由本人签批 {open.length}{' '}
        件。逐件签批、逐件生效：不符合条件的一件不影响其他各件，签批后列出。
      </p>
      {wrong === 0 ? null : (
        <p class="warning">其中 {wrong} 件按目前情况不能生效。如为最后环节，这些不会签批成功。</p>
      )}
      {items.map(({ movement, personName, foreseen, problems }) => (
        <details class="batch-item" open={items.length <= 5 || problems.length > 0}>
          <summary>
            {movementKindName(movement.kind)} {movement.number}　{personName}　{movement.effectiveOn}
            {problems.length === 0 ? null : <span class="tag wrong">有问题</span>}
          </summary>
          {problems.map((problem) => (
            <p class="over">{problem}</p>
          ))}
          {foreseen === null ? null : (
            <Consequences
              movement={movement}
              personName={personName}
              foreseen={foreseen}
              names={names}
              mayReadPay={mayReadPay}
            />
          )}
          <p>
            <a href={link(`/movements/${movement.id}`)}>打开该异动</a>
          </p>
        </details>
      ))}
      {open.length === 0 ? null : (
        <TextField name="words" label="意见" typed={{ words: '同意' }} problems={[]} width={40} />
      )}
      <div class="buttons">
        {open.length === 0 ? null : <button class="main">签批同意 {open.length} 件</button>}
        <a href={link('/')}>返回工作台</a>
      </div>
    </form>
  )
}

type BatchSignedProps = {
  results: {
    movement: Movement
    personName: string
    /** null: refused */
    state: MovementState | null
    problems: readonly string[]
  }[]
  link: Link
}

/** What became of each: signed and waiting, in effect, or not signed and why. */
export function BatchSigned({ results, link }: BatchSignedProps) {
  const refused = results.filter(({ state }) => state === null).length
  return (
    <section id="batch-signed">
      <p class={refused === 0 ? 'notice' : 'warning'}>
        已签批 {results.length - refused} 件{refused === 0 ? '。' : `，未能签批 ${refused} 件，原因见下表。`}
      </p>
      <table class="register">
        <caption>批量签批结果</caption>
        <thead>
          <tr>
            {['异动', '姓名', '种类', '生效日期', '结果'].map((title) => (
              <th scope="col">{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {results.map(({ movement, personName, state, problems }) => (
            <tr>
              <th scope="row">
                <a href={link(`/movements/${movement.id}`)}>{movement.number}</a>
              </th>
              <td>{personName}</td>
              <td>{movementKindName(movement.kind)}</td>
              <td class="date">{movement.effectiveOn}</td>
              <td>
                {state === null ? (
                  <span class="over">未签批：{problems.join(' ')}</span>
                ) : (
                  `已签批，${movementStates[state]}`
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <a href={link('/')}>返回工作台</a>
      </p>
    </section>
  )
}

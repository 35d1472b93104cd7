import type { Link } from '../../src/http/viewpoint.ts'
import {
  type Direction,
  directions,
  movementKindOrder,
  movementRule,
} from '../../src/movement/movement-kind.ts'
import { stepName } from '../../src/movement/signature.ts'

/** The first step: which kind, with who signs it. Somebody out of the establishment may only enter, and so on. */
export function MovementKinds({
  person,
  offered,
  link,
}: {
  person: { id: string; name: string } | null
  offered: readonly Direction[]
  link: Link
}) {
  return (
    <>
      {person === null ? (
        <p class="note">
          增员从这里登记，一份名单多人的，用<a href={link('/movements/batch')}>批量增员</a>
          ，一个单位的人员整体调到另一单位的，用<a href={link('/reforms/transfer')}>成批调动</a>
          ；减员、编内变动和借调，先在<a href={link('/people')}>花名册</a>中打开该人员。
        </p>
      ) : (
        <p class="note">为 {person.name} 办理：</p>
      )}
      <div class="columns">
        {offered.map((direction) => (
          <section>
            <h2>{directions[direction]}</h2>
            <ul class="choices">
              {movementKindOrder
                .filter((kind) => movementRule(kind).direction === direction)
                .map((kind) => (
                  <li>
                    <a href={link('/movements/new', { kind, personId: person?.id })}>
                      {movementRule(kind).label}
                    </a>
                    <span class="note">　{movementRule(kind).chain.map(stepName).join(' → ')}</span>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  )
}

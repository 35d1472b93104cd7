import type { Typed } from '../../src/http/form.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { asksFor, isMovementKind } from '../../src/movement/movement-kind.ts'
import { type Choice, SelectField } from '../parts/form.tsx'

export type Grounds = { requests: readonly Choice[]; overrides: readonly Choice[] }

type EntryGroundFieldsProps = {
  typed: Typed
  problems: readonly Problem[]
  grounds: Grounds
  several?: boolean
}

/**
 * What the entry goes by: 用编申请, 超编进人特批. Fetched anew when unit, kind or day change; the frame that listens
 * stays, so that no change is missed while an answer is under way.
 */
export function EntryGroundFields(props: EntryGroundFieldsProps) {
  // In a batch the kind of movement is chosen on the same page.
  const deciding = [
    'toOrganization',
    'toEstablishmentKind',
    'effectiveOn',
    ...(props.several ? ['kind'] : []),
  ]
  return (
    <div
      id="entry-grounds"
      class="fields"
      hx-get="/movements/entry-grounds"
      hx-trigger={deciding.map((id) => `change from:#${id}`).join(', ')}
      hx-sync="replace"
      hx-include="#toOrganization, #toEstablishmentKind, #effectiveOn, #vacancyRequestId, #entryOverrideId, [name='kind'], [name='personId']"
      hx-target="#entry-grounds"
      hx-swap="innerHTML"
    >
      <EntryGroundChoices {...props} />
    </div>
  )
}

export function EntryGroundChoices({ typed, problems, grounds, several = false }: EntryGroundFieldsProps) {
  const { kind = '' } = typed
  const common = { typed, problems }
  const asks = (fact: 'vacancy-request' | 'entry-override') => isMovementKind(kind) && asksFor(kind, fact)
  const { requests, overrides } = {
    requests: withChosen(grounds.requests, typed.vacancyRequestId, '已选的用编申请'),
    overrides: withChosen(grounds.overrides, typed.entryOverrideId, '已选的特批'),
  }
  return (
    <>
      {asks('vacancy-request') ? (
        <SelectField
          {...common}
          name="vacancyRequestId"
          label="用编申请"
          empty="不使用"
          choices={requests}
          help={
            requests.length === 0
              ? '该单位、该编制类型没有可用的用编申请时，直接使用空编。'
              : `使用后${several ? '按人数' : ''}核减已批未用。`
          }
        />
      ) : null}
      {asks('entry-override') && overrides.length > 0 ? (
        <SelectField
          {...common}
          name="entryOverrideId"
          label="超编进人特批"
          empty="不使用"
          choices={overrides}
          help="没有空编时，凭特批进入；尚有空编的，不占用特批名额。"
        />
      ) : null}
    </>
  )
}

/** What was chosen stays to be seen, also when it may not be used any more. */
function withChosen(
  choices: readonly Choice[],
  chosen: string | undefined,
  label: string,
): readonly Choice[] {
  if (chosen === undefined || chosen === '' || choices.some(({ value }) => value === chosen)) return choices
  return [...choices, { value: chosen, label }]
}

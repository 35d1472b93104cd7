import type { Child } from 'hono/jsx'
import type { Typed } from '../../src/http/form.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { messageOf } from '../messages.ts'

export type FieldProps = {
  name: string
  label: string
  typed: Typed
  problems: readonly Problem[]
  required?: boolean
  /** One sentence under the field. */
  help?: string
  /** Characters expected: the width of the field shows it. */
  width?: number
  placeholder?: string
  autocomplete?: string
  kind?: 'text' | 'password' | 'search'
  /** Checked on leaving the field: address that answers with the message for it. */
  checkAt?: string
}

/** A labelled field with its help and its message; the value typed is never lost. */
export function TextField(props: FieldProps) {
  const { name, typed, width = 20, kind = 'text', placeholder, autocomplete = 'off', checkAt } = props
  return (
    <Field {...props}>
      <input
        id={name}
        name={name}
        type={kind}
        value={kind === 'password' ? '' : (typed[name] ?? '')}
        size={width}
        placeholder={placeholder}
        autocomplete={autocomplete}
        {...described(props)}
        {...(checkAt === undefined
          ? {}
          : {
              'hx-get': checkAt,
              'hx-trigger': 'change',
              'hx-target': `#${name}-message`,
              'hx-include': 'closest form',
            })}
      />
    </Field>
  )
}

export function DateField(props: FieldProps) {
  return <TextField width={12} placeholder="2024-01-15" {...props} />
}

export function AreaField(props: FieldProps & { rows?: number }) {
  const { name, typed, rows = 3, width = 60 } = props
  return (
    <Field {...props}>
      <textarea id={name} name={name} rows={rows} cols={width} {...described(props)}>
        {typed[name] ?? ''}
      </textarea>
    </Field>
  )
}

export type Choice = { value: string; label: string; group?: string }

export function SelectField(props: FieldProps & { choices: readonly Choice[]; empty?: string }) {
  const { name, typed, choices, empty = '请选择' } = props
  return (
    <Field {...props}>
      <select id={name} name={name} {...described(props)}>
        <option value="">{empty}</option>
        {choices.map(({ value, label }) => (
          <option value={value} selected={typed[name] === value}>
            {label}
          </option>
        ))}
      </select>
    </Field>
  )
}

/** What was wrong, on top of the form; each line leads to its field. */
export function ProblemSummary({ problems }: { problems: readonly Problem[] }) {
  if (problems.length === 0) return null
  return (
    <section class="problems" role="alert" aria-labelledby="problems-title" tabindex={-1}>
      <h2 id="problems-title">有 {problems.length} 处需要更正</h2>
      <ul>
        {problems.map((problem) => (
          <li>
            <a href={`#${problem.field}`}>{messageOf(problem)}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function CsrfField({ token }: { token: string }) {
  return <input type="hidden" name="csrf" value={token} />
}

/** What was typed on the step before, taken along unseen; `but` names what this step asks anew. */
export function TypedAsHidden({ typed, but = [] }: { typed: Typed; but?: readonly string[] }) {
  return (
    <>
      {Object.entries(typed)
        .filter(([name]) => name !== 'csrf' && !but.includes(name))
        .map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
    </>
  )
}

/** The label, help and message around a control of one's own. */
export function Field({
  name,
  label,
  problems,
  required = false,
  help,
  children,
}: FieldProps & { children: Child }) {
  const own = problems.filter(({ field }) => field === name)
  return (
    <div class={own.length > 0 ? 'field wrong' : 'field'}>
      <label for={name}>
        {label}
        {required ? (
          <span class="required" title="必填">
            *
          </span>
        ) : null}
      </label>
      {children}
      {help === undefined ? null : (
        <small id={`${name}-help`} class="help">
          {help}
        </small>
      )}
      <div id={`${name}-message`} class="message" aria-live="polite">
        {own.map(messageOf).join(' ')}
      </div>
    </div>
  )
}

export function described({ name, required = false, help, problems }: FieldProps) {
  return {
    'aria-required': required ? 'true' : undefined,
    'aria-invalid': problems.some(({ field }) => field === name) ? 'true' : undefined,
    'aria-describedby': help === undefined ? `${name}-message` : `${name}-help ${name}-message`,
  }
}

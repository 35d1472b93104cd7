import { described, Field, type FieldProps } from './form.tsx'

/**
 * A unit by any part of its name, its short name, initials or code. What is typed is enough; with script a list of
 * what fits appears while typing.
 */
export function OrganizationField(props: Omit<FieldProps, 'kind' | 'checkAt'>) {
  const { name, typed, width = 34, placeholder = '全称、简称、首字母或编码' } = props
  return (
    <Field {...props}>
      <input
        id={name}
        name={name}
        value={typed[name] ?? ''}
        size={width}
        maxlength={100}
        placeholder={placeholder}
        autocomplete="off"
        list={`${name}-choices`}
        hx-get={`/organizations/choices?field=${name}`}
        hx-trigger="input changed delay:200ms"
        hx-sync="replace"
        hx-target={`#${name}-choices`}
        hx-swap="innerHTML"
        hx-include="this"
        {...described(props)}
      />
      <datalist id={`${name}-choices`} />
    </Field>
  )
}

/** The list itself, as the address above answers it. */
export function OrganizationChoices({
  choices,
}: {
  choices: { name: string; shortName: string; initials: string }[]
}) {
  return (
    <>
      {choices.map(({ name, shortName, initials }) => (
        <option value={name}>{`${shortName} ${initials}`}</option>
      ))}
    </>
  )
}

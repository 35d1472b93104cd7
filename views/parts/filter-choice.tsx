import type { Choice } from './form.tsx'

type FilterChoiceProps = { name: string; label: string; choices: readonly Choice[]; chosen: string }

/** One choice in a line of filters; the first is all of them. */
export function FilterChoice({ name, label, choices, chosen }: FilterChoiceProps) {
  return (
    <>
      <label for={`filter-${name}`}>{label}</label>
      <select id={`filter-${name}`} name={name}>
        <option value="">全部</option>
        {choices.map((choice) => (
          <option value={choice.value} selected={choice.value === chosen}>
            {choice.label}
          </option>
        ))}
      </select>
    </>
  )
}

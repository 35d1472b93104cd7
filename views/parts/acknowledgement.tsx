import type { Problem } from '../../src/kernel/problem.ts'

type AcknowledgementProps = { needed: boolean; problems: readonly Problem[]; words: string }

/** Shown only when more people than places will remain: it is to be seen, not only allowed. */
export function Acknowledgement({ needed, problems, words }: AcknowledgementProps) {
  if (!needed) return null
  const missing = problems.some(({ field }) => field === 'acknowledged')
  return (
    <p class={missing ? 'field wrong' : 'field'}>
      <label>
        <input
          id="acknowledged"
          type="checkbox"
          name="acknowledged"
          value="yes"
          aria-invalid={missing ? 'true' : undefined}
        />{' '}
        {words}
      </label>
    </p>
  )
}

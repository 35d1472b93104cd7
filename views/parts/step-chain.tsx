import { Moment } from './moment.tsx'

type Step = {
  /** 提交（经办人） */
  name: string
  words: string
  recordedByName: string | null
  recordedAt: Date
  /** stands under it as a warning */
  mark?: string | undefined
}

/** The steps done, then those still to come; the present one is marked. */
export function StepChain({ steps, coming }: { steps: readonly Step[]; coming: readonly string[] }) {
  return (
    <ol class="chain" aria-label="办理环节">
      {steps.map((step) => (
        <li>
          <div class="step-name">{step.name}</div>
          <div>{step.words}</div>
          <small class="note">
            {step.recordedByName ?? ''} <Moment at={step.recordedAt} />
          </small>
          {step.mark === undefined ? null : <div class="tag warn">{step.mark}</div>}
        </li>
      ))}
      {coming.map((name, place) => (
        <li aria-current={place === 0 ? 'step' : undefined}>
          <div class="step-name">{name}</div>
          <div class="note">{place === 0 ? '待办' : '未到'}</div>
        </li>
      ))}
    </ol>
  )
}

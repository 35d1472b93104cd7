import { roles } from '../../src/kernel/permission.ts'
import {
  chainOf,
  type Life,
  nextStep,
  type Signature,
  stateOf,
  stepName,
} from '../../src/movement/signature.ts'
import { Moment } from '../parts/moment.tsx'

/** The chain as a row: each step with name, role, time and words; the present one marked. */
export function SignatureSteps({ life }: { life: Life }) {
  const waits = nextStep(life)
  const ended = life.signatures.find(({ decision }) => decision === 'withdraw')
  return (
    <>
      <ol class="chain" aria-label="签批环节">
        {chainOf(life.kind).map((step) => (
          <Step
            step={step}
            waits={step === waits}
            signature={life.signatures.find(
              (signature) => signature.step === step && signature.decision !== 'withdraw',
            )}
          />
        ))}
      </ol>
      {ended === undefined ? null : (
        <p class="warning">
          {ended.signedByName} <Moment at={ended.recordedAt} /> 撤回。{ended.words}
        </p>
      )}
      {stateOf(life) === 'corrected' ? (
        <p class="warning">该异动已由后来的更正取代，本次登记保留备查。</p>
      ) : null}
    </>
  )
}

function Step({
  step,
  waits,
  signature,
}: {
  step: keyof typeof roles
  waits: boolean
  signature: Signature | undefined
}) {
  return (
    <li aria-current={waits ? 'step' : undefined}>
      <div class="step-name">
        {stepName(step)} <span class="note">{roles[step]}</span>
      </div>
      {signature === undefined ? (
        <div class="note">{waits ? '等待签批' : '未到'}</div>
      ) : (
        <>
          <div>
            {signature.signedByName}{' '}
            {signature.decision === 'return' ? (
              <span class="tag wrong">退回</span>
            ) : (
              <span class="tag">同意</span>
            )}
          </div>
          <div class="note">
            <Moment at={signature.recordedAt} />
          </div>
          <div>{signature.words}</div>
        </>
      )}
    </li>
  )
}

import type { Request } from '../http/environment.ts'
import { readForm, signingShape, type Typed } from '../http/form.ts'
import { done, type Outcome } from '../kernel/problem.ts'
import type { Decision } from './signature.ts'

const shape = signingShape(['agree', 'return'])

/** 签批 as it was sent: who agrees without a word says 同意. */
export async function readSignature(
  c: Request,
): Promise<{ typed: Typed; outcome: Outcome<{ decision: Decision; words: string }> }> {
  const { typed, outcome } = await readForm(c, shape)
  if (!outcome.done) return { typed, outcome }
  const { decision, words } = outcome.value
  return { typed, outcome: done({ decision, words: words ?? (decision === 'agree' ? '同意' : '') }) }
}

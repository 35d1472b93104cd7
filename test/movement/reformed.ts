import type { Db } from '../../src/database/connection.ts'
import type { Outcome } from '../../src/kernel/problem.ts'
import { draftReform, type ReformDraft } from '../../src/movement/draft-reform.ts'
import type { Reform, ReformPlan } from '../../src/movement/reform.ts'
import { type ReformSigned, signReform } from '../../src/movement/sign-reform.ts'
import { accepted, officer } from './planted.ts'

export const reformPaper = {
  number: '朝编发〔2024〕12号',
  title: '关于机构合并的通知',
  issuer: '区委编委',
  issuedOn: '2024-01-10',
}

export function reformOf(change: Partial<ReformDraft> & { plan: ReformPlan }): ReformDraft {
  return {
    kind: 'merger',
    effectiveOn: '2024-09-01',
    summary: '三校合并',
    document: reformPaper,
    acknowledged: false,
    amendsId: null,
    ...change,
  }
}

export function draftedReform(db: Db, draft: ReformDraft): Promise<Outcome<Reform>> {
  return draftReform(db, officer('clerk'), draft)
}

/** Drafted and signed by all three; throws with the problem when refused on the way. */
export async function settledReform(
  db: Db,
  draft: ReformDraft,
): Promise<{ reform: Reform; signed: ReformSigned }> {
  const reform = accepted(await draftedReform(db, draft))
  let signed: ReformSigned | null = null
  for (const role of ['section-head', 'deputy-director', 'director']) {
    const asked = { decision: 'agree', words: '同意' } as const
    signed = accepted(await signReform(db, officer(role), reform.id, asked))
  }
  if (signed === null) throw new Error('nobody signed')
  return { reform, signed }
}

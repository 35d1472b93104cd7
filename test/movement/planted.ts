import type { Db } from '../../src/database/connection.ts'
import type { Acting } from '../../src/kernel/acting.ts'
import { identityCheckCharacter } from '../../src/kernel/identity-number.ts'
import type { Outcome, Problem } from '../../src/kernel/problem.ts'
import { draftMovement, type MovementDraft } from '../../src/movement/draft-movement.ts'
import type { Movement } from '../../src/movement/movement.ts'
import { type Signed, signMovement } from '../../src/movement/sign-movement.ts'
import { chainOf } from '../../src/movement/signature.ts'
import { exampleActing, testCipher } from '../database/harness.ts'
import { plantHeadcount } from '../establishment/planted.ts'
import { plantOrganization } from '../organization/planted.ts'

let moments = 0

/** Somebody of the office; every act has a later moment than the one before. */
export function officer(role: string, change: Partial<Acting> = {}): Acting {
  const names: Record<string, string> = {
    clerk: '00000000-0000-7000-8000-000000000001',
    'section-head': '00000000-0000-7000-8000-000000000002',
    'deputy-director': '00000000-0000-7000-8000-000000000003',
    director: '00000000-0000-7000-8000-000000000004',
  }
  moments += 1
  return exampleActing({
    userId: names[role] ?? '00000000-0000-7000-8000-000000000009',
    userName: `示例${role}`,
    roles: [role],
    at: new Date(Date.parse('2024-01-12T09:00:00+08:00') + moments),
    ...change,
  })
}

let serials = 0

/** A number valid in form, of a region that does not exist; of the sex asked for: 1 male, 2 female. */
export function identityNumber(bornOn = '1990-05-17', sex?: '1' | '2'): string {
  do serials += 1
  while (sex !== undefined && serials % 2 !== Number.parseInt(sex, 10) % 2)
  const seventeen = `990812${bornOn.replaceAll('-', '')}${String(serials % 1000).padStart(3, '0')}`
  return `${seventeen}${identityCheckCharacter(seventeen)}`
}

/** A unit under the root with some approved 行政编制. */
export async function bureau(
  db: Db,
  root: string,
  {
    name,
    approved,
    establishmentKind = 'administrative',
  }: { name: string; approved: number; establishmentKind?: string },
): Promise<string> {
  const organizationId = await plantOrganization(db, officer('clerk'), { name, parentId: root })
  if (approved > 0) {
    await plantHeadcount(db, officer('clerk'), { organizationId, establishmentKind, change: approved })
  }
  return organizationId
}

export function entryOf(
  toOrganizationId: string,
  change: Partial<MovementDraft> & { name?: string; number?: string } = {},
): MovementDraft {
  const { name = '示例甲', number = identityNumber(), ...rest } = change
  return {
    kind: 'recruitment',
    person: {
      register: {
        identityNumber: number,
        name,
        ethnicity: '01',
        politicalStatus: '13',
        nativePlace: null,
        birthPlace: null,
        joinedPartyOn: null,
        beganWorkOn: null,
        identityCategory: 'civil-servant',
        education: null,
      },
    },
    effectiveOn: '2024-02-01',
    toOrganizationId,
    toEstablishmentKind: 'administrative',
    particulars: {},
    reason: '公务员招录',
    document: null,
    vacancyRequestId: null,
    correctsId: null,
    ...rest,
  }
}

export function leaveOf(personId: string, effectiveOn: string) {
  return {
    ...entryOf('', { effectiveOn, person: { id: personId } }),
    kind: 'retirement' as const,
    toOrganizationId: null,
    toEstablishmentKind: null,
    reason: '到龄退休',
  }
}

export function draft(db: Db, entered: MovementDraft, acting = officer('clerk')): Promise<Outcome<Movement>> {
  return draftMovement(db, testCipher, acting, entered)
}

export function agree(
  db: Db,
  movementId: string,
  role: string,
  change: Parameters<typeof officer>[1] = {},
): Promise<Outcome<Signed>> {
  return signMovement(db, officer(role, change), movementId, { decision: 'agree', words: '同意' })
}

/** Drafted and signed to the end; throws with the problem when refused on the way. */
export async function settled(
  db: Db,
  entered: MovementDraft,
): Promise<{ movement: Movement; signed: Signed }> {
  const movement = accepted(await draft(db, entered))
  let signed: Signed | null = null
  for (const role of chainOf(entered.kind).slice(1)) signed = accepted(await agree(db, movement.id, role))
  if (signed === null) throw new Error('nobody signed')
  return { movement, signed }
}

export function accepted<T>(outcome: Outcome<T>): T {
  if (outcome.done) return outcome.value
  throw new Error(JSON.stringify(outcome.problems))
}

export function problemsOf(outcome: Outcome<unknown>): Problem[] {
  return outcome.done ? [] : outcome.problems
}

import type { PersonParticulars } from '../staffing/person.ts'

/** What one version of the 基本信息 says otherwise than the one it took the place of. */
export type ParticularsChange = { fact: TellableFact; before: string | null; after: string | null }

export const tellableFacts = {
  name: '姓名',
  identityMasked: '公民身份号码',
  sex: '性别',
  bornOn: '出生日期',
  ethnicity: '民族',
  politicalStatus: '政治面貌',
  joinedPartyOn: '入党时间',
  nativePlace: '籍贯',
  birthPlace: '出生地',
  beganWorkOn: '参加工作时间',
  identityCategory: '人员身份',
} as const

export type TellableFact = keyof typeof tellableFacts

/** Fact by fact; a number that differs but is masked alike still shows as changed. */
export function particularsChanges(before: PersonParticulars, after: PersonParticulars): ParticularsChange[] {
  const facts = Object.keys(tellableFacts) as TellableFact[]
  return facts
    .filter((fact) => before[fact] !== after[fact])
    .map((fact) => ({ fact, before: before[fact], after: after[fact] }))
}

/** The version that was believed until this one was recorded, of the same days; null for the first one. */
export function versionBefore(
  version: PersonParticulars,
  versions: readonly PersonParticulars[],
): PersonParticulars | null {
  const superseded = versions.find(
    (other) => other.id !== version.id && other.supersededAt?.getTime() === version.recordedAt.getTime(),
  )
  return superseded ?? null
}

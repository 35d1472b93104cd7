import type { IsoDate } from '../kernel/dates.ts'
import type { MovementState } from './signature.ts'

/** One line of the list of 异动. */
export type MovementRow = {
  id: string
  number: string
  kind: string
  personId: string
  personName: string
  effectiveOn: IsoDate
  fromOrganizationId: string | null
  fromEstablishmentKind: string | null
  toOrganizationId: string | null
  toEstablishmentKind: string | null
  /** 借调、抽调、挂职 where to */
  place: string | null
  takesBack: boolean
  correctsId: string | null
  documentId: string | null
  recordedAt: Date
  recordedBy: string
  state: MovementState
  /** role that is waited for */
  waitsFor: string | null
  signedBy: string[]
}

export type MovementFilter = {
  kind?: string | undefined
  /** several states may be one question: 办理中 is drafted and waiting */
  state?: 'open' | 'effective' | 'corrected' | 'ended' | undefined
  personId?: string | undefined
  /** from or to one of these */
  organizationIds?: readonly string[] | undefined
  /** 生效日期, both inclusive */
  from?: IsoDate | undefined
  to?: IsoDate | undefined
}

import { NIL } from 'uuid'
import type { Clock } from './clock.ts'
import type { IsoDate } from './dates.ts'

/**
 * Who does a thing, in which office, when. Every action takes it: the moment stamps `recordedAt`, the rest
 * goes into the audit entry written in the same transaction.
 */
export type Acting = {
  regionCode: string
  userId: string
  userName: string
  /** The roles held at this moment; a signature step asks for one of them. */
  roles: readonly string[]
  /** The unit whose subtree the person may see; null is the whole region. */
  scopeOrganizationId: string | null
  today: IsoDate
  /** The moment of recording. */
  at: Date
  /** Address of the browser, or `terminal`. */
  from: string
}

/** Whoever works at the machine's own terminal without naming an account: no role, and so nobody's personal data. */
export function operatorActing(regionCode: string, clock: Clock): Acting {
  return {
    regionCode,
    userId: NIL,
    userName: '服务器终端',
    roles: [],
    scopeOrganizationId: null,
    today: clock.today(),
    at: clock.now(),
    from: 'terminal',
  }
}

/**
 * From where a question is asked: facts in force on `asOf`, as they were known at `asKnownAt` (null: as known
 * now). Both clocks are always given, no question has a default day.
 */
export type Viewpoint = { regionCode: string; asOf: IsoDate; asKnownAt: Date | null }

import type { Db } from '../database/connection.ts'
import { keyOf } from '../establishment/approved-headcount.store.ts'
import { isCounted } from '../establishment/establishment-kind.ts'
import { approvedSeatsOn } from '../establishment/leadership-post.store.ts'
import {
  leadershipPositions,
  type SeatKey,
  seatKey,
  seatsOf,
  vacantSeats,
} from '../establishment/leadership-post.ts'
import { vacancies } from '../establishment/vacancy.ts'
import type { Acting } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { organizationRanks, wordOf } from '../organization/organization.ts'
import { establishmentTableOn } from '../staffing/establishment-table.store.ts'
import { seatsHeldOn } from '../staffing/leadership-seat.store.ts'
import type { HeadcountFact } from './headcount-difference.ts'
import type { NamedOrganization } from './named-organization.ts'
import type { SeatsReader } from './person-ground.ts'
import type { PostFact, PresentPosts } from './post-difference.ts'
import { namedOrganizations } from './present-headcount.store.ts'

/** One question a day, for the days that a file names. */
export async function vacanciesReader(db: Db, regionCode: string, days: readonly IsoDate[]) {
  const tables = new Map<IsoDate, Map<string, number>>()
  for (const asOf of new Set(days)) {
    const rows = await establishmentTableOn(db, { regionCode, asOf, asKnownAt: null })
    tables.set(asOf, new Map(rows.map((row) => [keyOf(row), vacancies(row)])))
  }
  return (organizationId: string, establishmentKind: string, day: IsoDate): number | null =>
    tables.get(day)?.get(keyOf({ organizationId, establishmentKind })) ?? null
}

/** Likewise for leadership seats: two questions a day. */
export async function seatsReader(
  db: Db,
  regionCode: string,
  days: readonly IsoDate[],
): Promise<SeatsReader> {
  const tables = new Map<IsoDate, Map<string, number>>()
  for (const asOf of new Set(days)) {
    const viewpoint = { regionCode, asOf, asKnownAt: null }
    const seats = seatsOf(await approvedSeatsOn(db, viewpoint), await seatsHeldOn(db, viewpoint))
    tables.set(asOf, new Map(seats.map((seat) => [seatKey(seat), vacantSeats(seat)])))
  }
  return (seat, day) => tables.get(day)?.get(seatKey(seat)) ?? 0
}

/** Positions that a cut of the file would leave with more people than places on its day. */
export async function overEstablished(
  db: Db,
  acting: Acting,
  facts: readonly HeadcountFact[],
): Promise<{ name: string; count: number }[]> {
  const cuts = facts.filter(({ change, ofRegion }) => change < 0 && !ofRegion)
  const over = new Map<string, { name: string; count: number }>()
  const organizations = cuts.length === 0 ? [] : await namedOrganizations(db, acting.regionCode, acting.today)
  const names = new Map(
    organizations.map(({ organizationId, name }: NamedOrganization) => [organizationId, name]),
  )
  for (const asOf of new Set(cuts.map(({ on }) => on))) {
    const organizationIds = cuts.filter(({ on }) => on === asOf).map(({ organizationId }) => organizationId)
    const viewpoint = { regionCode: acting.regionCode, asOf, asKnownAt: null }
    for (const row of await establishmentTableOn(db, viewpoint, { organizationIds })) {
      const change = facts
        .filter((fact) => fact.on <= asOf && keyOf(fact) === keyOf(row))
        .reduce((sum, fact) => sum + fact.change, 0)
      const left = vacancies(row) + change
      if (change < 0 && left < 0 && isCounted(row.establishmentKind)) {
        over.set(keyOf(row), { name: names.get(row.organizationId) ?? '', count: -left })
      }
    }
  }
  return [...over.values()]
}

/** Seats that a cut of the file would leave with more leaders than posts on its day, in words. */
export async function overSeats(
  db: Db,
  regionCode: string,
  { facts, present }: { facts: readonly PostFact[]; present: PresentPosts },
): Promise<string[]> {
  const cuts = facts.filter(({ change }) => change < 0)
  const names = new Map(present.organizations.map(({ organizationId, name }) => [organizationId, name]))
  const over = new Map<string, string>()
  for (const asOf of new Set(cuts.map(({ on }) => on))) {
    const ofDay = cuts.filter(({ on }) => on === asOf)
    const vacantOn = await seatsReader(db, regionCode, [asOf])
    for (const seat of new Map(ofDay.map((cut) => [seatKey(cut), cut])).values()) {
      const change = facts
        .filter((fact) => fact.on <= asOf && seatKey(fact) === seatKey(seat))
        .reduce((sum, fact) => sum + fact.change, 0)
      const left = vacantOn(seat, asOf) + change
      if (change < 0 && left < 0) {
        over.set(
          seatKey(seat),
          `${names.get(seat.organizationId) ?? ''}${seatWords(seat)}将超职数 ${-left} 名`,
        )
      }
    }
  }
  return [...over.values()]
}

function seatWords({ rank, position }: SeatKey): string {
  return `${wordOf(organizationRanks, rank)}${wordOf(leadershipPositions, position)}`
}

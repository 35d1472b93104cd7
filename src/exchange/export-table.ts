import type { Db } from '../database/connection.ts'
import type { IsoDate } from '../kernel/dates.ts'
import type { Values } from './column.ts'
import { presentHeadcounts } from './present-headcount.store.ts'
import { presentOrganizations } from './present-organization.store.ts'
import { presentPeople } from './present-person.store.ts'
import { presentPosts } from './present-post.store.ts'
import type { Subject } from './subject.ts'

/**
 * The present state in the shape in which it comes in again: what is exported and imported unchanged changes nothing.
 * People are those in a place on the day, their identity numbers masked; the registry's own number tells who is who.
 */
export async function exportedRows(
  db: Db,
  subject: Subject,
  { regionCode, asOf }: { regionCode: string; asOf: IsoDate },
): Promise<Values[]> {
  switch (subject) {
    case 'organizations': {
      const organizations = await presentOrganizations(db, regionCode, asOf)
      return organizations.flatMap(({ version }) => (version === null ? [] : [version.values]))
    }
    case 'headcounts':
      return [...(await presentHeadcounts(db, regionCode, asOf)).rows]
    case 'posts':
      return [...(await presentPosts(db, regionCode, asOf)).rows]
    case 'people': {
      const people = await presentPeople(db, regionCode, asOf, { inOrganizations: null })
      return people.map(({ values }) => values)
    }
  }
}

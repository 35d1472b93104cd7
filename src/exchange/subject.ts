import type { Columns } from './column.ts'
import { headcountColumns } from './headcount-columns.ts'
import { organizationColumns } from './organization-columns.ts'
import { personColumns } from './person-columns.ts'
import { postColumns } from './post-columns.ts'

/** What goes in and out as a table. */
export const subjects = {
  organizations: '机构',
  headcounts: '核定编制',
  posts: '领导职数',
  people: '人员',
} as const

export type Subject = keyof typeof subjects

/** In the order in which an office takes over: people need places and posts, these need organizations. */
export const subjectOrder = Object.keys(subjects) as Subject[]

export function isSubject(text: string): text is Subject {
  return Object.hasOwn(subjects, text)
}

export function subjectName(subject: string): string {
  return isSubject(subject) ? subjects[subject] : subject
}

export function columnsOf(subject: Subject): Columns {
  const columns = {
    organizations: organizationColumns,
    headcounts: headcountColumns,
    posts: postColumns,
    people: personColumns,
  }
  return columns[subject]
}

/** Everyday files; an opening brings the whole office at once. */
export const mostCells = { everyday: 400_000, opening: 2_000_000 } as const

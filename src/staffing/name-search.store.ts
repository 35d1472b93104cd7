import { type SQL, sql } from 'drizzle-orm'

/** What is compared with the start of the text, each with its index (migrations/0018_person_facts.sql). */
export type CalledBy = 'name' | 'given-name' | 'pinyin' | 'initials'

/**
 * Who is called so: the start of the name, of the given name behind a surname of one letter or two, or of the part
 * behind a dot; of pinyin or initials where letters were typed. The wildcards of LIKE stand for themselves.
 */
export function calledLike(alias: string, text: string): SQL {
  return sql`(${sql.join(
    waysCalled(text).map((way) => calledBy(alias, text, way)),
    sql` or `,
  )})`
}

/** The ways in which a text can be meant. */
export function waysCalled(text: string): CalledBy[] {
  if (!/^[a-z]/i.test(text)) return ['name', 'given-name']
  // Whose first initial it is, their pinyin begins with it.
  return text.length > 1 ? ['pinyin', 'initials', 'name'] : ['pinyin', 'name']
}

/** One of the ways, by its index alone. */
export function calledBy(alias: string, text: string, way: CalledBy): SQL {
  const p = sql.identifier(alias)
  const start = `${text.replace(/[\\%_]/g, '\\$&')}%`
  const lower = start.toLowerCase()
  switch (way) {
    case 'name':
      return sql`${p}.name like ${start}`
    case 'given-name':
      return sql`(substr(${p}.name, 2) like ${start} or substr(${p}.name, 3) like ${start}
        or (${p}.name like '%·%' and split_part(${p}.name, '·', 2) like ${start}))`
    case 'pinyin':
      return sql`${p}.pinyin like ${lower}`
    case 'initials':
      return sql`${p}.initials like ${lower}`
  }
}

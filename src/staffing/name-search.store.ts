import { type SQL, sql } from 'drizzle-orm'

/**
 * Who is called so: the start of the name, of the given name behind a surname of one letter or two, or of the part
 * behind a dot; of pinyin or initials where letters were typed. Each has its index (migrations/0018_person_facts.sql),
 * and the wildcards of LIKE stand for themselves.
 */
export function calledLike(alias: string, text: string): SQL {
  const p = sql.identifier(alias)
  const start = `${text.replace(/[\\%_]/g, '\\$&')}%`
  if (/^[a-z]/i.test(text)) {
    const lower = start.toLowerCase()
    return sql`(${p}.pinyin like ${lower} or ${p}.initials like ${lower} or ${p}.name like ${start})`
  }
  return sql`(${p}.name like ${start} or substr(${p}.name, 2) like ${start} or substr(${p}.name, 3) like ${start}
    or (${p}.name like '%·%' and split_part(${p}.name, '·', 2) like ${start}))`
}

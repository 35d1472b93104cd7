import { type SQL, sql } from 'drizzle-orm'
import { knownAs, seenAs } from '../database/recorded.ts'
import { establishmentKindOrder } from '../establishment/establishment-kind.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import { organizationVersions } from '../organization/schema.ts'
import { entrySource } from './entry.store.ts'
import type { EntryReader } from './entry-reader.ts'
import { personContacts, personFundings, personPhotos, personTitles } from './person-fact.schema.ts'
import { choicesOf, fieldOf, type RosterKey } from './roster-field.ts'
import { educationRecords, personPosts, placements } from './schema.ts'

/** From where a field is taken, beside the place `a` and the particulars `p` of the person. */
export type Source =
  | 'o'
  | 'entered'
  | 'told'
  | 'posts'
  | 'places'
  | 'learned'
  | 'full_time'
  | 'in_service'
  | 'titled'
  | 'funded'
  | 'contacts'

export type RosterSql = { viewpoint: Viewpoint; reader: EntryReader }

type Expression = { sql: SQL; sources: readonly Source[] }

/** What a field is in a statement that has its sources; 年龄 and 工作年限 are their days here. */
export function expressionOf(key: RosterKey, { viewpoint }: RosterSql): Expression {
  const of = (source: Source, column: string, ...more: Source[]): Expression => ({
    sql: sql`${sql.identifier(source)}.${sql.identifier(column)}`,
    sources: [...more, source],
  })
  const own = (column: string): Expression => ({ sql: sql`p.${sql.identifier(column)}`, sources: [] })
  const expressions: Record<RosterKey, () => Expression> = {
    name: () => own('name'),
    identity: () => own('identity_masked'),
    sex: () => own('sex'),
    bornOn: () => own('born_on'),
    age: () => own('born_on'),
    ethnicity: () => own('ethnicity'),
    nativePlace: () => own('native_place'),
    birthPlace: () => own('birth_place'),
    politicalStatus: () => own('political_status'),
    joinedPartyOn: () => own('joined_party_on'),
    beganWorkOn: () => own('began_work_on'),
    workYears: () => own('began_work_on'),
    identityCategory: () => own('identity_category'),
    photo: () => ({
      sql: sql`(select '有' from ${personPhotos} t where ${ofPerson('t', viewpoint)} and ${knownAs('t', viewpoint)} limit 1)`,
      sources: [],
    }),
    unit: () => of('o', 'name'),
    kind: () => ({ sql: sql`a.establishment_kind`, sources: [] }),
    enteredOn: () => of('entered', 'entered_on'),
    entryWay: () => ({ sql: sql`coalesce(told.way, 'opening')`, sources: ['entered', 'told'] }),
    entryOrigin: () => of('told', 'origin', 'entered'),
    entryPaper: () => of('told', 'paper', 'entered'),
    inUnitSince: () => of('entered', 'in_unit_since'),
    funding: () => ({ sql: sql`coalesce(funded.channel, o.funding)`, sources: ['o', 'funded'] }),
    duty: () => of('posts', 'duty'),
    dutyLevel: () => of('posts', 'duty_level'),
    leadership: () => of('posts', 'leadership'),
    dutySince: () => of('posts', 'duty_since'),
    rank: () => of('posts', 'rank'),
    rankTitle: () => of('posts', 'rank_title'),
    rankSince: () => of('posts', 'rank_since'),
    postCategory: () => ({ sql: sql`left(posts.post_level, 2)`, sources: ['posts'] }),
    postTitle: () => of('posts', 'post_title'),
    postLevel: () => of('posts', 'post_level'),
    postSince: () => of('posts', 'post_since'),
    education: () => of('learned', 'level'),
    degree: () => of('learned', 'degree'),
    educationMode: () => of('learned', 'mode'),
    fullTimeEducation: () => of('full_time', 'level'),
    fullTimeDegree: () => of('full_time', 'degree'),
    fullTimeSchool: () => of('full_time', 'school'),
    fullTimeMajor: () => of('full_time', 'major'),
    fullTimeOn: () => of('full_time', 'graduated_on'),
    inServiceEducation: () => of('in_service', 'level'),
    inServiceDegree: () => of('in_service', 'degree'),
    inServiceSchool: () => of('in_service', 'school'),
    inServiceMajor: () => of('in_service', 'major'),
    inServiceOn: () => of('in_service', 'graduated_on'),
    titleName: () => of('titled', 'name'),
    titleLevel: () => of('titled', 'level'),
    titleSeries: () => of('titled', 'series'),
    titleOn: () => of('titled', 'obtained_on'),
    workPlace: () => of('places', 'work_place'),
    secondmentKind: () => of('places', 'secondment_kind'),
    workSince: () => of('places', 'work_since'),
    payingPlace: () => of('places', 'paying_place'),
    telephone: () => of('contacts', 'telephone'),
    address: () => of('contacts', 'address'),
    bankAccount: () => of('contacts', 'account'),
    bank: () => of('contacts', 'bank'),
  }
  return expressions[key]()
}

/** The joins of these sources, each once, in an order in which one may rest on another. */
export function joinsOf(sources: Iterable<Source>, ground: RosterSql): SQL {
  const wanted = new Set(sources)
  const joins = sourceOrder.filter((source) => wanted.has(source)).map((source) => joinOf(source, ground))
  return sql.join(joins, sql` `)
}

/** In which order the values of a field stand: names and words by pinyin, codes as their table has them. */
export function sortOf(
  key: RosterKey,
  ground: RosterSql,
): { sql: SQL; type: 'text' | 'date' | 'int'; sources: readonly Source[]; reversed: boolean } {
  const { sql: expression, sources } = expressionOf(key, ground)
  const { type } = fieldOf(key)
  const common = { sources, reversed: false }
  if (key === 'name') return { ...common, sql: sql`p.pinyin`, type: 'text' }
  if (key === 'kind') return { ...common, sql: placeIn(establishmentKindOrder, expression), type: 'int' }
  if (type === 'code') {
    const codes = choicesOf(key, ground.reader.ways).map(({ value }) => value)
    return { ...common, sql: placeIn(codes, expression), type: 'int' }
  }
  // Who was born earlier is older.
  if (type === 'count') return { sql: expression, type: 'date', sources, reversed: true }
  if (type === 'date') return { ...common, sql: expression, type: 'date' }
  return { ...common, sql: sql`${expression} collate "zh-x-icu"`, type: 'text' }
}

const sourceOrder: readonly Source[] = [
  'o',
  'entered',
  'told',
  'posts',
  'places',
  'learned',
  'full_time',
  'in_service',
  'titled',
  'funded',
  'contacts',
]

function joinOf(source: Source, { viewpoint, reader }: RosterSql): SQL {
  const lateral = (question: SQL) => sql`left join lateral (${question}) ${sql.identifier(source)} on true`
  switch (source) {
    case 'o':
      return sql`left join ${organizationVersions} o on o.region_code = ${viewpoint.regionCode}
        and o.organization_id = a.organization_id and ${seenAs('o', viewpoint)}`
    case 'entered':
      return lateral(entrySource(viewpoint))
    case 'told':
      return lateral(reader.source(viewpoint.regionCode, sql`entered.movement_id`))
    case 'posts':
      return lateral(postsSource(viewpoint))
    case 'places':
      return lateral(sql`
        select max(place) filter (where aspect = 'work') as work_place,
          max(secondment_kind) filter (where aspect = 'work') as secondment_kind,
          max(effective_from) filter (where aspect = 'work') as work_since,
          max(place) filter (where aspect = 'pay') as paying_place
        from ${placements} t where ${ofPerson('t', viewpoint)} and ${seenAs('t', viewpoint)}`)
    case 'learned':
      return lateral(educationSource(viewpoint, sql``))
    case 'full_time':
      return lateral(educationSource(viewpoint, sql`and t.mode = 'full-time'`))
    case 'in_service':
      return lateral(educationSource(viewpoint, sql`and t.mode = 'in-service'`))
    case 'titled':
      return lateral(sql`
        select t.name, t.level, t.series, t.obtained_on from ${personTitles} t
        where ${ofPerson('t', viewpoint)} and ${knownAs('t', viewpoint)} and t.obtained_on <= ${viewpoint.asOf}::date
        order by array_position(array['11', '12', '1', '2', '3'], t.level), t.obtained_on
        limit 1`)
    case 'funded':
      return lateral(sql`
        select t.channel from ${personFundings} t where ${ofPerson('t', viewpoint)} and ${seenAs('t', viewpoint)} limit 1`)
    case 'contacts':
      return lateral(sql`
        select max(masked) filter (where aspect = 'telephone') as telephone,
          max(masked) filter (where aspect = 'address') as address,
          max(masked) filter (where aspect = 'bank-account') as account,
          max(bank) filter (where aspect = 'bank-account') as bank
        from ${personContacts} t where ${ofPerson('t', viewpoint)} and ${seenAs('t', viewpoint)}`)
  }
}

/** The main duty, the rank and the post with their days; titles of all duties, the concurrent ones last. */
function postsSource(viewpoint: Viewpoint): SQL {
  return sql`
    select string_agg(title, '、' order by concurrent, effective_from) filter (where aspect = 'duty') as duty,
      max(level_code) filter (where aspect = 'duty' and not concurrent) as duty_level,
      min(leadership) filter (where aspect = 'duty') as leadership,
      max(effective_from) filter (where aspect = 'duty' and not concurrent) as duty_since,
      string_agg(title, '、' order by aspect desc) filter (where aspect <> 'duty') as rank,
      max(title) filter (where aspect = 'rank') as rank_title,
      max(effective_from) filter (where aspect = 'rank') as rank_since,
      max(title) filter (where aspect = 'post') as post_title,
      max(level_code) filter (where aspect = 'post') as post_level,
      max(effective_from) filter (where aspect = 'post') as post_since
    from ${personPosts} t where ${ofPerson('t', viewpoint)} and ${seenAs('t', viewpoint)}`
}

/** 最高学历 by the day; the degree is the highest that came with any of them. */
function educationSource(viewpoint: Viewpoint, mode: SQL): SQL {
  return sql`
    select t.level, t.mode, t.school, t.major, t.graduated_on, min(t.degree) over () as degree
    from ${educationRecords} t
    where ${ofPerson('t', viewpoint)} and ${knownAs('t', viewpoint)} and t.graduated_on <= ${viewpoint.asOf}::date ${mode}
    order by t.level, t.graduated_on
    limit 1`
}

function ofPerson(alias: string, { regionCode }: Viewpoint): SQL {
  const table = sql.identifier(alias)
  return sql`${table}.region_code = ${regionCode} and ${table}.person_id = a.person_id`
}

/** What the table does not know stands behind what it knows. */
function placeIn(order: readonly string[], expression: SQL): SQL {
  const codes = `{${order.map((code) => `"${code}"`).join(',')}}`
  return sql`case when ${expression} is not null then coalesce(array_position(${codes}::text[], ${expression}), 9999) end`
}

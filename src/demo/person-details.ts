import { addMonths, dateOf, type IsoDate, yearOf } from '../kernel/dates.ts'
import type { DistrictRows, PersonContactRow } from './district-rows.ts'
import { exampleRegionCode } from './example-region.ts'
import type { Generator } from './generator.ts'
import type { Unit } from './unit.ts'

/**
 * What the card of a person holds beside place, rank and schooling: 专业技术资格, 入党时间, 出生地, telephone, address,
 * account. Drawn by a stream of its own for each person, so that nothing else of the example moves. No number can be
 * anybody's: mobile numbers begin with 100 and cards with 620000, which are given to nobody.
 */
export function personDetails(
  rows: DistrictRows,
  units: readonly Unit[],
  generator: Generator,
): Pick<DistrictRows, 'personTitles' | 'personContacts'> {
  const callings = new Map(units.map(({ id, calling }) => [id, calling]))
  const first = new Map<string, DistrictRows['personParticulars'][number]>()
  for (const row of rows.personParticulars) {
    const known = first.get(row.personId)
    if (known === undefined || row.recordedAt < known.recordedAt) first.set(row.personId, row)
  }
  const drawn = new Map(
    [...first].map(([personId, row]) => [personId, drawnFor(row, generator.part(personId))]),
  )
  for (const row of rows.personParticulars) {
    const details = drawn.get(row.personId)
    row.birthPlace = details?.birthPlace ?? null
    row.joinedPartyOn = ['12', '13'].includes(row.politicalStatus) ? null : (details?.joinedPartyOn ?? null)
  }
  const titles = personTitles(rows, { first, callings, generator })
  return { personTitles: titles, personContacts: [...drawn.values()].flatMap(({ contacts }) => contacts) }
}

type Particulars = DistrictRows['personParticulars'][number]

function drawnFor(row: Particulars, generator: Generator) {
  const place = { birthPlace: row.nativePlace ?? null }
  const joinedPartyOn = dateOf(yearOf(row.bornOn) + generator.whole({ least: 20, most: 27 }), 7, 1)
  const digits = (many: number) =>
    Array.from({ length: many }, () => generator.whole({ least: 0, most: 9 })).join('')
  const town = generator.pick(['朝天镇', '羊木镇', '曾家镇', '中子镇', '沙河镇', '大滩镇'])
  const contents: [PersonContactRow['aspect'], string, string | null][] = [
    ['telephone', `100${digits(8)}`, null],
    ['address', `示例市朝天区${town}示例路${generator.whole({ least: 1, most: 180 })}号`, null],
    ['bank-account', `620000${digits(13)}`, `示例银行${town}支行`],
  ]
  return {
    ...place,
    joinedPartyOn,
    contacts: contents.map(
      ([aspect, content, bank]): PersonContactRow => ({
        regionCode: exampleRegionCode,
        id: generator.id(),
        personId: row.personId,
        aspect,
        content,
        bank,
        effectiveFrom: row.effectiveFrom,
        effectiveTo: null,
        recordedAt: row.recordedAt,
        recordedBy: row.recordedBy,
      }),
    ),
  }
}

/** ZB139 by the post a person holds: 正高 031x, 副高 032x, 中级 033x, 初级 034x and 035x. */
const titleLevels: readonly (readonly [post: string, level: string])[] = [
  ['031', '11'],
  ['032', '12'],
  ['033', '2'],
  ['034', '3'],
  ['035', '3'],
]

const titleNames: Readonly<Record<Unit['calling'], { series: string; names: Record<string, string> }>> = {
  teaching: {
    series: '22',
    names: { '11': '正高级教师', '12': '高级教师', '2': '一级教师', '3': '二级教师' },
  },
  medicine: { series: '04', names: { '11': '主任医师', '12': '副主任医师', '2': '主治医师', '3': '医师' } },
  technical: {
    series: '06',
    names: { '11': '推广研究员', '12': '高级农艺师', '2': '农艺师', '3': '助理农艺师' },
  },
  office: {
    series: '05',
    names: { '11': '正高级工程师', '12': '高级工程师', '2': '工程师', '3': '助理工程师' },
  },
}

type Ground = {
  first: ReadonlyMap<string, Particulars>
  callings: ReadonlyMap<string, Unit['calling']>
  generator: Generator
}

/** One title for each level of post somebody came to, obtained in the year before the post. */
function personTitles(
  rows: DistrictRows,
  { first, callings, generator }: Ground,
): DistrictRows['personTitles'] {
  const titles = new Map<string, DistrictRows['personTitles'][number]>()
  for (const post of rows.personPosts) {
    const level = titleLevels.find(([code]) => post.aspect === 'post' && post.levelCode.startsWith(code))?.[1]
    const person = first.get(post.personId)
    const key = `${post.personId} ${level}`
    if (level === undefined || person === undefined || titles.has(key)) continue
    const { series, names } = titleNames[callings.get(post.organizationId) ?? 'office']
    titles.set(key, {
      regionCode: exampleRegionCode,
      id: generator.part(key).id(),
      personId: post.personId,
      series,
      level,
      name: names[level] ?? '',
      obtainedOn: decemberBefore(post.effectiveFrom),
      certificateNumber: null,
      recordedAt: person.recordedAt,
      recordedBy: person.recordedBy,
    })
  }
  return [...titles.values()]
}

function decemberBefore(day: IsoDate): IsoDate {
  return addMonths(`${day.slice(0, 4)}-12-20`, -12)
}

import { readdirSync, readFileSync } from 'node:fs'
import papaparse from 'papaparse'
import { expect, test } from 'vitest'
import {
  codeName,
  codeSets,
  codesOf,
  economicName,
  expenditureGroup,
  functionName,
  functionPath,
  governmentEconomicCode,
  governmentEconomicName,
} from '../../src/kernel/codes.ts'
import { readStandardTable } from '../../src/kernel/standard-table.ts'

const folder = 'src/kernel/standards'
const tables = readdirSync(folder).filter((file) => file.endsWith('.csv'))

function rowsOf(file: string): Record<string, string>[] {
  const text = readFileSync(`${folder}/${file}`, 'utf8')
  const { data, errors } = papaparse.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: true,
  })
  expect(errors).toEqual([])
  return data
}

test.each(tables)('%s is complete and names no place of a machine', (file) => {
  expect(rowsOf(file).length).toBeGreaterThan(5)
  expect(readFileSync(`${folder}/${file}`, 'utf8')).not.toMatch(/\/(work|tmp|home|root)\b|\r|\uFEFF|\uFFFD/)
})

test('a table with other columns is refused', () => {
  expect(() => readStandardTable('economic-code-map.csv', ['code', 'name'])).toThrow('columns')
})

test.each`
  set              | code      | name
  ${'GB2261'}      | ${'2'}    | ${'女'}
  ${'GB3304'}      | ${'01'}   | ${'汉族'}
  ${'GB3304'}      | ${'33'}   | ${'羌族'}
  ${'GB4762'}      | ${'01'}   | ${'中共党员'}
  ${'GB4658_2006'} | ${'20'}   | ${'大学本科教育'}
  ${'ZB03'}        | ${'109'}  | ${'乡、科级'}
  ${'ZB09'}        | ${'0141'} | ${'乡科级正职'}
  ${'ZB09'}        | ${'0850'} | ${'管理九级(科员级)'}
  ${'GB3304'}      | ${'1'}    | ${null}
`('$set $code is $name', ({ set, code, name }) => {
  expect(codeName(set, code)).toBe(name)
})

test('no set is empty, and every parent stands in its set', () => {
  for (const set of codeSets) {
    const codes = codesOf(set)
    expect(codes.length, set).toBeGreaterThan(1)
    const known = new Set(codes.map(({ code }) => code))
    expect(
      codes.filter(({ parent }) => parent !== null && !known.has(parent)),
      set,
    ).toEqual([])
  }
})

test('no code stands twice in a set', () => {
  expect(codeSets.reduce((sum, set) => sum + codesOf(set).length, 0)).toBe(rowsOf('code-sets.csv').length)
})

test('the nine function items of the published accounts have their names', () => {
  expect(functionPath('2013101')).toEqual(['一般公共服务支出', '党委办公厅（室）及相关机构事务', '行政运行'])
  expect(functionPath('2013150').at(-1)).toBe('事业运行')
  expect(functionName('2080505')).toBe('机关事业单位基本养老保险缴费支出')
  expect(functionName('2089999')).toBe('其他社会保障和就业支出')
  expect(functionName('2101102')).toBe('事业单位医疗')
  expect(functionPath('2130599')).toEqual([
    '农林水支出',
    '巩固脱贫攻坚成果衔接乡村振兴支出',
    '其他巩固脱贫攻坚成果衔接乡村振兴支出',
  ])
  expect(functionName('2210201')).toBe('住房公积金')
  expect(functionName('2013177')).toBeNull()
  expect(functionPath('2013177')).toEqual([])
})

test('a function code is its parent and two digits more', () => {
  const rows = rowsOf('function-codes.csv')
  const known = new Set(rows.map(({ code }) => code))
  expect(known.size).toBe(rows.length)
  for (const { code = '', parent = '', level } of rows) {
    expect(code.length, code).toBe({ 类: 3, 款: 5, 项: 7 }[level ?? ''])
    expect(parent, code).toBe(code.length === 3 ? '' : code.slice(0, -2))
    expect(parent === '' || known.has(parent), code).toBe(true)
  }
})

test.each`
  code       | name                              | group
  ${'301'}   | ${'工资福利支出'}                 | ${'人员经费'}
  ${'30108'} | ${'机关事业单位基本养老保险缴费'} | ${'人员经费'}
  ${'30239'} | ${'其他交通费用'}                 | ${'公用经费'}
  ${'30309'} | ${'奖励金'}                       | ${'人员经费'}
  ${'30901'} | ${'房屋建筑物购建'}               | ${null}
  ${'30104'} | ${null}                           | ${null}
`('$code is $name, $group', ({ code, name, group }) => {
  expect(economicName(code)).toBe(name)
  expect(expenditureGroup(code)).toBe(group)
})

test.each`
  code       | administrative | institution
  ${'30101'} | ${'50101'}     | ${'50501'}
  ${'30108'} | ${'50102'}     | ${'50501'}
  ${'30113'} | ${'50103'}     | ${'50501'}
  ${'30107'} | ${'50199'}     | ${'50501'}
  ${'30239'} | ${'50201'}     | ${'50502'}
  ${'30302'} | ${'50905'}     | ${'50905'}
`('$code is $administrative for 行政 and $institution for 事业', ({ code, administrative, institution }) => {
  expect(governmentEconomicCode(code, 'administrative')).toBe(administrative)
  expect(governmentEconomicCode(code, 'institution')).toBe(institution)
})

test('every code of 301 to 303 has a named government code for both', () => {
  const codes = rowsOf('department-economic-codes.csv').filter(({ code = '' }) => /^30[1-3]\d\d$/.test(code))
  expect(codes.length).toBe(52)
  for (const { code = '' } of codes) {
    expect(governmentEconomicName(governmentEconomicCode(code, 'administrative')), code).not.toBeNull()
    expect(governmentEconomicName(governmentEconomicCode(code, 'institution')), code).not.toBeNull()
  }
})

test('a code outside the comparison table is a mistake of the caller', () => {
  expect(() => governmentEconomicCode('30701', 'administrative')).toThrow('30701')
})

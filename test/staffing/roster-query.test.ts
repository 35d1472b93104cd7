import { expect, test } from 'vitest'
import { conditionText, readCondition, typedCondition } from '../../src/staffing/roster-condition.ts'
import { identityNumbersIn, rosterAsked, rosterQueryText } from '../../src/staffing/roster-query.ts'

const ground = { ways: { recruitment: '录用' }, mayRead: (key: string) => key !== 'bankAccount' }
const asked = (query: string) => rosterAsked(new URLSearchParams(query), ground)

test.each([
  // As earlier addresses and kept queries say it.
  [
    'sex=2&education=20&ageFrom=30&ageTo=35&sort=born&column=sex&column=age',
    'where=sex.is.2&where=education.is.20&where=age.between.30..35&sort=bornOn&columns=sex%2Cage',
  ],
  ['seconded=yes&sort=office', 'where=workPlace.held'],
  // As today's say it.
  ['where=age.between.45..&sort=-age', 'where=age.between.45..&sort=-age'],
  ['where=bornOn.between.2000.1.1..2001-12-31', 'where=bornOn.between.2000-01-01..2001-12-31'],
  ['where=duty.contains.一.二', 'where=duty.contains.%E4%B8%80.%E4%BA%8C'],
  ['where=sex.is.女&where=entryWay.is.录用', 'where=sex.is.2&where=entryWay.is.recruitment'],
  // Words nobody offered.
  ['where=evil.is.1&where=sex.is.7&where=age.between.x..&sort=drop&columns=evil&kind=evil', ''],
  ['where=bankAccount.held&columns=bankAccount&sort=bankAccount', ''],
  ['q=990812199005170011', ''],
])('%s is understood as %s', (query, understood) => {
  expect(rosterQueryText(asked(query))).toBe(understood)
  expect(rosterQueryText(asked(understood))).toBe(understood)
})

test('a line that cannot be read is named, not passed over; one that the user may not read is', () => {
  expect(asked('where=age.between.x..9&where=sex.is.丙&where=bankAccount.held').unread).toEqual([
    '年龄 x 至 9',
    '性别 丙',
  ])
})

test('more lines than anybody reads are not read', () => {
  const many = Array.from({ length: 40 }, () => 'where=sex.is.2').join('&')
  expect(asked(many).conditions.length).toBe(12)
})

test.each([
  { field: 'duty', operator: 'contains', value: '局长.副局长', until: '' },
  { field: 'bornOn', operator: 'between', value: '', until: '2000-01-01' },
  { field: 'photo', operator: 'empty', value: '', until: '' },
] as const)('$field $operator is written and read back', (condition) => {
  expect(readCondition(typedCondition(conditionText(condition)), ground)).toEqual(condition)
})

test('numbers are found however they were pasted, each once', () => {
  const pasted = '张三 990812199005170011，99081219900517003X\n９９０８１２１９９００５１７００１１ 1234'
  expect(identityNumbersIn(pasted)).toEqual(['990812199005170011', '99081219900517003X'])
})

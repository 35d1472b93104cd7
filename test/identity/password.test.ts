import { expect, test } from 'vitest'
import { checkPassword, passwordDue, temporaryPassword } from '../../src/identity/password-rule.ts'

const somebody = { account: 'li.si', name: '李四' }
const ruleOf = (password: string) => {
  const problem = checkPassword('wanted', { password, ...somebody })
  return problem?.code === 'password-rule' ? problem.rule : problem
}

test.each`
  password                  | rule
  ${'Kx7#qd2'}              | ${'short'}
  ${'kx7qd2mvw9z'}          | ${'classes'}
  ${'KXQDMVWZRTPH'}         | ${'classes'}
  ${'Kx7-LI.SI-qd2'}        | ${'name'}
  ${'Kx7-李四-qd2mv'}       | ${'name'}
  ${'Password123!'}         | ${'known'}
  ${'P@ssw0rd2024'}         | ${'known'}
  ${'Admin#12345678'}       | ${'known'}
  ${'Admin@Admin@1'}        | ${'known'}
  ${'1qaz@WSX3edc'}         | ${'known'}
  ${'Woaini1314@'}          | ${'known'}
  ${'Guangyuan2024#'}       | ${'known'}
  ${'Aaaaaaaaaa11'}         | ${'known'}
  ${'Kx7#qd2mvW'}           | ${null}
  ${'horse Staple 49 rain'} | ${null}
  ${'春眠不觉晓Spring-7'}   | ${null}
`('the password $password breaks: $rule', ({ password, rule }) => {
  expect(ruleOf(password)).toBe(rule)
})

test('a password given out at random keeps every rule', () => {
  let drawn = 0
  const below = (limit: number) => {
    drawn = (drawn * 31 + 17) % 9973
    return drawn % limit
  }
  for (let count = 0; count < 200; count++) expect(ruleOf(temporaryPassword(below))).toBeNull()
})

test('a password is changed after 90 days, one given by an administrator at once; the example’s stay', () => {
  const setAt = new Date('2024-01-15T09:00:00+08:00')
  const after = (days: number) => new Date(setAt.getTime() + days * 86_400_000)
  const due = (days: number, temporary = false, isExample = false) =>
    passwordDue({ setAt, temporary }, { now: after(days), isExample })
  expect([due(0), due(90), due(91)]).toEqual([null, null, 'aged'])
  expect([due(0, true), due(365, false, true), due(0, true, true)]).toEqual(['temporary', null, 'temporary'])
})

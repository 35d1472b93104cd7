import { expect, test } from 'vitest'
import { type ContactAspect, maskContact, readContact } from '../../src/staffing/contact.ts'

// No number here belongs to anybody: mobile numbers begin with 100, which is given to nobody.
test.each<[ContactAspect, string, string]>([
  ['telephone', '10012345678', '10012345678'],
  ['telephone', ' +86 100-1234-5678 ', '10012345678'],
  ['telephone', '１００１２３４５６７８', '10012345678'],
  ['telephone', '0839-8621234', '08398621234'],
  ['telephone', '8621234', '8621234'],
  ['bank-account', '6200 0000 0000 0000 123', '6200000000000000123'],
  ['address', ' 示例县  示例镇示例路1号 ', '示例县 示例镇示例路1号'],
])('%s typed as %j is kept as %j', (aspect, typed, kept) => {
  expect(readContact(aspect, typed, 'content')).toEqual({ done: true, value: kept })
})

test.each<[ContactAspect, string]>([
  ['telephone', '1234567890123'],
  ['telephone', '100123456'],
  ['telephone', '不详'],
  ['bank-account', '123456789'],
  ['bank-account', '62000000000000000000000000000000'],
  ['bank-account', '6200X0000000000'],
  ['address', '示例县'],
])('%s typed as %j is refused at its field, and the refusal does not repeat it', (aspect, typed) => {
  const read = readContact(aspect, typed, 'content')
  expect(read).toMatchObject({ done: false, problems: [{ field: 'content' }] })
  expect(JSON.stringify(read)).not.toContain(typed)
})

test.each<[ContactAspect, string, string]>([
  // 11 digits: a third would be 3
  ['telephone', '10012345678', '********678'],
  // 12 digits: 4
  ['telephone', '083986212345', '********2345'],
  ['telephone', '8621234', '*****34'],
  ['bank-account', '6200000000000000123', '***************0123'],
  // 18 letters: the first 6, and how long it is is not told
  ['address', '示例省示例市示例县示例镇示例路1号院', '示例省示例市******'],
  ['address', '示例镇一组', '示******'],
])('%s %s is shown as %s', (aspect, content, shown) => {
  expect(maskContact(aspect, content)).toBe(shown)
})

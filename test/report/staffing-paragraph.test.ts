import { expect, test } from 'vitest'
import { type StaffingFacts, staffingParagraph } from '../../src/report/staffing-paragraph.ts'

/** The published office on 2023-12-31: 16 approved, 15 serving. */
const birthYears = [1966, 1968, 1970, 1972, 1973, 1975, 1979, 1982, 1984, 1986, 1988, 1990, 1993, 1996, 1999]
const office: StaffingFacts = {
  asOf: '2023-12-31',
  approved: [
    { establishmentKind: 'administrative', approved: 5 },
    { establishmentKind: 'office-worker', approved: 1 },
    { establishmentKind: 'civil-service-institution', approved: 5 },
    { establishmentKind: 'institution', approved: 5 },
  ],
  serving: birthYears.map((year, at) => ({
    personId: `person-${at}`,
    establishmentKind: at < 10 ? 'administrative' : 'institution',
    bornOn: `${year}-06-15`,
    educationLevel: at < 10 ? '21' : '31',
  })),
  secondments: [
    {
      personId: 'person-3',
      establishmentKind: 'administrative',
      secondmentKind: 'drawing',
      place: '区委重点督导组',
      reason: '',
    },
    {
      personId: 'person-9',
      establishmentKind: 'office-worker',
      secondmentKind: 'drawing',
      place: '外事和公务服务中心',
      reason: '公务用车改革',
    },
  ],
  movements: [
    { personId: 'a', kind: 'transfer-out', fromInside: true, toInside: false },
    { personId: 'b', kind: 'internal-transfer', fromInside: true, toInside: false },
    { personId: 'c', kind: 'transfer-in', fromInside: false, toInside: true },
    { personId: 'd', kind: 'internal-transfer', fromInside: false, toInside: true },
    { personId: 'e', kind: 'recruitment', fromInside: false, toInside: true },
    { personId: 'f', kind: 'internal-transfer', fromInside: true, toInside: true },
  ],
}

test('the paragraph reads as published', () => {
  expect(staffingParagraph(office).sentences.join('')).toBe(
    '核定编制16名，其中机关行政编制5名，参公编制5名，机关工勤编制1名，事业编制5名。' +
      '2023年末，在编人员15人，其中在编人员1人抽调至区委重点督导组，' +
      '1人（机关工勤）因公务用车改革抽调至外事和公务服务中心。' +
      '从年龄结构看，50岁以上5人，35岁到50岁6人，35岁以下4人；' +
      '从学历看，本科学历10人，大专学历5人。年内调出2人，调入2人，新招录1人。',
  )
})

test('who turns fifty on the day counts as fifty and over, who turns fifty tomorrow does not', () => {
  const person = { personId: 'p', establishmentKind: 'administrative', educationLevel: '21' }
  const serving = [
    { ...person, bornOn: '1973-12-31' },
    { ...person, personId: 'q', bornOn: '1974-01-01' },
  ]
  expect(staffingParagraph({ ...office, serving }).age.map(({ count }) => count)).toEqual([1, 1, 0])
})

test('the bands of age and of schooling each count everybody once', () => {
  const { serving, age, education } = staffingParagraph(office)
  const sum = (counts: { count: number }[]) => counts.reduce((total, { count }) => total + count, 0)
  expect([sum(age), sum(education)]).toEqual([serving.count, serving.count])
})

test('filed people are counted neither in the approved nor in the serving', () => {
  const filed = { personId: 'x', establishmentKind: 'filed', bornOn: '1990-01-01', educationLevel: null }
  const paragraph = staffingParagraph({
    ...office,
    approved: [...office.approved, { establishmentKind: 'filed', approved: 9 }],
    serving: [...office.serving, filed],
  })
  expect([paragraph.approved.total, paragraph.serving.count]).toEqual([16, 15])
})

test('on another day than the last of the year the paragraph names the day', () => {
  const [, second] = staffingParagraph({ ...office, asOf: '2023-06-30', movements: [] }).sentences
  expect(second).toMatch(/^截至2023年6月30日，在编人员15人/)
  expect(second).toMatch(/年内人员没有增减。$/)
})

test('a unit without people says so', () => {
  const empty = { ...office, approved: [], serving: [], secondments: [], movements: [] }
  expect(staffingParagraph(empty).sentences).toEqual(['没有核定编制。', '2023年末，没有在编人员。'])
})

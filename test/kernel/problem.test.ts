import { expect, test } from 'vitest'
import { notAmong } from '../../src/kernel/problem.ts'
import { messageOf } from '../../views/messages.ts'

const kinds = ['行政编制', '事业编制']

test('a word that may not stand there is answered with those that may, and with the one that is meant', () => {
  expect(messageOf(notAmong('cell', '行政编', kinds))).toBe(
    '没有这一项，是否为“行政编制”。可填写：行政编制、事业编制。',
  )
  expect(messageOf(notAmong('cell', '公务员', kinds))).toBe('没有这一项。可填写：行政编制、事业编制。')
})

test('of a long table the first words show how it is written', () => {
  const peoples = Array.from({ length: 56 }, (_, at) => `示例${at + 1}族`)
  expect(messageOf(notAmong('cell', '火星族', peoples))).toBe(
    '没有这一项。请按代码表填写，例如示例1族、示例2族、示例3族。',
  )
})

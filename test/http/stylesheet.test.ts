import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { usedOnly, wordsOfPages } from '../../src/http/stylesheet.ts'

test.each([
  ['a class that stands in no page goes', '.carousel{color:red}.card{color:blue}', '.card{color:blue}'],
  ['of several selectors those that are met stay', '.btn .carousel,.card{top:0}', '.card{top:0}'],
  ['elements, attributes and the root stay', 'a[href]{top:0}:root{--x:1}', 'a[href]{top:0}:root{--x:1}'],
  [
    'what an element must not be asks for nothing',
    '.card:not(.carousel){top:0}',
    '.card:not(.carousel){top:0}',
  ],
  ['a medium without a rule goes', '@media print{.carousel{top:0}}.card{top:0}', '.card{top:0}'],
  [
    'the steps of a movement stay',
    '@keyframes turn{0%{top:0}to{top:1px}}',
    '@keyframes turn{0%{top:0}to{top:1px}}',
  ],
])('%s', (_what, css, expected) => {
  expect(usedOnly(css, new Set(['card', 'btn']))).toBe(expected)
})

test('of Tabler a browser is given what our pages use, less than a sixth', () => {
  const file = join(import.meta.dirname, '../../node_modules/@tabler/core/dist/css/tabler.min.css')
  const whole = readFileSync(file, 'utf8')
  const words = wordsOfPages()
  expect(words.has('register')).toBe(true)
  const used = usedOnly(whole, words)
  expect(used.length).toBeLessThan(whole.length / 6)
  for (const kept of ['box-sizing:border-box', '--tblr-body-font-size', 'border-collapse:collapse']) {
    expect(used).toContain(kept)
  }
})

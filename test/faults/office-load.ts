import { setTimeout as pause } from 'node:timers/promises'
import type { Generator } from '../../src/demo/generator.ts'
import { testPassword, textOf } from '../http/client.ts'
import { type Heard, heard, type Visitor, visitorAt } from '../http/visitor.ts'
import { identityNumber } from '../movement/planted.ts'
import { unitNames } from './fault-ground.ts'

/**
 * What was asked, under a word of its own that stands in the row it writes, and what the office was told: done,
 * refused, or nothing at all (then it may have been done or not, but not by half).
 */
export type Noted = { tag: string; told: 'done' | 'refused' | 'nothing' }

type Draft = { address: string; personId: string | null; nextSigner: 'section-head' | 'director' }

export type OfficeLoad = {
  noted: Noted[]
  /** answers that no fault excuses, each a defect */
  strange: string[]
  clerk: Visitor
  /** Works until `stop`, several at once. */
  begin(name: string, generator: Generator): { stop(): Promise<void> }
}

const atOnce = 4

const paper = {
  documentNumber: '朝人社录〔2024〕3号',
  documentTitle: '关于录用公务员的通知',
  documentIssuer: '区人社局',
  documentIssuedOn: '2024-01-10',
}

/** The office at work: enters, signs, corrects, lets people go, changes headcounts; several people at once. */
export async function officeLoad(url: () => string): Promise<OfficeLoad> {
  const [clerk, sectionHead, director] = await Promise.all([
    visitorAt(url, 'clerk', testPassword),
    visitorAt(url, 'section-head', testPassword),
    visitorAt(url, 'director', testPassword),
  ])
  const noted: Noted[] = []
  const strange: string[] = []
  const drafts: Draft[] = []
  const inEffect: string[] = []
  const taken = <One>(list: One[], generator: Generator): One | undefined =>
    list.splice(generator.whole({ least: 0, most: Math.max(list.length - 1, 0) }), 1)[0]

  function note(tag: string, what: string, answer: Heard | null): Noted['told'] {
    const told = toldBy(answer)
    noted.push({ tag, told })
    if (answer !== null && told === 'nothing' && answer.status !== 503) {
      strange.push(`${what} ${tag} was answered ${answer.status}: ${textOf(answer.text).slice(0, 300)}`)
    }
    return told
  }

  async function draft(tag: string, form: Record<string, string>, personId: string | null): Promise<void> {
    const answer = await heard(clerk.post('/movements', { reason: tag, ...paper, ...form }))
    if (note(tag, form.kind ?? '', answer) !== 'done') return
    drafts.push({ address: answer?.location ?? '', personId, nextSigner: 'section-head' })
  }

  const acts: Record<string, (tag: string, generator: Generator) => Promise<void>> = {
    enter: (tag, generator) =>
      draft(
        tag,
        {
          kind: 'recruitment',
          identityNumber: identityNumber(`19${generator.whole({ least: 70, most: 99 })}-05-17`),
          name: '示例甲',
          ethnicity: '01',
          politicalStatus: '13',
          effectiveOn: `2024-0${generator.whole({ least: 1, most: 3 })}-01`,
          toOrganization: generator.pick(unitNames),
          toEstablishmentKind: 'administrative',
        },
        null,
      ),
    async sign(tag, generator) {
      const chosen = taken(drafts, generator)
      if (chosen === undefined) return
      const path = `${chosen.address}/signatures`
      const signer = chosen.nextSigner === 'director' ? director : sectionHead
      // Now and then the button is pressed twice: the two have each its own word, one at most counts.
      const tags = generator.chance(0.2) ? [tag, `${tag}-again`] : [tag]
      const told = await Promise.all(
        tags.map(async (words) =>
          note(words, 'sign', await heard(signer.post(path, { decision: 'agree', words }))),
        ),
      )
      if (!told.includes('done')) return
      if (chosen.nextSigner === 'section-head') drafts.push({ ...chosen, nextSigner: 'director' })
      else inEffect.push(chosen.address)
    },
    async leave(tag, generator) {
      const form = await correctable(taken(inEffect, generator))
      if (form === null) return
      await draft(
        tag,
        {
          kind: 'resignation',
          personId: form.personId,
          effectiveOn: `2024-0${generator.whole({ least: 4, most: 9 })}-01`,
        },
        form.personId,
      )
    },
    async correct(tag, generator) {
      const form = await correctable(taken(inEffect, generator))
      if (form === null) return
      await draft(
        tag,
        {
          ...form,
          kind: 'recruitment',
          effectiveOn: '2024-03-15',
          toOrganization: generator.pick(unitNames),
          toEstablishmentKind: 'administrative',
        },
        form.personId,
      )
    },
    async headcount(tag, generator) {
      const form = {
        organization: generator.pick(unitNames),
        establishmentKind: 'administrative',
        direction: generator.pick(['more', 'fewer']),
        count: '1',
        effectiveOn: '2024-02-01',
        note: tag,
      }
      note(tag, 'headcount', await heard(clerk.post('/headcounts', { ...form, ...paper })))
    },
    async request(tag, generator) {
      const form = {
        organization: generator.pick(unitNames),
        establishmentKind: 'administrative',
        count: '1',
        wayIn: 'recruitment',
        planYear: '2024',
        reason: tag,
      }
      note(tag, 'request', await heard(clerk.post('/vacancy-requests', form)))
    },
  }

  /** The hidden fields of 更正, which are there only for a movement in effect and not yet corrected. */
  async function correctable(address: string | undefined) {
    if (address === undefined) return null
    const page = (await heard(clerk.get(`${address}/correction`)))?.text ?? ''
    const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1]
    const [personId, correctsId] = [hidden('personId'), hidden('correctsId')]
    return personId === undefined || correctsId === undefined ? null : { personId, correctsId }
  }

  return {
    noted,
    strange,
    clerk,
    begin(name, generator) {
      let stopped = false
      const workers = Array.from({ length: atOnce }, async (_, worker) => {
        const own = generator.part(`worker ${worker}`)
        for (let count = 0; !stopped; count++) {
          const act = own.weighted([
            ['enter', 5],
            ['sign', 9],
            ['leave', 2],
            ['correct', 1],
            ['headcount', 2],
            ['request', 1],
          ])
          await acts[act]?.(`${name}-${worker}-${count}`, own)
          // Nobody at a desk presses again and again while nothing answers.
          if (noted.at(-1)?.told === 'nothing') await pause(25)
        }
      })
      return {
        async stop() {
          stopped = true
          await Promise.all(workers)
        },
      }
    },
  }
}

/** A page that says a thing was done is a redirect; a form that comes back was refused. */
function toldBy(answer: Heard | null): Noted['told'] {
  if (answer === null) return 'nothing'
  if (answer.status === 303) return 'done'
  return answer.status === 422 || answer.status === 404 ? 'refused' : 'nothing'
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { batchColumns, batchRows, mostBatchRows } from '../../src/movement/batch-rows.ts'
import { emptyDatabase, type TestDatabase } from '../database/harness.ts'
import { type Client, signedInAs, textOf } from '../http/client.ts'
import { plantRegion } from '../organization/planted.ts'
import { accepted, bureau, draft, entryOf, identityNumber, officer } from './planted.ts'

describe('rows as pasted', () => {
  test('without a heading the columns stand in their order; words as everybody writes them are read', () => {
    const { rows } = batchRows(
      '示例甲\t990812199005170011\t汉\t中共党员\t2012-07-01\t本科\t全日制\t学士\n\n示例乙\t9908\t藏族\t群众',
    )
    expect(rows).toEqual([
      {
        line: 1,
        typed: {
          name: '示例甲',
          identityNumber: '990812199005170011',
          ethnicity: '01',
          politicalStatus: '01',
          beganWorkOn: '2012-07-01',
          educationLevel: '20',
          educationMode: 'full-time',
          degree: '4',
        },
        problems: [],
      },
      {
        line: 3,
        typed: { name: '示例乙', identityNumber: '9908', ethnicity: '04', politicalStatus: '13' },
        problems: [],
      },
    ])
  })

  test('with a heading the columns stand as it says; a column nobody knows is named', () => {
    const read = batchRows('序号\t公民身份号码\t姓名*\n1\t9908\t示例甲')
    expect(read.unknown).toEqual(['序号'])
    expect(read.rows).toEqual([{ line: 2, typed: { name: '示例甲', identityNumber: '9908' }, problems: [] }])
  })

  test('a word that is no choice, or means several, is a problem of its row and column', () => {
    const [row] = batchRows('示例甲\t9908\t火星族\t党').rows
    expect(row?.problems).toMatchObject([
      { code: 'not-among', field: 'ethnicity', near: null },
      { code: 'not-among', field: 'politicalStatus', near: expect.stringContaining('党') },
    ])
  })
})

describe('a list of recruits', () => {
  let database: TestDatabase
  let root: string
  let clerk: Client
  let sectionHead: Client
  let director: Client

  beforeAll(async () => {
    database = await emptyDatabase()
    root = await plantRegion(database.db, officer('clerk'))
    clerk = await signedInAs(database, 'clerk')
    sectionHead = await signedInAs(database, 'section-head')
    director = await signedInAs(database, 'director')
  })
  afterAll(() => database.drop())

  function list(people: number, change: (row: string[], place: number) => string[] = (row) => row): string {
    const heading = [
      batchColumns.name,
      batchColumns.identityNumber,
      batchColumns.ethnicity,
      batchColumns.politicalStatus,
    ]
    const rows = Array.from({ length: people }, (_, place) =>
      change([`示例${place + 1}`, identityNumber('1998-03-04'), '汉族', '群众'], place),
    )
    return [heading, ...rows].map((row) => row.join('\t')).join('\n')
  }

  function form(unit: string, people: string, change: Record<string, string> = {}): Record<string, string> {
    return {
      kind: 'recruitment',
      effectiveOn: '2024-2-1',
      toOrganization: unit,
      toEstablishmentKind: 'administrative',
      reason: '2023年度公务员招录',
      documentNumber: '朝人社录〔2024〕5号',
      documentTitle: '关于录用公务员的通知',
      documentIssuer: '区人社局',
      documentIssuedOn: '2024-01-10',
      people,
      ...change,
    }
  }

  async function counts() {
    const [row] = await database.sql<{ people: number; movements: number; documents: number }[]>`
      select (select count(*)::int from people) as people, (select count(*)::int from movements) as movements,
        (select count(*)::int from approval_documents) as documents`
    return row
  }

  test('thirty of one list: looked at, drafted in one go, each a movement with its own number and the one paper', async () => {
    await bureau(database.db, root, { name: '公安局', approved: 30 })
    const thirty = form('公安局', list(30))
    const before = await counts()
    const review = textOf(await (await clerk.post('/movements/batch/review', thirty)).text())
    expect(review).toContain('30 人自2024年2月1日起进入公安局行政编制（录用）')
    expect(review).toContain('核定 30 名，实有 0 → 30 名，已批未用 0 → 0 名，空缺 30 → 0 名')
    expect(review).toContain('1998-03-04')
    expect(await counts()).toEqual(before)

    const answer = await clerk.post('/movements/batch', thirty)
    expect(answer.status).toBe(303)
    expect(await clerk.read(answer.headers.get('Location') ?? '')).toContain('共 30 项')
    const after = await counts()
    expect(after?.movements).toBe((before?.movements ?? 0) + 30)
    expect(after?.documents).toBe((before?.documents ?? 0) + 1)
    const [signed] = await database.sql<{ signed: number }[]>`
      select count(*)::int as signed from movement_signatures where step = 'clerk' and decision = 'agree'`
    expect(signed?.signed).toBe(30)
  })

  test('one more than there are places: the row too many is named and nobody is drafted', async () => {
    await bureau(database.db, root, { name: '司法局', approved: 3 })
    const before = await counts()
    for (const path of ['/movements/batch/review', '/movements/batch']) {
      const answer = await clerk.post(path, form('司法局', list(4)))
      const page = textOf(await answer.text())
      expect(answer.status).toBe(422)
      expect(page).toContain('名单有 1 处需要更正，尚未登记任何人')
      expect(page).toContain('第 5 行 示例4 司法局2024年2月1日核定行政编制 3 名，实有 3 名')
    }
    expect(await counts()).toEqual(before)
    expect((await clerk.post('/movements/batch', form('司法局', list(3)))).status).toBe(303)
  })

  test('each wrong cell is named by its row and column, all at once, and what was pasted stays', async () => {
    await bureau(database.db, root, { name: '民政局', approved: 9 })
    const twice = identityNumber('1998-03-04')
    const people = list(5, (row, place) => {
      if (place === 0) return ['', ...row.slice(1)]
      if (place === 1) return [row[0] ?? '', '990812199005170011', ...row.slice(2)]
      if (place === 2) return [row[0] ?? '', row[1] ?? '', '火星族', '群众']
      return row
    })
    const before = await counts()
    const answer = await clerk.post('/movements/batch', form('民政局', people))
    const page = await answer.text()
    expect(answer.status).toBe(422)
    expect(textOf(page)).toContain('第 2 行 姓名：请填写此项')
    expect(textOf(page)).toContain('第 3 行 示例2 身份证号：公民身份号码校验位应为')
    expect(textOf(page)).toContain('第 4 行 示例3 民族：没有这一项。请按代码表填写，例如汉族、')
    expect(textOf(page)).toContain('名单有 3 处需要更正')
    expect(page).toContain('火星族')

    const doubled = list(2, (row) => [row[0] ?? '', twice, ...row.slice(2)])
    const again = textOf(await (await clerk.post('/movements/batch', form('民政局', doubled))).text())
    expect(again).toContain('第 3 行 示例2 身份证号：该公民身份号码已登记')
    expect(await counts()).toEqual(before)
  })

  test.each([
    ['toOrganization', '没有找到', { toOrganization: '没有的局' }],
    ['effectiveOn', '请填写此项', { effectiveOn: '' }],
    ['documentNumber', '请填写此项', { documentNumber: '' }],
    ['people', '请填写此项', { people: '' }],
    ['people', '没有名为“工号”的栏目', { people: '姓名\t工号\n示例甲\t1' }],
    ['people', '一次最多', { people: '示例甲\t1\n'.repeat(mostBatchRows + 1) }],
    ['kind', '请从列出的选项中选择', { kind: 'retirement' }],
  ])('what is wrong for all stands once at its field: %s, %s', async (field, message, change) => {
    const answer = await clerk.post('/movements/batch', form('民政局', list(2), change))
    const page = await answer.text()
    expect(answer.status).toBe(422)
    expect(textOf(page)).toContain(message)
    expect(page.split(`href="#${field}"`).length - 1).toBe(1)
  })

  test('a contact drafts into the own unit and into no other', async () => {
    const own = await bureau(database.db, root, { name: '水利局', approved: 5 })
    const contact = await signedInAs(database, 'unit-contact', { scopeOrganizationId: own })
    expect((await contact.post('/movements/batch', form('民政局', list(1)))).status).toBe(422)
    expect((await contact.post('/movements/batch', form('水利局', list(2)))).status).toBe(303)
    expect((await director.get('/movements/batch')).status).toBe(403)
  })

  describe('that was returned', () => {
    type Drafted = { id: string; number: string; name: string; amends: string | null }

    /** Of the unit, in the order of their numbers. */
    async function draftedInto(unit: string): Promise<Drafted[]> {
      return database.sql<Drafted[]>`
        select m.id, m.number, p.name, m.particulars -> 'amends' ->> 'number' as amends
        from movements m join person_particulars p on p.person_id = m.person_id
        join organization_versions v on v.organization_id = m.to_organization_id
        where v.name = ${unit} order by m.number`
    }

    /** Three of one list, all sent back by the section head. */
    async function returned(unit: string): Promise<{ all: Drafted[]; numbers: string[] }> {
      await bureau(database.db, root, { name: unit, approved: 3 })
      const numbers: string[] = []
      const people = list(3, (row) => {
        numbers.push(row[1] ?? '')
        return row
      })
      expect((await clerk.post('/movements/batch', form(unit, people))).status).toBe(303)
      const all = await draftedInto(unit)
      for (const { id } of all) {
        const back = { decision: 'return', words: '名单与招录公告不符' }
        expect((await sectionHead.post(`/movements/${id}/signatures`, back)).status).toBe(303)
      }
      return { all, numbers }
    }

    const typedIn = (page: string): string =>
      /<textarea[^>]*name="people"[^>]*>([^<]*)</.exec(page)?.[1]?.trim() ?? ''

    test('opens again with its rows, without anybody’s identity number, from any of its movements', async () => {
      const { all, numbers } = await returned('档案局')
      const again = `/movements/batch?former=${all[1]?.id}`
      expect(await (await clerk.get(`/movements/${all[1]?.id}`)).text()).toContain(`href="${again}"`)
      const page = await (await clerk.get(again)).text()
      const rows = all.map(({ number, name }) => `${number}\t${name}`)
      expect(typedIn(page)).toBe(['原异动\t姓名', ...rows].join('\n'))
      for (const number of numbers) expect(page).not.toContain(number)
      expect(page).toContain('value="朝人社录〔2024〕5号"')
      expect((await clerk.get(`/movements/batch?former=${crypto.randomUUID()}`)).status).toBe(404)
    })

    test('is handed in again as one, each row naming the movement it takes up; who is left out is not', async () => {
      const { all } = await returned('地震局')
      const [first, second, third] = all
      const rows = [
        ['原异动', '姓名', '身份证号', '民族', '政治面貌'],
        [first?.number, first?.name, '', '', ''],
        [second?.number, second?.name, '', '', ''],
        ['', '示例新', identityNumber('1999-01-01'), '汉族', '群众'],
      ]
      const people = rows.map((row) => row.join('\t')).join('\n')
      const corrected = form('地震局', people, { formerId: first?.id ?? '', effectiveOn: '2024-03-01' })
      const review = textOf(await (await clerk.post('/movements/batch/review', corrected)).text())
      expect(review).toContain('3 人自2024年3月1日起进入地震局')
      expect(review).toContain(`${first?.name} 已登记`)
      expect(review).toContain('新增')
      const answer = await clerk.post('/movements/batch', corrected)
      expect(answer.status).toBe(303)
      const drafted = (await draftedInto('地震局')).slice(3)
      expect(drafted.map(({ name, amends }) => [name, amends])).toEqual([
        [first?.name, first?.number],
        [second?.name, second?.number],
        ['示例新', null],
      ])
      expect(await clerk.read(`/movements/${first?.id}`)).toContain(`修改重报为 ${drafted[0]?.number}`)
      // What is left of the list is the one that was left out; the others are not taken up twice.
      const rest = await (await clerk.get(`/movements/batch?former=${first?.id}`)).text()
      expect(typedIn(rest)).toBe(`原异动\t姓名\n${third?.number}\t${third?.name}`)
      expect((await clerk.post('/movements/batch', corrected)).status).toBe(422)
    })

    test('typed with the identity numbers again, each row takes up its movement as well', async () => {
      const { all, numbers } = await returned('气象局')
      const people = numbers.map((number, place) => `${all[place]?.name}\t${number}\t汉族\t群众`).join('\n')
      const corrected = form('气象局', people, { formerId: all[0]?.id ?? '' })
      expect((await clerk.post('/movements/batch', corrected)).status).toBe(303)
      expect((await draftedInto('气象局')).slice(3).map(({ amends }) => amends)).toEqual(
        all.map(({ number }) => number),
      )
    })

    test('names by row and column what cannot be taken up, and drafts nobody', async () => {
      const { all } = await returned('外事办')
      const [first, second, third] = all
      const rows = [
        ['原异动', '姓名', '民族'],
        ['2024-9999', '示例九', ''],
        [first?.number, second?.name, ''],
        [second?.number, second?.name, '藏族'],
        [third?.number, third?.name, ''],
        [third?.number, third?.name, ''],
      ]
      const before = await counts()
      const typed = form('外事办', rows.map((row) => row.join('\t')).join('\n'), {
        formerId: first?.id ?? '',
      })
      const wrong = textOf(await (await clerk.post('/movements/batch', typed)).text())
      expect(wrong).toContain('第 2 行 示例九 原异动：不在可以重报的原名单内')
      expect(wrong).toContain(`第 3 行 ${second?.name} 姓名：${first?.number} 登记的姓名是“${first?.name}”`)
      expect(wrong).toContain(`第 4 行 ${second?.name} 民族：该人员已经登记，此栏留空`)
      const twice = { ...typed, people: [rows[0], rows[4], rows[5]].map((row) => row?.join('\t')).join('\n') }
      const answer = await clerk.post('/movements/batch', twice)
      expect(answer.status).toBe(422)
      expect(textOf(await answer.text())).toContain(`第 3 行 ${third?.name} ${third?.number} 已修改重报为`)
      expect(await counts()).toEqual(before)
    })

    test('of another unit is neither opened nor taken up by a contact', async () => {
      const { all } = await returned('林业局')
      const own = await bureau(database.db, root, { name: '园林局', approved: 5 })
      const contact = await signedInAs(database, 'unit-contact', {
        scopeOrganizationId: own,
        account: 'test-gardens',
      })
      expect((await contact.get(`/movements/batch?former=${all[0]?.id}`)).status).toBe(404)
      const people = `原异动\t姓名\n${all[0]?.number}\t${all[0]?.name}`
      const answer = await contact.post(
        '/movements/batch',
        form('园林局', people, { formerId: all[0]?.id ?? '' }),
      )
      expect(answer.status).toBe(422)
      expect(textOf(await answer.text())).toContain('原异动：不在可以重报的原名单内')
    })
  })

  describe('signing several at once', () => {
    let ids: string[]

    beforeAll(async () => {
      const office = await bureau(database.db, root, { name: '统计局', approved: 2 })
      const drafted = ['甲', '乙', '丙'].map((name) =>
        draft(database.db, entryOf(office, { name: `统计${name}` })),
      )
      ids = (await Promise.all(drafted)).map((outcome) => accepted(outcome).id)
    })

    test('the desk lets the section head tick them, and the page tells what each will do', async () => {
      const desk = await (await sectionHead.get('/')).text()
      for (const id of ids) expect(desk).toContain(`name="id" value="${id}"`)
      for (const id of ids) expect(await (await director.get('/')).text()).not.toContain(id)
      const page = await sectionHead.read(`/movements/signatures?${ids.map((id) => `id=${id}`).join('&')}`)
      expect(page).toContain('共 3 件，可由本人签批 3 件')
      expect(page).toContain('统计甲自2024年2月1日起进入统计局行政编制（录用）')
      expect(page).toContain('统计丙自2024年2月1日起进入统计局行政编制（录用）')
      expect(await sectionHead.read('/movements/signatures')).toContain('没有勾选异动')
    })

    test('whose step it is not finds nothing to sign', async () => {
      const page = await director.read(`/movements/signatures?id=${ids[0]}`)
      expect(page).toContain('可由本人签批 0 件')
      expect(page).toContain('由股室负责人签批')
      expect((await director.get('/movements/signatures?id=x')).status).toBe(404)
    })

    test('each gets a signature of its own; the one without a place is named and the others are done', async () => {
      const all = { ids: ids.join(','), words: '同意' }
      const first = textOf(await (await sectionHead.post('/movements/signatures', all)).text())
      expect(first).toContain('已签批 3 件。')
      const second = textOf(await (await director.post('/movements/signatures', all)).text())
      expect(second).toContain('已签批 2 件，未能签批 1 件')
      expect(second).toContain(
        '统计丙 录用 2024-02-01 未签批：统计局2024年2月1日核定行政编制 2 名，实有 2 名',
      )
      const rows = await database.sql<{ step: string; signed: number }[]>`
        select step, count(*)::int as signed from movement_signatures where movement_id = any(${ids}::uuid[])
        group by step order by step`
      expect(rows.map(({ step, signed }) => `${step} ${signed}`)).toEqual([
        'clerk 3',
        'director 2',
        'section-head 3',
      ])
      const again = textOf(await (await director.post('/movements/signatures', all)).text())
      expect(again).toContain('已签批 0 件')
    })

    test('more than are ticked are never signed: a forged id is as if it were not there', async () => {
      const [id] = ids
      const forged = { ids: `${id},00000000-0000-7000-8000-000000000000,'; drop table people`, words: '同意' }
      const page = textOf(await (await director.post('/movements/signatures', forged)).text())
      expect(page).toContain('未能签批 1 件')
      expect((await director.post('/movements/signatures', { ids: 'x' })).status).toBe(404)
    })
  })
})

import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import { addDays, ageOn, type IsoDate, inForce, type Period } from '../../src/kernel/dates.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { fundings, wordOf } from '../../src/organization/organization.ts'
import { type Entry, openingWay } from '../../src/staffing/entry-reader.ts'
import type { LoadedPerson } from '../../src/staffing/person.ts'
import { factOn, factWord, highestEducation, type PersonFact } from '../../src/staffing/person-fact.ts'
import { identityCategories } from '../../src/staffing/person-words.ts'
import { CsrfField, ProblemSummary, TextField } from '../parts/form.tsx'
import {
  degreeName,
  educationName,
  ethnicityName,
  politicalStatusName,
  postAspectName,
  postCategoryName,
  secondmentName,
  sexName,
} from '../parts/person-words.ts'

type PersonCardProps = {
  person: LoadedPerson
  /** the person's own facts, of the kinds that the user may see */
  facts: readonly PersonFact[]
  hasPhoto: boolean
  entry: Entry | null
  /** 录用, 招聘 … by the kind of a movement */
  ways: Readonly<Record<string, string>>
  /** 经费形式 of the 编制单位 */
  unitFunding: string | null
  /** first day of the month of retirement by the rule of the day */
  retiresOn: IsoDate | null
  asOf: IsoDate
  mayReveal: boolean
  /** the whole number, after the logged act of revealing it */
  revealed: string | null
  problems: readonly Problem[]
  csrfToken: string
  link: Link
}

/** 实名制 card: photograph, identity, place, schooling, posts. */
export function PersonCard(props: PersonCardProps) {
  return (
    <>
      <div class="card-top">
        <PhotoPlace {...props} />
        <IdentityFacts {...props} />
      </div>
      <div class="columns">
        <section aria-labelledby="learned-title">
          <LearnedFacts {...props} />
        </section>
        <section aria-labelledby="places-title">
          <PlaceFacts {...props} />
        </section>
      </div>
    </>
  )
}

function PhotoPlace({ person, hasPhoto, link }: PersonCardProps) {
  const { personId, particulars } = person
  if (!hasPhoto) return <div class="photo">照片</div>
  return <img class="photo" src={link(`/people/${personId}/photo`)} alt={`${particulars.name}的照片`} />
}

function IdentityFacts(props: PersonCardProps) {
  const { person, entry, ways, facts, asOf, retiresOn } = props
  const { particulars, held } = person
  const { beganWorkOn, joinedPartyOn } = particulars
  const shown = (kind: 'telephone' | 'address' | 'bank-account') =>
    factOn(facts, kind, asOf)?.values.content ?? '–'
  return (
    <section aria-labelledby="identity-title">
      <h2 id="identity-title">基本信息</h2>
      <dl class="facts">
        <dt>姓名</dt>
        <dd>{particulars.name}</dd>
        <dt>公民身份号码</dt>
        <dd>
          {props.revealed ?? particulars.identityMasked}
          {props.mayReveal && props.revealed === null ? <RevealForm {...props} /> : null}
        </dd>
        <dt>性别</dt>
        <dd>{sexName(particulars.sex)}</dd>
        <dt>出生日期</dt>
        <dd>
          {particulars.bornOn}（{ageOn(particulars.bornOn, asOf)} 岁）
        </dd>
        <dt>民族</dt>
        <dd>{ethnicityName(particulars.ethnicity)}</dd>
        <dt>政治面貌</dt>
        <dd>
          {politicalStatusName(particulars.politicalStatus)}
          {joinedPartyOn === null ? '' : `（${joinedPartyOn} 加入）`}
        </dd>
        <dt>籍贯</dt>
        <dd>{particulars.nativePlace ?? '–'}</dd>
        <dt>出生地</dt>
        <dd>{particulars.birthPlace ?? '–'}</dd>
        <dt>参加工作时间</dt>
        <dd>{beganWorkOn === null ? '–' : `${beganWorkOn}（满 ${ageOn(beganWorkOn, asOf)} 年）`}</dd>
        <dt>人员身份</dt>
        <dd>{wordOf(identityCategories, particulars.identityCategory)}</dd>
        <dt>入编时间</dt>
        <dd>{entry?.enteredOn ?? '–'}</dd>
        <dt>入编方式</dt>
        <dd>{entry === null ? '–' : entryInWords(entry, ways)}</dd>
        <dt>进入本单位时间</dt>
        <dd>{entry?.inUnitSince ?? '–'}</dd>
        <dt>岗位类别、等级</dt>
        <dd>{postInWords(person, asOf)}</dd>
        <dt>经费渠道</dt>
        <dd>{held === null ? '–' : fundingInWords(props)}</dd>
        <dt>到龄退休</dt>
        <dd>{retiresOn === null ? '–' : `${retiresOn.slice(0, 7)}（按 ${asOf} 的规定测算）`}</dd>
        <dt>联系电话</dt>
        <dd>{shown('telephone')}</dd>
        <dt>住址</dt>
        <dd>{shown('address')}</dd>
      </dl>
    </section>
  )
}

function entryInWords({ way, origin, paper }: Entry, ways: Readonly<Record<string, string>>): string {
  const words = [
    way === null ? openingWay : wordOf(ways, way),
    origin === null ? '' : `来自${origin}`,
    paper ?? '',
  ]
  return words.filter((word) => word !== '').join('，')
}

function postInWords({ posts }: LoadedPerson, asOf: IsoDate): string {
  const post = posts.find((one) => one.aspect === 'post' && inForce(one, asOf))
  if (post === undefined) return '–'
  return `${postCategoryName(post.levelCode)}，${post.title}（${post.effectiveFrom} 起）`
}

function fundingInWords({ facts, unitFunding, asOf }: PersonCardProps): string {
  const own = factOn(facts, 'funding', asOf)
  if (own !== null) return factWord('funding', 'channel', own.values.channel ?? null)
  return unitFunding === null ? '–' : `${wordOf(fundings, unitFunding)}（同编制单位）`
}

function LearnedFacts({ facts, asOf, person, link }: PersonCardProps) {
  const highest = [
    { title: '全日制最高', fact: highestEducation(facts, { mode: 'full-time', on: asOf }) },
    { title: '在职最高', fact: highestEducation(facts, { mode: 'in-service', on: asOf }) },
  ]
  const titles = facts.filter(({ kind, effectiveFrom }) => kind === 'title' && effectiveFrom <= asOf)
  return (
    <>
      <h2 id="learned-title">学历学位</h2>
      {highest.every(({ fact }) => fact === null) ? (
        <p class="empty">没有登记学历。在“明细”中登记。</p>
      ) : (
        <table class="register">
          <thead>
            <tr>
              {['形式', '学历', '学位', '院校', '专业', '毕业时间'].map((title) => (
                <th scope="col">{title}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {highest.map(({ title, fact }) =>
              fact === null ? null : (
                <tr>
                  <th scope="row">{title}</th>
                  <td>{educationName(fact.values.level ?? null)}</td>
                  <td>{degreeName(fact.values.degree ?? null)}</td>
                  <td>{fact.values.school}</td>
                  <td>{fact.values.major}</td>
                  <td class="date">{fact.effectiveFrom}</td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      )}
      <h2>专业技术资格</h2>
      {titles.length === 0 ? (
        <p class="empty">没有登记专业技术资格。</p>
      ) : (
        <table class="register">
          <thead>
            <tr>
              {['取得时间', '系列', '级别', '资格名称'].map((title) => (
                <th scope="col">{title}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {titles.map((fact) => (
              <tr>
                <td class="date">{fact.effectiveFrom}</td>
                {['series', 'level', 'name'].map((key) => (
                  <td>{factWord('title', key, fact.values[key] ?? null)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="note">
        <a href={link(`/people/${person.personId}/facts`)}>全部学历、资格、联系方式</a>
      </p>
    </>
  )
}

function PlaceFacts({ person, link }: PersonCardProps) {
  const { assignments, posts, placements, names } = person
  return (
    <>
      <h2 id="places-title">在编经历</h2>
      <SpellTable
        titles={['编制单位', '编制类型']}
        rows={assignments.map((assignment) => ({
          period: assignment,
          cells: [
            <a href={link(`/organizations/${assignment.organizationId}`)}>
              {names.get(assignment.organizationId) ?? ''}
            </a>,
            establishmentKindName(assignment.establishmentKind),
          ],
        }))}
        empty="没有在编经历。入编的异动生效后列在这里。"
      />
      <h2>职务职级</h2>
      <SpellTable
        titles={['类别', '名称', '单位']}
        rows={posts.map((post) => ({
          period: post,
          cells: [
            postAspectName(post.aspect),
            `${post.title}${post.concurrent ? '（兼）' : ''}`,
            names.get(post.organizationId) ?? '',
          ],
        }))}
        empty="没有登记职务职级。"
      />
      {placements.length === 0 ? null : (
        <>
          <h2>借调与工资发放</h2>
          <SpellTable
            titles={['类别', '单位', '事由']}
            rows={placements.map((placement) => ({
              period: placement,
              cells: [
                placement.aspect === 'pay' ? '工资发放' : secondmentName(placement.secondmentKind),
                placement.place,
                placement.reason,
              ],
            }))}
            empty=""
          />
        </>
      )}
    </>
  )
}

type SpellTableProps = { titles: string[]; rows: { period: Period; cells: unknown[] }[]; empty: string }

function SpellTable({ titles, rows, empty }: SpellTableProps) {
  if (rows.length === 0) return <p class="empty">{empty}</p>
  return (
    <table class="register">
      <thead>
        <tr>
          <th scope="col">起</th>
          <th scope="col">止</th>
          {titles.map((title) => (
            <th scope="col">{title}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ period, cells }) => (
          <tr>
            <td>{period.effectiveFrom}</td>
            <td>{period.effectiveTo === null ? '' : addDays(period.effectiveTo, -1)}</td>
            {cells.map((cell) => (
              <td>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Seeing the whole number is an act of its own: with a reason, and in the audit trail. */
function RevealForm({ person, problems, csrfToken }: PersonCardProps) {
  return (
    <details class="reveal" open={problems.length > 0}>
      <summary>显示完整号码</summary>
      <form class="work" method="post" action={`/people/${person.personId}/identity`}>
        <CsrfField token={csrfToken} />
        <ProblemSummary problems={problems} />
        <TextField
          name="reason"
          label="查看事由"
          typed={{}}
          problems={problems}
          required
          width={30}
          help="事由、时间和查看人记入审计。"
        />
        <button class="plain">显示</button>
      </form>
    </details>
  )
}

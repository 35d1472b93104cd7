import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import { addDays, ageOn, type IsoDate, type Period } from '../../src/kernel/dates.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { wordOf } from '../../src/organization/organization.ts'
import type { EducationDraft, LoadedPerson } from '../../src/staffing/person.ts'
import { identityCategories } from '../../src/staffing/person-words.ts'
import { CsrfField, ProblemSummary, TextField } from '../parts/form.tsx'
import {
  degreeName,
  educationName,
  ethnicityName,
  politicalStatusName,
  postAspectName,
  secondmentName,
  sexName,
  studyModeName,
} from '../parts/person-words.ts'

type PersonCardProps = {
  person: LoadedPerson
  education: readonly EducationDraft[]
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

/** 实名制 card: identity, education, posts and places. */
export function PersonCard(props: PersonCardProps) {
  const { person, education, asOf, link } = props
  const { particulars, assignments, posts, placements, names } = person
  return (
    <div class="columns">
      <section aria-labelledby="identity-title">
        <h2 id="identity-title">基本信息</h2>
        <dl class="facts one">
          <dt>姓名</dt>
          <dd>{particulars.name}</dd>
          <dt>公民身份号码</dt>
          <dd>{props.revealed ?? particulars.identityMasked}</dd>
          <dt>性别</dt>
          <dd>{sexName(particulars.sex)}</dd>
          <dt>出生日期</dt>
          <dd>
            {particulars.bornOn}（{ageOn(particulars.bornOn, asOf)} 岁）
          </dd>
          <dt>民族</dt>
          <dd>{ethnicityName(particulars.ethnicity)}</dd>
          <dt>政治面貌</dt>
          <dd>{politicalStatusName(particulars.politicalStatus)}</dd>
          <dt>籍贯</dt>
          <dd>{particulars.nativePlace ?? '–'}</dd>
          <dt>参加工作时间</dt>
          <dd>{particulars.beganWorkOn ?? '–'}</dd>
          <dt>人员身份</dt>
          <dd>{wordOf(identityCategories, particulars.identityCategory)}</dd>
          <dt>到龄退休</dt>
          <dd>
            {props.retiresOn === null ? '–' : `${props.retiresOn.slice(0, 7)}（按 ${asOf} 的规定测算）`}
          </dd>
        </dl>
        {props.mayReveal && props.revealed === null ? <RevealForm {...props} /> : null}
        <h2>学历学位</h2>
        {education.length === 0 ? (
          <p class="empty">没有登记学历。</p>
        ) : (
          <table class="register">
            <thead>
              <tr>
                {['毕业日期', '学历', '学位', '形式', '院校', '专业'].map((title) => (
                  <th scope="col">{title}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {education.map(({ graduatedOn, level, degree, mode, school, major }) => (
                <tr>
                  <td>{graduatedOn}</td>
                  <td>{educationName(level)}</td>
                  <td>{degreeName(degree)}</td>
                  <td>{studyModeName(mode)}</td>
                  <td>{school}</td>
                  <td>{major}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      <section aria-labelledby="places-title">
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
      </section>
    </div>
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

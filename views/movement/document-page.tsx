import type { Child } from 'hono/jsx'
import type { Typed } from '../../src/http/form.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import type { ApprovalDocument } from '../../src/organization/document.ts'
import {
  type DocumentFile,
  documentFileTypes,
  isDocumentFileType,
} from '../../src/organization/document-file.ts'
import { CsrfField, described, Field, ProblemSummary } from '../parts/form.tsx'
import { Moment } from '../parts/moment.tsx'

type DocumentPageProps = {
  document: ApprovalDocument
  files: readonly DocumentFile[]
  mayAttach: boolean
  typed: Typed
  problems: readonly Problem[]
  csrfToken: string
}

/** 批文 with what rests on it and the files kept with it. */
export function DocumentPage({ children, ...props }: DocumentPageProps & { children: Child }) {
  const { document, files } = props
  const kept = files.filter(({ supersededAt }) => supersededAt === null)
  const taken = files.filter(({ supersededAt }) => supersededAt !== null)
  return (
    <>
      <ProblemSummary problems={props.problems} />
      <header class="record">
        <dl class="facts">
          <dt>标题</dt>
          <dd class="wide">{document.title}</dd>
          <dt>批准机关</dt>
          <dd>{document.issuer}</dd>
          <dt>发文日期</dt>
          <dd>{document.issuedOn}</dd>
        </dl>
      </header>
      {children}
      <h2>附件</h2>
      {kept.length === 0 ? (
        <p class="empty">没有附件。批文的扫描件、版式文件在此上传，与登记事项一并保存。</p>
      ) : (
        <FileTable {...props} files={kept} />
      )}
      {props.mayAttach ? <UploadForm {...props} /> : null}
      {taken.length === 0 ? null : (
        <>
          <h2>已作废的附件</h2>
          <ul>
            {taken.map((file) => (
              <li>
                <s>{file.name}</s>{' '}
                <span class="note">
                  {file.recordedByName ?? ''} <Moment at={file.recordedAt} /> 上传
                  {file.supersededAt === null ? null : (
                    <>
                      ，<Moment at={file.supersededAt} /> 作废
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function FileTable({ document, files, mayAttach, csrfToken, problems }: DocumentPageProps) {
  return (
    <table class="register">
      <caption>附件 {files.length} 件</caption>
      <thead>
        <tr>
          <th scope="col">文件</th>
          <th scope="col">类型</th>
          <th scope="col" class="number">
            大小（KB）
          </th>
          <th scope="col">上传</th>
          <th scope="col">校验值（SHA-256）</th>
          {mayAttach ? <th scope="col">作废</th> : null}
        </tr>
      </thead>
      <tbody>
        {files.map((file) => (
          <tr>
            <th scope="row">
              <a href={`/documents/${document.id}/files/${file.id}`} download>
                {file.name}
              </a>
            </th>
            <td>
              {isDocumentFileType(file.fileType) ? documentFileTypes[file.fileType].label : file.fileType}
            </td>
            <td class="number">{Math.ceil(file.size / 1024).toLocaleString('zh-CN')}</td>
            <td>
              {file.recordedByName ?? ''} <Moment at={file.recordedAt} />
            </td>
            <td title={file.sha256}>{file.sha256.slice(0, 16)}…</td>
            {mayAttach ? (
              <td>
                <form method="post" action={`/documents/${document.id}/files/${file.id}/withdrawal`}>
                  <CsrfField token={csrfToken} />
                  <input
                    name="reason"
                    size={12}
                    maxlength={200}
                    aria-label={`${file.name}作废原因`}
                    aria-invalid={problems.some(({ field }) => field === 'reason') ? 'true' : undefined}
                    placeholder="原因"
                  />{' '}
                  <button class="plain">作废</button>
                </form>
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function UploadForm(props: DocumentPageProps) {
  const field = {
    name: 'file',
    label: '文件',
    typed: props.typed,
    problems: props.problems,
    required: true,
    help: 'pdf、ofd、docx、xlsx、jpg、png，每个不超过 10 MB。',
  }
  return (
    <form
      class="work"
      method="post"
      action={`/documents/${props.document.id}/files`}
      enctype="multipart/form-data"
    >
      <CsrfField token={props.csrfToken} />
      <fieldset>
        <legend>上传附件</legend>
        <Field {...field}>
          <input
            id="file"
            name="file"
            type="file"
            accept=".pdf,.ofd,.docx,.xlsx,.jpg,.jpeg,.png"
            {...described(field)}
          />
        </Field>
      </fieldset>
      <p class="buttons">
        <button class="main">上传</button>
      </p>
    </form>
  )
}

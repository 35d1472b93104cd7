import { mend } from './mend.js'

/**
 * Mends postgres 3.4.9, the newest there is, after every install. When a connection dies within a transaction it
 * 1. writes the rollback to a socket that is gone, an error nobody can catch, and the server ends;
 * 2. keeps what was waiting to be sent, so that the connection never answers again once it is back;
 * 3. goes on sending the rest of the transaction over the next session of the same connection, where each statement
 *    would be committed by itself, or would roll back somebody else's work.
 * 1 and 2 are known (porsager/postgres issues 1154 and 1208, open); take this out when a version mends all three.
 */
await mend('postgres', '3.4.9', [
  {
    file: 'src/connection.js',
    was: `    if (stream)
      return queryError(q, Errors.generic('COPY_IN_PROGRESS'`,
    is: `    if (socket === null)
      return (queryError(q, Errors.connection('CONNECTION_CLOSED', options)), true)

    if (stream)
      return queryError(q, Errors.generic('COPY_IN_PROGRESS'`,
  },
  {
    file: 'src/connection.js',
    was: `    clearImmediate(nextWriteTimer)
    if (socket) {`,
    is: `    clearImmediate(nextWriteTimer)
    nextWriteTimer = chunk = null
    if (socket) {`,
  },
  {
    file: 'src/connection.js',
    was: `    clearImmediate(nextWriteTimer)
    socket.removeListener('data', data)`,
    is: `    clearImmediate(nextWriteTimer)
    nextWriteTimer = chunk = null
    socket.removeListener('data', data)`,
  },
  {
    file: 'src/connection.js',
    was: `    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
`,
    is: `    ;(query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
    query = results = errorResponse = null
    result = new Result()
`,
  },
  {
    file: 'src/index.js',
    was: `    let savepoints = 0
      , connection
      , prepare = null

    try {`,
    is: `    let savepoints = 0
      , connection
      , prepare = null
      , lost = null

    try {`,
  },
  {
    file: 'src/index.js',
    was: `        new Promise((_, reject) => connection.onclose = reject)`,
    is: `        new Promise((_, reject) => connection.onclose = error => {
          lost = error
          while (queries.length)
            queries.shift().reject(error)
          reject(error)
        })`,
  },
  {
    file: 'src/index.js',
    was: `        q.catch(e => uncaughtError || (uncaughtError = e))
        c.queue`,
    is: `        q.catch(e => uncaughtError || (uncaughtError = e))
        if (lost)
          return q.reject(lost)

        c.queue`,
  },
])

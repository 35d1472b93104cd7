const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Calls `stop`, which must be synchronous, when this process ends in any way it can notice: at its end, at
 * process.exit, at an uncaught error, and at a signal that nobody else handles. Answers how to call it off.
 */
export function onExit(stop: () => void): () => void {
  const onSignal = (signal: NodeJS.Signals) => {
    // Whoever else listens stops the server gracefully and ends the process, which calls `stop` then.
    if (process.listenerCount(signal) > listening(signal)) return
    stop()
    callOff()
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
  }
  const callOff = () => {
    process.off('exit', stop)
    for (const signal of endings) process.off(signal, onSignal)
    ours.delete(onSignal)
  }
  process.on('exit', stop)
  for (const signal of endings) process.on(signal, onSignal)
  ours.add(onSignal)
  return callOff
}

const ours = new Set<(signal: NodeJS.Signals) => void>()

function listening(signal: NodeJS.Signals): number {
  return process
    .listeners(signal)
    .filter((listener) => ours.has(listener as (signal: NodeJS.Signals) => void)).length
}

import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { parentPort, Worker, type WorkerOptions } from 'node:worker_threads'

import { UnreadableFile, type TableFile } from './tables-types.ts'

export interface ApartLimits {
  timeoutMs: number
  /** The heap of the worker; a file that needs more is refused, the program lives on. */
  memoryMb: number
}

export const apartLimits: ApartLimits = { timeoutMs: 60_000, memoryMb: 220 }

/** What a worker script posts: its result, the code and arguments of a refusal, or a question. */
export type Posted<T> =
  | { result: T }
  | { refused: { code: string; args: Record<string, string | number> } }
  | { question: unknown }

/**
 * Runs a script of this program in a worker thread on bytes nobody has looked at yet. `script` is
 * the address of a module beside the caller without its extension, which is the caller's own.
 * `answer` answers what the script asks on its way (see `askCaller`); its time is not the script's.
 * @throws UnreadableFile `file-too-slow` or `file-too-big` when a limit is hit, or what it refused
 */
export function runApart<T>(
  script: { beside: string; name: string },
  data: unknown,
  limits: ApartLimits = apartLimits,
  answer: (question: unknown) => Promise<unknown> = () => Promise.resolve(null),
): Promise<T> {
  const worker = startWorker(script, {
    workerData: data,
    resourceLimits: {
      maxOldGenerationSizeMb: limits.memoryMb,
      // V8 would take 48 MB for what is young; reading is as fast with less.
      maxYoungGenerationSizeMb: 16,
      stackSizeMb: 8,
    },
  })
  return new Promise<T>((done, fail) => {
    const stop = (error: unknown): void => {
      void worker.terminate()
      fail(error)
    }
    const startTimer = (): NodeJS.Timeout =>
      setTimeout(() => {
        stop(new UnreadableFile('file-too-slow', { seconds: `${limits.timeoutMs / 1000}` }))
      }, limits.timeoutMs)
    let timer = startTimer()
    worker.on('message', (posted: Posted<T>) => {
      if ('result' in posted) return done(posted.result)
      if ('refused' in posted) {
        return fail(new UnreadableFile(posted.refused.code, posted.refused.args))
      }
      clearTimeout(timer)
      void answer(posted.question)
        .then((reply) => {
          timer = startTimer()
          return worker.postMessage(reply, [])
        })
        .catch(stop)
    })
    worker.once('error', (error: Error & { code?: string }) => {
      const full = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      fail(full ? new UnreadableFile('file-too-big', { limit: `${limits.memoryMb} MB` }) : error)
    })
    worker.once('exit', () => {
      clearTimeout(timer)
      fail(new UnreadableFile('file-broken'))
    })
  })
}

/** In a worker script: what its caller answers to a question, which is also how it hands over parts. */
export function askCaller<Answer>(question: unknown): Promise<Answer> {
  return new Promise((done, fail) => {
    if (!parentPort) return fail(new Error('nobody started this thread'))
    parentPort.once('message', done)
    parentPort.postMessage({ question }, [])
  })
}

/** `readTables` in a worker thread. @throws UnreadableFile as `readTables` and `runApart` do */
export function readTablesApart(
  bytes: Uint8Array,
  limits: ApartLimits = apartLimits,
): Promise<TableFile> {
  return runApart<TableFile>({ beside: import.meta.url, name: 'tables-worker' }, bytes, limits)
}

function startWorker(script: { beside: string; name: string }, options: WorkerOptions): Worker {
  if (!script.beside.endsWith('.ts')) {
    return new Worker(new URL(`./${script.name}.js`, script.beside), options)
  }
  // `--import tsx` does nothing in a worker thread, so the loader is registered by hand.
  const tsx = pathToFileURL(createRequire(script.beside).resolve('tsx/package.json'))
  const loader = new URL('./dist/esm/api/index.mjs', tsx)
  const start = `import('${loader.href}').then((tsx) => {
    tsx.register()
    return import('${new URL(`./${script.name}.ts`, script.beside).href}')
  })`
  return new Worker(start, { ...options, eval: true, execArgv: [] })
}

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { runDoctor } from '../../src/doctor.ts'
import { startSimulator, type Simulator } from '../../src/simulator/start-simulator.ts'

interface Check {
  name: string
  good: boolean
  text: string
}

/** Several model servers in one: what each address answers to a key. */
const answers: Record<string, (key: string | undefined) => [status: number, body: object]> = {
  '/good/models': (key) => (key === 'Bearer right' ? [200, list('qwen-plus')] : [401, {}]),
  '/local/models': () => [200, list('qwen3:8b', 'llama3:latest')],
  '/models': () => [404, {}],
  '/moved/models': () => [308, {}],
  '/ill/models': () => [503, {}],
}
const list = (...ids: string[]) => ({ data: ids.map((id) => ({ id })) })

let server: Server
let telegram: Simulator
let root: string

beforeAll(async () => {
  server = createServer((request, response) => {
    const answer = answers[request.url ?? '']
    const [status, body] = answer?.(request.headers.authorization) ?? [404, {}]
    response.writeHead(status, { location: 'https://elsewhere.example/v1' })
    response.end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  telegram = await startSimulator()
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.close()
  await telegram.stop()
})

/** What doctor finds about the models; the database is away, so that nothing is made. */
async function examine(env: Record<string, string>): Promise<Record<string, Check>> {
  let printed = ''
  const code = await runDoctor(
    {
      BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.url,
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
      ADMIN_IDS: '1',
      OPENAI_API_KEY: 'right',
      OPENAI_BASE_URL: `${root}/good`,
      OPENAI_MODEL: 'qwen-plus',
      ...env,
    },
    { json: true, print: (line) => (printed = line) },
  )
  expect(code).toBe(1)
  const { checks } = JSON.parse(printed) as { checks: Check[] }
  return Object.fromEntries(checks.map((check) => [check.name, check]))
}

describe('doctor', () => {
  it('looks at the second endpoint as at the first, with the key of each', async () => {
    const found = await examine({ OPENAI_FALLBACK_BASE_URL: `${root}/local` })
    expect(found['model']).toMatchObject({ good: true, text: expect.stringContaining('HTTP 200') })
    expect(found['second model']).toMatchObject({
      good: true,
      text: expect.stringMatching(/lists only qwen3:8b, llama3:latest.*OPENAI_FALLBACK_MODEL$/),
    })
    const named = await examine({
      OPENAI_FALLBACK_BASE_URL: `${root}/local`,
      OPENAI_FALLBACK_MODEL: 'llama3',
    })
    expect(named['second model']?.text).toMatch(/\(HTTP 200\)$/)
  })

  it('has one endpoint to look at where one is set', async () => {
    expect(Object.keys(await examine({}))).toEqual([
      'settings',
      'database',
      'Telegram',
      'clock',
      'updates',
      'model',
      'admins',
      'questions',
    ])
  })

  it.each([
    ['a wrong key', '/good', /does not accept OPENAI_FALLBACK_API_KEY \(HTTP 401\)/],
    ['an address that sends on', '/moved', /final one in OPENAI_FALLBACK_BASE_URL/],
    ['a server with a fault', '/ill', /HTTP 503\): try again later/],
  ])('says how to mend %s of the second', async (_, path, mend) => {
    const found = await examine({
      OPENAI_FALLBACK_API_KEY: 'wrong',
      OPENAI_FALLBACK_BASE_URL: `${root}${path}`,
    })
    expect(found['model']?.good).toBe(true)
    expect(found['second model']).toMatchObject({ good: false, text: expect.stringMatching(mend) })
  })

  it('says how to mend a server that does not run, and doubts an address without a list', async () => {
    const found = await examine({
      OPENAI_BASE_URL: root,
      OPENAI_FALLBACK_BASE_URL: 'http://127.0.0.1:2/v1',
    })
    expect(found['model']).toMatchObject({
      good: true,
      text: expect.stringContaining('OPENAI_BASE_URL may lack /v1'),
    })
    expect(found['second model']).toMatchObject({
      good: false,
      text: '127.0.0.1:2 cannot be reached (ECONNREFUSED): check OPENAI_FALLBACK_BASE_URL and whether the server runs',
    })
  })
})

import { LLMock } from '@copilotkit/aimock'
import { afterEach, describe, expect, it } from 'vitest'

import { createLlm } from '../../src/platform/llm.ts'
import { quirksServer } from './llm-quirks.ts'
import type { Quirk } from './llm-quirks.ts'
import { good, listen, question } from './llm-stubs.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function against(quirk: Quirk, settings: { deadlineMs?: number; clock?: () => number } = {}) {
  const server = await quirksServer(quirk)
  closing.push(() => server.close())
  const { lines, log } = listen()
  const llm = createLlm({
    apiKey: 'sk-secret-key',
    baseURL: server.baseURL,
    model: 'm',
    log,
    clock: () => 0,
    ...settings,
  })
  return { llm, server, lines }
}

describe('what endpoints do differently', () => {
  it('gets the answer from an endpoint that keeps to the schema', async () => {
    const { llm, server } = await against((reply) => reply.says(good))
    expect(await llm.askJson(question)).toEqual({
      ok: true,
      data: { points: [{ id: 'p1', hit: true, quote: '不超过八小时' }] },
      model: 'm',
      promptVersion: `grade-short-answer@${question.prompt.version}`,
      usage: { input: 100, output: 20, cached: 0 },
    })
    expect(server.bodies).toHaveLength(1)
    expect(server.bodies[0]?.messages.map(({ role }) => role)).toEqual(['system', 'user'])
    expect(server.bodies[0]?.messages[0]?.content).toContain('JSON')
  })

  it('goes down to json_object where json_schema is refused, and stays there', async () => {
    const { llm, server } = await against((reply, { body, count }) => {
      if (body.response_format?.type === 'json_schema')
        return reply.json(400, {
          error: { message: 'This response_format type is unavailable now' },
        })
      return reply.says(count === 2 ? '        ' : good)
    })
    expect(await llm.askJson(question)).toMatchObject({ ok: true })
    expect(server.bodies.map((b) => b.response_format?.type)).toEqual([
      'json_schema',
      'json_object',
      'json_object',
    ])
    expect(await llm.askJson(question)).toMatchObject({ ok: true })
    expect(server.bodies).toHaveLength(4)
  })

  it('asks in words alone where every format is refused with 422', async () => {
    const { llm, server } = await against((reply, { body }) =>
      body.response_format
        ? reply.json(422, { error: { message: 'response_format not supported' } })
        : reply.says(good),
    )
    expect(await llm.askJson(question)).toMatchObject({ ok: true })
    expect(server.bodies).toHaveLength(3)
  })

  it('drops the temperature and renames the token limit for a reasoning model', async () => {
    const { llm, server } = await against((reply, { body }) => {
      if (body.max_tokens !== undefined)
        return reply.json(400, {
          error: { message: "use 'max_completion_tokens'", param: 'max_tokens' },
        })
      if (body.temperature !== undefined)
        return reply.json(400, { error: { message: 'unsupported', param: 'temperature' } })
      return reply.says(good)
    })
    expect(await llm.askJson(question)).toMatchObject({ ok: true })
    expect(server.bodies.at(-1)?.response_format?.type).toBe('json_schema')
  })

  it.each([
    ['thinks aloud first', `<think>先看要点 {"a":1}</think>\n${good}`],
    ['wraps it in a fence', `好的，结果如下：\n\`\`\`json\n${good}\n\`\`\`\n以上。`],
    ['writes words around it', `结果是 ${good} 请查收`],
  ])('reads the answer of a model that %s', async (_, text) => {
    const { llm } = await against((reply) => reply.says(text))
    expect(await llm.askJson(question)).toMatchObject({ ok: true })
  })

  it('asks once more when the form is wrong, naming the field and not the answer', async () => {
    const { llm, server } = await against((reply, { count }) =>
      reply.says(count === 1 ? '{"points":"全部命中"}' : good),
    )
    expect(await llm.askJson(question)).toMatchObject({ ok: true, usage: { input: 200 } })
    expect(server.bodies[1]?.messages[1]?.content).toContain('points')
    expect(server.bodies[1]?.messages[1]?.content).not.toContain('全部命中')
  })

  it('gives up after one repair', async () => {
    const { llm, server } = await against((reply) => reply.says('我不会'))
    expect(await llm.askJson(question)).toMatchObject({ ok: false, reason: 'not-json' })
    expect(server.bodies).toHaveLength(2)
  })

  it('doubles the room once for an answer that was cut off', async () => {
    const { llm, server } = await against((reply, { count }) =>
      count === 1 ? reply.says('', 'length', { reasoning_content: '想' }) : reply.says(good),
    )
    expect(await llm.askJson(question)).toMatchObject({ ok: true })
    expect(server.bodies[1]?.max_tokens).toBe(2 * (server.bodies[0]?.max_tokens ?? 0))
  })

  it('gives up on an answer that is cut off twice', async () => {
    const { llm } = await against((reply) => reply.says('{"points":[{"id":"p1","hi', 'length'))
    expect(await llm.askJson(question)).toMatchObject({ ok: false, reason: 'truncated' })
  })

  it('takes a web page for no answer', async () => {
    const { llm } = await against(({ raw }) => {
      raw.writeHead(200, { 'content-type': 'text/html' })
      raw.end('<html><body>502 Bad Gateway</body></html>')
    })
    expect(await llm.askJson(question)).toMatchObject({ ok: false, reason: 'unreachable' })
  })
})

describe('when the endpoint fails', () => {
  it('tries again once after a 503', async () => {
    const { llm, server } = await against((reply, { count }) =>
      count === 1 ? reply.json(503, { error: { message: 'down' } }) : reply.says(good),
    )
    expect(await llm.askJson(question)).toMatchObject({ ok: true })
    expect(server.bodies).toHaveLength(2)
  })

  it('does not wait longer than its deadline because a server asks for it', async () => {
    const { llm, server } = await against((reply) =>
      reply.json(429, { error: { message: 'slow down' } }, { 'retry-after': '3600' }),
    )
    expect(await llm.askJson(question)).toMatchObject({ ok: false, reason: 'busy' })
    expect(server.bodies).toHaveLength(1)
  })

  it('ends at the deadline when nothing comes', async () => {
    const { llm } = await against(() => undefined, { deadlineMs: 150 })
    expect(await llm.askJson(question)).toMatchObject({ ok: false, reason: 'slow' })
  })

  it('ends at the deadline when the body stops half-way', async () => {
    const { llm } = await against(
      ({ raw }) => {
        raw.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' })
        raw.write('{"choices":[{"message":{"content":"')
      },
      { deadlineMs: 150 },
    )
    expect(await llm.askJson(question)).toMatchObject({ ok: false, reason: 'slow' })
  })

  it('notices that the connection dies in the middle of an answer', async () => {
    const { llm, server } = await against(({ raw }) => {
      raw.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' })
      raw.write('{"choices":[')
      setTimeout(() => raw.destroy(), 10)
    })
    expect(await llm.askJson(question)).toMatchObject({ ok: false, reason: 'unreachable' })
    expect(server.bodies).toHaveLength(2)
  })

  it('says that the key is refused without trying again', async () => {
    const { llm, server } = await against((reply) =>
      reply.json(401, { error: { message: 'Incorrect API key provided: sk-secret-key' } }),
    )
    expect(await llm.askJson(question)).toMatchObject({ ok: false, reason: 'refused' })
    expect(server.bodies).toHaveLength(1)
  })

  it('follows no redirect, so that nothing leaves the configured host', async () => {
    const elsewhere = await quirksServer((reply) => reply.says(good))
    closing.push(() => elsewhere.close())
    const { llm } = await against(({ raw }) => {
      raw.writeHead(307, { location: `${elsewhere.baseURL}/chat/completions` })
      raw.end()
    })
    expect(await llm.askJson(question)).toMatchObject({ ok: false, reason: 'redirected' })
    expect(elsewhere.bodies).toHaveLength(0)
  })

  it('leaves a failing endpoint alone for a minute, then tries it with one call', async () => {
    let now = 0
    let healthy = false
    const { llm, server } = await against(
      (reply) => (healthy ? reply.says(good) : reply.json(401, { error: { message: 'no' } })),
      { clock: () => now },
    )
    for (let i = 0; i < 3; i++) await llm.askJson(question)
    expect(await llm.askJson(question)).toMatchObject({ ok: false, reason: 'paused' })
    expect(server.bodies).toHaveLength(3)
    healthy = true
    now = 60_001
    const both = await Promise.all([llm.askJson(question), llm.askJson(question)])
    expect(both.map((answer) => answer.ok)).toEqual([true, false])
    expect(await llm.askJson(question)).toMatchObject({ ok: true })
  })

  it('is not paused by answers that are not JSON, which one odd question can cause', async () => {
    const { llm } = await against((reply) => reply.says('不'))
    for (let i = 0; i < 4; i++)
      expect(await llm.askJson(question)).toMatchObject({ ok: false, reason: 'not-json' })
  })

  it('has at most four calls under way at once', async () => {
    let open = 0
    let most = 0
    const { llm } = await against((reply) => {
      most = Math.max(most, ++open)
      setTimeout(() => {
        open -= 1
        reply.says(good)
      }, 20)
    })
    const answers = await Promise.all(Array.from({ length: 12 }, () => llm.askJson(question)))
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(most).toBe(4)
  })

  it('logs what a call cost and never the prompt, the answer or the key', async () => {
    const { llm, lines } = await against((reply, { count }) =>
      count === 1 ? reply.says(good) : reply.json(401, { error: { message: 'sk-secret-key' } }),
    )
    await llm.askJson(question)
    await llm.askJson(question)
    expect(lines).toHaveLength(2)
    expect(lines.join()).toContain('"input":100')
    expect(lines.join()).not.toMatch(/sk-secret|八小时|询问查证|阅卷/)
  })
})

describe('an ordinary endpoint', () => {
  it('answers through the usual protocol', async () => {
    const mock = new LLMock({ port: 0 })
    mock.onMessage(/不超过八小时/, { content: good })
    await mock.start()
    closing.push(() => mock.stop())
    const { log } = listen()
    const llm = createLlm({
      apiKey: '',
      baseURL: `${mock.url}/v1`,
      model: 'm',
      log,
      clock: () => 0,
    })
    expect(await llm.askJson(question)).toMatchObject({ ok: true })
    const [sent] = mock.getRequests()
    expect(JSON.stringify(sent?.body)).toContain('marked_points')
  })

  it('can be replayed from a recording, with the tokens it took', async () => {
    const mock = new LLMock({ port: 0 }).loadFixtureDir('test/fixtures/models')
    await mock.start()
    closing.push(() => mock.stop())
    const { log } = listen()
    const baseURL = `${mock.url}/v1`
    const llm = createLlm({ apiKey: '', baseURL, model: 'm', log, clock: () => 0 })
    expect(await llm.askJson(question)).toMatchObject({
      ok: true,
      data: { points: [{ id: 'p1', hit: true }] },
      usage: { input: 712, output: 31 },
    })
  })

  it('is retried once after a passing error', async () => {
    const mock = new LLMock({ port: 0 })
    mock.onMessage(/不超过八小时/, { content: good })
    await mock.start()
    closing.push(() => mock.stop())
    mock.nextRequestError(500, { message: 'oops' })
    const { log } = listen()
    const llm = createLlm({
      apiKey: 'k',
      baseURL: `${mock.url}/v1`,
      model: 'm',
      log,
      clock: () => 0,
    })
    expect(await llm.askJson(question)).toMatchObject({ ok: true })
  })
})

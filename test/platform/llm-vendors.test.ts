import { afterEach, describe, expect, it } from 'vitest'

import { tokensFor } from '../../src/platform/llm-request.ts'
import { createLlm } from '../../src/platform/llm.ts'
import { quirksServer } from './llm-quirks.ts'
import type { ChatBody, Quirk } from './llm-quirks.ts'
import { good, listen, question } from './llm-stubs.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function against(quirk: Quirk, settings: object = {}) {
  const server = await quirksServer(quirk)
  closing.push(() => server.close())
  const { log } = listen()
  const connection = { apiKey: 'k', baseURL: server.baseURL, model: 'm', log, clock: () => 0 }
  return { llm: createLlm({ ...connection, ...settings }), server }
}

const refusal = (message: string, more: object = {}) => ({ error: { message, ...more } })
const formats = (bodies: ChatBody[]) => bodies.map((body) => body.response_format?.type)

describe('an endpoint without json_schema', () => {
  // As each says it.
  it.each([
    ['DeepSeek', 400, 'This response_format type is unavailable now'],
    [
      'Qwen',
      400,
      "<400> InternalError.Algo.InvalidParameter: 'response_format.type' must be one of ['text', 'json_object']",
    ],
    [
      'an old Ollama',
      400,
      'json: cannot unmarshal object into Go struct field ChatCompletionRequest.response_format of type string',
    ],
    ['vLLM', 400, 'Invalid JSON schema: the grammar backend does not support this schema'],
    ['llama-server', 400, 'Failed to parse grammar'],
    ['a strict proxy', 422, 'Input should be text or json_object'],
  ])('is asked for json_object: %s', async (_, status, message) => {
    const { llm, server } = await against((reply, { body }) =>
      body.response_format?.type === 'json_schema'
        ? reply.json(status, refusal(message))
        : reply.says(good),
    )
    expect(await llm.askJson(question)).toMatchObject({ ok: true })
    expect(formats(server.bodies)).toEqual(['json_schema', 'json_object'])
  })

  it('that takes no format at all while it thinks is asked in words alone: Qwen', async () => {
    const { llm, server } = await against((reply, { body }) =>
      body.response_format
        ? reply.json(
            400,
            refusal('Json mode response is not supported when enable_thinking is true'),
          )
        : reply.says(`<think>先看要点 {"points":[]}</think>${good}`),
    )
    expect(await llm.askJson(question)).toMatchObject({
      ok: true,
      data: { points: [{ id: 'p1' }] },
    })
    expect(formats(server.bodies)).toEqual(['json_schema', 'json_object', undefined])
  })

  it('finds the word JSON in the messages, which DeepSeek and Qwen insist on', async () => {
    const { llm } = await against((reply, { body }) => {
      if (body.response_format?.type === 'json_schema') return reply.json(400, refusal('no'))
      const said = body.messages.map(({ content }) => content).join()
      return /json/i.test(said)
        ? reply.says(good)
        : reply.json(400, refusal("'messages' must contain the word 'json' in some form"))
    })
    expect(await llm.askJson(question)).toMatchObject({ ok: true })
  })

  it('that knows json_schema only gets it: LM Studio', async () => {
    const { llm, server } = await against((reply, { body }) =>
      body.response_format?.type === 'json_object'
        ? reply.json(400, refusal("'response_format.type' must be 'json_schema' or 'text'"))
        : reply.says(good),
    )
    expect(await llm.askJson(question)).toMatchObject({ ok: true })
    expect(formats(server.bodies)).toEqual(['json_schema'])
  })
})

describe('an endpoint that answers oddly', () => {
  it.each([
    ['nothing but blanks: DeepSeek in json_object', ' \n\t  '],
    ['free text, because its grammar failed open: llama-server', '好的，我来判断：答到了。'],
    ['JSON of its own: llama-server', '{"result":"ok"}'],
  ])('is asked once more after %s', async (_, text) => {
    const { llm, server } = await against((reply, { count }) =>
      reply.says(count === 1 ? text : good),
    )
    expect(await llm.askJson(question)).toMatchObject({ ok: true })
    expect(server.bodies).toHaveLength(2)
  })

  it.each([
    ['thinks without saying where it began: vLLM', `先看要点 {"a":1}\n</think>\n\n${good}`],
    ['thinks in a tag of another name', `<thinking>{"points":[]}</thinking>${good}`],
  ])('is understood when it %s', async (_, text) => {
    const { llm, server } = await against((reply) => reply.says(text))
    expect(await llm.askJson(question)).toMatchObject({
      ok: true,
      data: { points: [{ id: 'p1' }] },
    })
    expect(server.bodies).toHaveLength(1)
  })

  it('is asked once more when it only thought: no content at all', async () => {
    const { llm } = await against((reply, { count }) =>
      reply.says(count === 1 ? '' : good, 'stop', {
        reasoning_content: good,
        ...(count === 1 && { content: null }),
      }),
    )
    expect(await llm.askJson(question)).toMatchObject({ ok: true })
  })

  it.each(['reasoning', 'reasoning_content'])(
    'gets more room when its thoughts in %s took it all: vLLM, Ollama',
    async (field) => {
      const { llm, server } = await against((reply, { count }) =>
        count === 1
          ? reply.says('', 'length', { content: null, [field]: '先看第一个要点' })
          : reply.says(good, 'stop', { [field]: '先看第一个要点' }),
      )
      expect(await llm.askJson(question)).toMatchObject({ ok: true })
      const [first, second] = server.bodies.map((body) => body.max_tokens ?? 0)
      expect(second).toBe(2 * (first ?? 0))
    },
  )

  it('is waited for while it loads its model: llama-server', async () => {
    const loading = refusal('Loading model', { type: 'unavailable_error', code: 503 })
    const { llm, server } = await against((reply, { count }) =>
      count === 1 ? reply.json(503, loading) : reply.says(good),
    )
    expect(await llm.askJson(question)).toMatchObject({ ok: true })
    expect(server.bodies).toHaveLength(2)
  })

  it('has failed when it answers 200 with an error and no completion', async () => {
    const { llm, server } = await against((reply) => reply.json(200, refusal('overloaded')))
    expect(await llm.askJson(question)).toMatchObject({ ok: false, reason: 'unreachable' })
    expect(server.bodies).toHaveLength(2)
  })
})

describe('a reasoning model', () => {
  it.each([
    [
      'OpenAI',
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
    ],
  ])('loses what it refuses and keeps its schema: %s', async (_, aboutTokens, aboutTemperature) => {
    const { llm, server } = await against((reply, { body }) => {
      if (body.max_tokens !== undefined) return reply.json(400, refusal(aboutTokens))
      if (body.temperature !== undefined) return reply.json(400, refusal(aboutTemperature))
      return reply.says(good)
    })
    expect(await llm.askJson(question)).toMatchObject({ ok: true })
    expect(formats(server.bodies)).toEqual(['json_schema', 'json_schema', 'json_schema'])
    await llm.askJson(question)
    expect(server.bodies).toHaveLength(4)
  })

  it('can be told not to think: Qwen wants it so without streaming', async () => {
    const quirk: Quirk = (reply, { body }) =>
      body.enable_thinking === false
        ? reply.says(good)
        : reply.json(
            400,
            refusal('parameter.enable_thinking must be set to false for non-streaming calls'),
          )
    const { llm } = await against(quirk, { extraBody: { enable_thinking: false } })
    expect(await llm.askJson(question)).toMatchObject({ ok: true })
    const untold = await against(quirk)
    expect(await untold.llm.askJson(question)).toMatchObject({ ok: false, reason: 'declined' })
  })
})

describe('what is sent', () => {
  it.each([
    ['vLLM and llama-server', { chat_template_kwargs: { enable_thinking: false } }],
    ['Ollama', { think: false, options: { num_ctx: 8_192 } }],
    ['DeepSeek', { thinking: { type: 'disabled' } }],
  ])('has what the operator adds for %s, in every request', async (_, extraBody) => {
    const { llm, server } = await against(
      (reply, { count }) => reply.says(count === 1 ? '好的' : good),
      { extraBody },
    )
    expect(await llm.askJson(question)).toMatchObject({ ok: true })
    expect(server.bodies).toMatchObject([extraBody, extraBody])
  })

  it('goes to Chat Completions and never to Responses, where vLLM leaves the schema out', async () => {
    const { llm, server } = await against((reply, { body }) =>
      body.response_format ? reply.json(400, refusal('no')) : reply.says(good),
    )
    await llm.askJson(question)
    expect(new Set(server.paths)).toEqual(new Set(['/v1/chat/completions']))
  })

  it('for a mark fits into the 4,096 tokens of which Ollama reads no more, room for the answer included', () => {
    const point = { id: 'p1', text: '应当在二十四小时以内通知家属，无法通知的除外'.repeat(2) }
    const inputs = {
      question: '公安机关拘留犯罪嫌疑人以后，在送押、通知家属和讯问上各有什么时限？'.repeat(2),
      rubric: JSON.stringify(Array.from({ length: 5 }, () => point)),
      answer: '答'.repeat(800),
    }
    expect(tokensFor({ ...question, inputs })).toBeLessThan(4_096)
  })

  it('has the roles that every endpoint knows, no tools and no stream', async () => {
    const { llm, server } = await against((reply) => reply.says(good))
    await llm.askJson({ ...question, officerId: 4_242, cacheKey: ['not-for-the-model'] })
    const [body] = server.bodies
    expect(body?.messages.map(({ role }) => role)).toEqual(['system', 'user'])
    expect(Object.keys(body ?? {}).toSorted()).toEqual([
      'max_tokens',
      'messages',
      'model',
      'response_format',
      'temperature',
    ])
    expect(JSON.stringify(body)).not.toMatch(/4242|not-for-the-model/)
  })

  it('goes to no host that is not allowed, whatever the address is', async () => {
    const { llm, server } = await against((reply) => reply.says(good), {
      allowedHosts: ['api.deepseek.com', '127.0.0.1:1'],
    })
    expect(await llm.askJson(question)).toMatchObject({ ok: false, reason: 'refused' })
    expect(server.bodies).toEqual([])
  })

  it('goes to an allowed host on any of its ports', async () => {
    const { llm } = await against((reply) => reply.says(good), { allowedHosts: ['127.0.0.1'] })
    expect(await llm.askJson(question)).toMatchObject({ ok: true })
  })
})

describe('a question that an endpoint will not take', () => {
  const filtered =
    '<400> InternalError.Algo.DataInspectionFailed: Input data may contain inappropriate content.'

  it('is declined, and the endpoint goes on answering others', async () => {
    let isOdd = true
    const { llm } = await against((reply) =>
      isOdd ? reply.json(400, refusal(filtered)) : reply.says(good),
    )
    for (let i = 0; i < 4; i++)
      expect(await llm.askJson(question)).toMatchObject({ ok: false, reason: 'declined' })
    isOdd = false
    expect(await llm.askJson(question)).toMatchObject({ ok: true })
  })
})

describe('tokens', () => {
  const completion = (usage?: object) => ({
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: good } }],
    ...(usage && { usage }),
  })

  it('are estimated where the endpoint does not count them', async () => {
    const { llm, server } = await against((reply) => reply.json(200, completion()))
    const answer = await llm.askJson(question)
    const sent = JSON.stringify(server.bodies[0]?.messages).length
    expect(answer.usage).toEqual({
      input: Math.ceil(0.6 * sent),
      output: Math.ceil(0.6 * good.length),
      cached: 0,
    })
  })

  it.each([
    ['OpenAI', { prompt_tokens_details: { cached_tokens: 64 } }],
    ['DeepSeek', { prompt_cache_hit_tokens: 64, prompt_cache_miss_tokens: 36 }],
  ])('that the cache of %s held are known', async (_, details) => {
    const reported = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120, ...details }
    const { llm } = await against((reply) => reply.json(200, completion(reported)))
    expect((await llm.askJson(question)).usage).toEqual({ input: 100, output: 20, cached: 64 })
  })

  it('of a useless answer are counted as well', async () => {
    const { llm } = await against((reply) => reply.says('我不会'))
    expect(await llm.askJson(question)).toEqual({
      ok: false,
      reason: 'not-json',
      usage: { input: 200, output: 40, cached: 0 },
    })
  })
})

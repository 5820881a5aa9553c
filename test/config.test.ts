import { describe, expect, it } from 'vitest'

import { BadSetting, readConfig } from '../src/config.ts'

const secret = 'a'.repeat(32)

function complaint(env: Record<string, string>, options?: { toStart: boolean }): string {
  try {
    readConfig(env, options)
  } catch (error) {
    if (error instanceof BadSetting) return error.message
    throw error
  }
  return ''
}

/** The settings a message names, in its order. */
function named(message: string): string[] {
  return message.split('\n').map((line) => line.slice(0, line.indexOf(':')))
}

describe('the settings', () => {
  it('need nothing but the defaults, and take an empty value for an absent one', () => {
    const blank = { BOT_TOKEN: '', DATABASE_URL: ' ', MORNING_AT: '', PORT: '', ADMIN_IDS: '' }
    expect(readConfig(blank)).toEqual(readConfig({}))
    expect(readConfig({})).toMatchObject({
      telegramApiRoot: 'https://api.telegram.org',
      databaseUrl: null,
      dataDir: './data',
      timeZone: 'Asia/Shanghai',
      morningAt: '06:40',
      nudgeAt: '19:30',
      summaryAt: '20:30',
      trainingDays: 'workdays',
      keepAnswersMonths: 24,
      backupKeep: 7,
      web: null,
      model: null,
      server: null,
      metricsToken: null,
    })
  })

  it('lose the space that copying left around them', () => {
    const { botToken, adminIds, server } = readConfig({
      BOT_TOKEN: ' 1:abc\r',
      ADMIN_IDS: '1001 , 1002 ',
      PORT: ' 0 ',
    })
    expect({ botToken, adminIds, server }).toEqual({
      botToken: '1:abc',
      adminIds: [1001, 1002],
      server: { port: 0, host: '127.0.0.1' },
    })
  })

  it('open a port only with a webhook or where one is named, then to this machine alone', () => {
    const web = { PUBLIC_URL: 'https://bot.example.com', WEBHOOK_SECRET: secret }
    expect(readConfig(web).server).toEqual({ port: 8080, host: null })
    expect(readConfig({ ...web, LISTEN_ON: '127.0.0.1' }).server?.host).toBe('127.0.0.1')
    expect(readConfig({ PORT: '9000' }).server).toEqual({ port: 9000, host: '127.0.0.1' })
    expect(readConfig({ PORT: '9000', LISTEN_ON: '::' }).server?.host).toBe('::')
    expect(named(complaint({ LISTEN_ON: 'localhost', METRICS_TOKEN: 'short' }))).toEqual([
      'LISTEN_ON',
      'METRICS_TOKEN',
    ])
  })

  it('are refused all at once, each by its name', () => {
    const message = complaint(
      {
        TELEGRAM_API_ROOT: 'https://telegram.example.com',
        DATABASE_URL: 'mysql://root@localhost/x',
        ADMIN_IDS: '张三',
        TIME_ZONE: 'Beijing',
        MORNING_AT: '6.40',
        NUDGE_AT: '25:00',
        SUMMARY_AT: 'evening',
        TRAINING_DAYS: 'weekdays',
        OPENAI_BASE_URL: 'not an address',
        PUBLIC_URL: 'http://bot.example.com',
        PORT: '80800',
      },
      { toStart: true },
    )
    expect(named(message).toSorted()).toEqual([
      'ADMIN_IDS',
      'BOT_TOKEN',
      'DATABASE_URL',
      'MORNING_AT',
      'NUDGE_AT',
      'OPENAI_BASE_URL',
      'PORT',
      'PUBLIC_URL',
      'SUMMARY_AT',
      'TELEGRAM_API_ROOT',
      'TIME_ZONE',
      'TRAINING_DAYS',
      'WEBHOOK_SECRET',
    ])
    expect(message).toContain('@BotFather')
  })

  it.each([
    'https://telegram.example.com',
    'http://127.0.0.1.example.com',
    'https://api.telegram.org@example.com',
    'https://api.telegram.org.example.com/',
    'http://192.168.1.5:8081',
    'http://api.telegram.org',
  ])('keep the token from %s', (address) => {
    expect(complaint({ TELEGRAM_API_ROOT: address })).toMatch(/^TELEGRAM_API_ROOT: .*token/)
  })

  it.each(['http://127.0.0.1:8081', 'http://localhost:1/', 'http://[::1]:80', 'http://127.1:9'])(
    'take a Bot API server on this machine: %s',
    (address) => {
      expect(readConfig({ TELEGRAM_API_ROOT: address }).telegramApiRoot).not.toMatch(/\/$/)
    },
  )

  it('take a foreign Bot API server only on purpose', () => {
    const address = { TELEGRAM_API_ROOT: 'http://bot-api.internal:8081' }
    expect(complaint(address)).toContain('TELEGRAM_API_ROOT_TRUSTED=yes')
    expect(complaint({ ...address, TELEGRAM_API_ROOT_TRUSTED: 'true' })).not.toBe('')
    expect(readConfig({ ...address, TELEGRAM_API_ROOT_TRUSTED: 'yes' }).telegramApiRoot).toBe(
      'http://bot-api.internal:8081',
    )
  })

  it('never repeat a password they cannot read', () => {
    const message = complaint({
      DATABASE_URL: 'postgres://chenxun:Se#cret/1@db.example.com/chenxun',
    })
    expect(named(message)).toEqual(['DATABASE_URL'])
    expect(message).toContain('percent-encoded')
    expect(message).not.toMatch(/Se#cret|cret\/1/)
  })

  it('ask for a secret with a webhook and refuse a weak one', () => {
    const address = { PUBLIC_URL: 'https://bot.example.com/' }
    expect(named(complaint(address))).toEqual(['WEBHOOK_SECRET'])
    for (const weak of ['short', 'with space 123', '密'.repeat(20), 'x'.repeat(257)]) {
      expect(named(complaint({ ...address, WEBHOOK_SECRET: weak }))).toEqual(['WEBHOOK_SECRET'])
    }
    expect(readConfig({ ...address, WEBHOOK_SECRET: secret }).web).toEqual({
      publicUrl: 'https://bot.example.com',
      secret,
    })
    expect(
      readConfig({ PUBLIC_URL: 'http://127.0.0.1:8080', WEBHOOK_SECRET: secret }).web,
    ).not.toBe(null)
  })
})

describe('the settings of the model', () => {
  const key = { OPENAI_API_KEY: 'sk-1' }

  it('have defaults for all but the key', () => {
    expect(readConfig(key).model).toEqual({
      apiKey: 'sk-1',
      baseUrl: null,
      name: 'gpt-5-mini',
      extraBody: {},
      fallback: null,
      allowedHosts: ['api.openai.com'],
      tokensPerDay: 2_000_000,
      tokensPerOfficer: 20_000,
      price: null,
    })
  })

  it('name a second endpoint, which never gets the key of the first', () => {
    const { model } = readConfig({
      ...key,
      OPENAI_BASE_URL: 'https://api.deepseek.com/v1',
      OPENAI_MODEL: 'deepseek-chat',
      OPENAI_EXTRA_BODY: '{"a":1}',
      OPENAI_FALLBACK_BASE_URL: 'http://10.0.0.5:11434/v1',
      OPENAI_FALLBACK_MODEL: 'qwen3:8b',
      OPENAI_FALLBACK_EXTRA_BODY: '{"chat_template_kwargs":{"enable_thinking":false}}',
    })
    expect(model).toMatchObject({ extraBody: { a: 1 }, apiKey: 'sk-1' })
    expect(model?.fallback).toEqual({
      apiKey: '',
      baseUrl: 'http://10.0.0.5:11434/v1',
      name: 'qwen3:8b',
      extraBody: { chat_template_kwargs: { enable_thinking: false } },
    })
    expect(model?.allowedHosts).toEqual(['api.deepseek.com', '10.0.0.5:11434'])
  })

  it('take vectors from the first endpoint or from one of their own, which never gets its key', () => {
    const first = { ...key, OPENAI_BASE_URL: 'https://api.deepseek.com/v1' }
    expect(readConfig(first).embedding).toBeNull()
    const one = { ...first, OPENAI_EMBEDDING_MODEL: 'm' }
    expect(readConfig(one).embedding).toMatchObject({
      apiKey: 'sk-1',
      baseUrl: 'https://api.deepseek.com/v1',
      allowedHosts: ['api.deepseek.com'],
    })
    const own = { ...one, OPENAI_EMBEDDING_BASE_URL: 'http://10.0.0.5:11434/v1' }
    expect(readConfig(own).embedding).toMatchObject({
      apiKey: '',
      allowedHosts: ['10.0.0.5:11434'],
    })
  })

  it.each([
    [{ OPENAI_EMBEDDING_BASE_URL: 'http://localhost:1/v1' }, 'OPENAI_EMBEDDING_MODEL'],
    [{ OPENAI_API_KEY: '', OPENAI_EMBEDDING_MODEL: 'm' }, 'OPENAI_EMBEDDING_BASE_URL'],
    [
      {
        OPENAI_ALLOWED_HOSTS: 'api.openai.com',
        OPENAI_EMBEDDING_MODEL: 'm',
        OPENAI_EMBEDDING_BASE_URL: 'https://elsewhere.example/v1',
      },
      'OPENAI_EMBEDDING_BASE_URL',
    ],
    [{ OPENAI_FALLBACK_MODEL: 'm' }, 'OPENAI_FALLBACK_MODEL'],
    [{ OPENAI_API_KEY: '', OPENAI_FALLBACK_API_KEY: 'k' }, 'OPENAI_API_KEY'],
    [{ OPENAI_ALLOWED_HOSTS: 'https://api.openai.com' }, 'OPENAI_ALLOWED_HOSTS'],
    [{ OPENAI_ALLOWED_HOSTS: 'api.deepseek.com' }, 'OPENAI_BASE_URL'],
    [
      {
        OPENAI_ALLOWED_HOSTS: 'api.openai.com',
        OPENAI_FALLBACK_BASE_URL: 'https://elsewhere.example/v1',
      },
      'OPENAI_FALLBACK_BASE_URL',
    ],
    [
      { OPENAI_ALLOWED_HOSTS: 'localhost:1', OPENAI_BASE_URL: 'http://localhost:2/v1' },
      'OPENAI_BASE_URL',
    ],
    [{ OPENAI_BASE_URL: 'https://me:word@host/v1' }, 'OPENAI_BASE_URL'],
    [{ OPENAI_EXTRA_BODY: 'enable_thinking=false' }, 'OPENAI_EXTRA_BODY'],
    [{ OPENAI_EXTRA_BODY: '["enable_thinking"]' }, 'OPENAI_EXTRA_BODY'],
    [{ OPENAI_EXTRA_BODY: '{"model":"x","tools":[]}' }, 'OPENAI_EXTRA_BODY'],
    [{ MODEL_TOKENS_PER_DAY: '2 million' }, 'MODEL_TOKENS_PER_DAY'],
    [{ MODEL_TOKENS_PER_OFFICER: '-1' }, 'MODEL_TOKENS_PER_OFFICER'],
    [{ MODEL_PRICE_INPUT: 'cheap', MODEL_PRICE_OUTPUT: '1' }, 'MODEL_PRICE_INPUT'],
    [{ MODEL_PRICE_OUTPUT: '1' }, 'MODEL_PRICE_INPUT'],
    [{ MODEL_PRICE_INPUT: '1' }, 'MODEL_PRICE_OUTPUT'],
    [{ MODEL_PRICE_INPUT: '¥1', MODEL_PRICE_OUTPUT: '$1' }, 'MODEL_PRICE_OUTPUT'],
  ])('are refused by name: %j', (given, name) => {
    const message = complaint({ ...key, ...given })
    expect(named(message)).toEqual([name])
    expect(message).not.toMatch(/me:word|sk-1/)
  })

  it('keep the model to hosts that are allowed on purpose', () => {
    const allowed = (hosts: string, address: string) =>
      readConfig({ ...key, OPENAI_ALLOWED_HOSTS: hosts, OPENAI_BASE_URL: address }).model
        ?.allowedHosts
    expect(allowed('10.0.0.5, API.DeepSeek.com', 'http://10.0.0.5:11434/v1')).toEqual([
      '10.0.0.5',
      'api.deepseek.com',
    ])
    expect(allowed('[::1]:8000', 'http://[::1]:8000/v1')).toEqual(['[::1]:8000'])
  })

  it('take the price of a million tokens in any currency', () => {
    const price = (input: string, output: string) =>
      readConfig({ ...key, MODEL_PRICE_INPUT: input, MODEL_PRICE_OUTPUT: output }).model?.price
    expect(price('¥1', '¥ 2.5')).toEqual({ input: 1, output: 2.5, before: '¥', after: '' })
    expect(price('0.5元', '2 元')).toEqual({ input: 0.5, output: 2, before: '', after: '元' })
    expect(price('0.139', '0.278')).toEqual({ input: 0.139, output: 0.278, before: '', after: '' })
  })
})

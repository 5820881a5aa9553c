import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

import { readConfig } from '../src/config.ts'
import type { Inbox } from '../src/platform/inbox.ts'
import { createLog } from '../src/platform/log.ts'
import { createWeb, dashboardPath, webhookPath } from '../src/web.ts'

interface Service {
  build?: string
  image?: string
  env_file?: string
  environment?: Record<string, string>
  healthcheck?: { test: string[] }
  stop_grace_period?: string
  depends_on?: unknown
  volumes?: string[]
}

// There is no Docker here: what can be checked without it are the files and that they fit the program.
const read = (name: string) => readFileSync(name, 'utf8')
const { services, volumes } = parse(read('compose.yaml'), { merge: true }) as {
  services: Record<string, Service>
  volumes: Record<string, unknown>
}
const bots = ['bot1', 'bot2'].map((name) => services[name] as Service)
const caddyfile = read('Caddyfile')
const dockerfile = read('Dockerfile')
const guide = read('docs/running.md')

const given: Record<string, string> = {
  SITE_NAME: 'bot.example.com',
  POSTGRES_PASSWORD: 'abc123',
}

/** As compose puts the values of .env in. */
function filledIn(environment: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      value.replace(/\$\{(\w+):\?[^}]*\}/g, (_, key: string) => given[key] ?? `no ${key}`),
    ]),
  )
}

describe('compose.yaml', () => {
  it('is read as it was meant: every part of a command is a text', () => {
    for (const { healthcheck } of Object.values(services)) {
      for (const part of healthcheck?.test ?? []) expect(typeof part).toBe('string')
    }
  })

  it('starts a database that keeps its data, two bots and a proxy', () => {
    expect(Object.keys(services)).toEqual(['db', 'bot1', 'bot2', 'caddy'])
    for (const { volumes: mounted = [] } of Object.values(services)) {
      const named = mounted.map((mount) => mount.split(':')[0] ?? '')
      for (const name of named.filter((each) => !each.startsWith('.'))) {
        expect(Object.keys(volumes)).toContain(name)
      }
    }
    expect(services['db']?.volumes).toEqual(['postgres:/var/lib/postgresql/data'])
  })

  it('gives the bots settings that the program takes', () => {
    for (const bot of bots) {
      const env = filledIn(bot.environment ?? {})
      const settings = readConfig(
        { BOT_TOKEN: '1:abc', WEBHOOK_SECRET: 'a'.repeat(32), ...env },
        { toStart: true },
      )
      expect(settings).toMatchObject({
        databaseUrl: 'postgres://chenxun:abc123@db/chenxun',
        web: { publicUrl: 'https://bot.example.com' },
        server: { port: 8080, host: '0.0.0.0' },
      })
      const example = read('.env.example')
      for (const name of Object.keys(env)) expect(example).toMatch(new RegExp(`^${name}=`, 'm'))
    }
  })

  it('names the same database on both sides', () => {
    expect(filledIn(services['db']?.environment ?? {})).toEqual({
      POSTGRES_USER: 'chenxun',
      POSTGRES_PASSWORD: 'abc123',
      POSTGRES_DB: 'chenxun',
    })
  })

  it('waits longer for a bot that stops than it may take', () => {
    for (const bot of bots) expect(parseInt(bot.stop_grace_period ?? '', 10)).toBeGreaterThan(25)
  })

  it('asks pages for health that exist, as Caddy does', async () => {
    const nothing = new AbortController().signal
    const web = createWeb({
      inbox: {} as Inbox,
      log: createLog('silent'),
      secret: null,
      isReady: () => Promise.resolve(true),
      stopping: nothing,
      metrics: () => Promise.resolve(''),
      metricsToken: null,
      dashboard: null,
    })
    const asked = bots.map(
      ({ healthcheck }) => /127\.0\.0\.1:8080(\/\w+)/.exec(healthcheck?.test.join(' ') ?? '')?.[1],
    )
    const byCaddy = /health_uri (\S+)/.exec(caddyfile)?.[1]
    for (const path of [...asked, byCaddy]) {
      expect((await web.request(path ?? '/none')).status).toBe(200)
    }
  })
})

describe('the Caddyfile', () => {
  it('hands Telegram’s updates and the dashboard, and nothing else, to both bots in turn', () => {
    const handled = [...caddyfile.matchAll(/handle (\S+) \{/g)].map(([, which]) => which)
    expect(handled).toEqual(['@open'])
    const [, open = ''] = /@open path (.+)/.exec(caddyfile) ?? []
    expect(open.split(' ')).toEqual([webhookPath, dashboardPath, `${dashboardPath}/*`])
    expect(caddyfile).toMatch(/reverse_proxy bot1:8080 bot2:8080 \{\s+lb_policy round_robin/)
    expect(caddyfile.split('{').length).toBe(caddyfile.split('}').length)
  })
})

describe('the Dockerfile', () => {
  it('keeps whatever the program needs to run, for a user without rights', () => {
    const manifest = JSON.parse(read('package.json')) as {
      files: string[]
      bin: { chenxun: string }
    }
    for (const folder of manifest.files) {
      expect(dockerfile).toContain(`/app/${folder} ./${folder}`)
    }
    expect(dockerfile).toContain(`CMD ["node", "${manifest.bin.chenxun}", "start"]`)
    expect(dockerfile).toMatch(/^USER node$/m)
    expect(read('.dockerignore')).toMatch(/^\.env$/m)
  })
})

describe('docs/running.md', () => {
  it('names settings that exist', () => {
    const known = new Set(
      [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name),
    )
    const beside = ['SITE_NAME', 'POSTGRES_PASSWORD', 'TEST_DATABASE_URL']
    const named = [...guide.matchAll(/`([A-Z]{2,}_[A-Z_]+|PORT)`/g)].map(([, name = '']) => name)
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((name) => !known.has(name) && !beside.includes(name))).toEqual([])
  })

  it('names numbers that the program shows', () => {
    const source = read('src/platform/metrics.ts')
    const named = new Set(
      [...guide.matchAll(/`chenxun_(\w+?)(?:_total)?(?:\{[^`]*)?`/g)].map(([, name = '']) => name),
    )
    expect(named.size).toBeGreaterThan(8)
    for (const name of named) expect(source).toMatch(new RegExp(`'(chenxun_)?${name}(_total)?'`))
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { commandWorld } from '../../src/command-world.ts'
import { executeCommand } from '../../src/commands.ts'
import { isAnswered, quoteOf, type LawAnswer } from '../../src/law/ask/answer.ts'
import { askLaw } from '../../src/law/ask/ask-law.ts'
import { answerScreen, answerText } from '../../src/law/ask/screens.ts'
import type { ToldAnswer } from '../../src/law/ask/verify-answer.ts'
import type { Deps } from '../../src/platform/deps.ts'
import type { Llm, LlmQuestion } from '../../src/platform/llm.ts'
import { createLog } from '../../src/platform/log.ts'
import { loadTexts } from '../../src/platform/texts.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'
import { now, publicOrder2012, publicOrder2025, settings, smallLaw, take } from './law-fixture.ts'

const t = loadTexts()('zh-CN')
const day = '2026-11-24'
let database: FreshDatabase

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.destroy())

const ask = (text: string, llm: Llm | null = null, on = day) =>
  askLaw({ db: database.db, now, settings, log: createLog('silent'), llm }, { text, day: on })
const sources = ({ citations }: LawAnswer) =>
  citations.map(({ source }) => `${source.version} ${source.article}`)

/** A model that says this, whatever it is asked; it keeps what reached it. */
function model(told: (inputs: Record<string, string>) => ToldAnswer | null) {
  const seen: string[] = []
  const llm: Llm = {
    model: 'stub',
    askJson<T>({ inputs, schema }: LlmQuestion<T>) {
      seen.push(JSON.stringify(inputs))
      const answer = told(inputs)
      if (!answer) return Promise.resolve({ ok: false as const, reason: 'unreachable' as const })
      const usage = { input: 1, output: 1, cached: 0 }
      const data = schema.parse(answer)
      return Promise.resolve({
        ok: true as const,
        data,
        model: 'stub',
        promptVersion: 'x@1',
        usage,
      })
    },
  }
  return { llm, seen }
}

/** `chenxun ask …`, as the running bot carries it out. */
function command(...words: string[]) {
  const deps = {
    db: database.db,
    now,
    settings,
    log: createLog('silent'),
    llm: null,
  } as unknown as Deps
  const world = commandWorld(() => deps.settings, t)
  return executeCommand(['ask', ...words], { ...world, deps: () => Promise.resolve(deps) })
}

/** The number under which the article was shown to the model. */
const numberOf = (inputs: Record<string, string>, article: string) =>
  Number(new RegExp(`\\[(\\d)\\] 《[^》]*》${article}\n`).exec(inputs['articles'] ?? '')?.[1] ?? 0)

describe('a question before any law is loaded', () => {
  it('is told that the library is empty', async () => {
    const answer = await ask('询问查证最长多久')
    expect(isAnswered(answer)).toBe(false)
    expect(answerText(t, answer)).toContain('法规库里还没有法律')
    const { exitCode, stdout } = await command('询问查证最长多久', '--json')
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ answered: false, citations: [], related: [] })
  })
})

describe('a question about the law', () => {
  beforeAll(async () => {
    await take(database.db, publicOrder2012)
    await take(database.db, publicOrder2025)
    const later = smallLaw(
      '夜间巡逻规定',
      ['夜间巡逻由三人进行。', '巡逻应当配备手电。', '本规定由市局解释。'],
      '2026年10月1日公布，自2027年1月1日起施行',
    )
    await take(database.db, '夜间巡逻规定_20261001.txt', later)
  })

  it('gets the articles in force with the sentence that matches marked', async () => {
    const answer = await ask('传唤后询问查证最长多长时间')
    expect(answer.kind).toBe('articles')
    expect(sources(answer)[0]).toBe('2025-06-27 第九十七条')
    const [first] = answer.citations
    expect(first && quoteOf(first)).toContain('询问查证的时间不得超过')
    const { text, buttons } = answerScreen(t, answer, 7)
    expect(text).toMatch(/<b>[^<]*询问查证的时间不得超过[^<]*<\/b>/)
    expect(text.endsWith('以正式文本为准')).toBe(true)
    expect(buttons?.flat().map(({ label }) => label)).toContain('看原文 第九十七条')
  })

  it('is told where the law has nothing, with the nearest articles', async () => {
    const answer = await ask('食堂几点开饭')
    expect(isAnswered(answer)).toBe(false)
    expect(answer.citations).toEqual([])
    expect(answerText(t, answer)).toContain('没有找到')
  })

  it('that names an article gets this article, in the text in force', async () => {
    const answer = await ask('治安管理处罚法第83条')
    expect(answer.kind).toBe('named')
    expect(sources(answer)).toEqual(['2025-06-27 第八十三条'])
    expect(answer.remarks).toEqual([])
  })

  it('that names an earlier text is told since when it no longer holds', async () => {
    const answer = await ask('治安管理处罚法（2012年）第八十三条第二款')
    expect(sources(answer)).toEqual(['2012-10-26 第八十三条'])
    expect(answer.citations.map(quoteOf)).toEqual([
      '公安机关应当及时将传唤的原因和处所通知被传唤人家属。',
    ])
    expect(answerText(t, answer)).toContain(
      '已失效（有效至 2025-12-31）。现行有效的是 2025-06-27 版本',
    )
  })

  it('that names a law not yet in force is told from when it will be', async () => {
    const answer = await ask('夜间巡逻规定第一条')
    expect(answerText(t, answer)).toContain('尚未生效（2027-01-01 起生效）')
  })

  it('that names an article or a paragraph that is not there is told so', async () => {
    expect(answerText(t, await ask('治安管理处罚法第999条'))).toContain('没有第九百九十九条')
    expect(answerText(t, await ask('治安管理处罚法第83条第九款'))).toContain('没有这一款或这一项')
    // Articles with like numbers would be no answer.
    expect(await ask('治安管理处罚法第999条')).toMatchObject({ citations: [], related: [] })
  })

  it('is searched without the words that announced what was hidden', async () => {
    const plain = await ask('询问查证最长多长时间')
    const asked = await ask('我的身份证号是110101199003074477，询问查证最长多长时间')
    expect(asked.citations.map(({ source }) => source.article)).toEqual(
      plain.citations.map(({ source }) => source.article),
    )
  })

  it('is answered by a model only as far as its quotes are in the articles', async () => {
    const { llm } = model((inputs) => {
      const article = numberOf(inputs, '第九十七条')
      return {
        answerable: true,
        sentences: [
          {
            text: '询问查证的时间不得超过八小时。',
            cites: [{ article, quote: '询问查证的时间不得超过八小时' }],
          },
          { text: '经批准可以延长到七日。', cites: [{ article, quote: '经批准可以延长到七日' }] },
        ],
      }
    })
    const answer = await ask('传唤后询问查证最长多长时间', llm)
    expect(answer.sentences).toEqual([{ text: '询问查证的时间不得超过八小时。', cites: [0] }])
    expect(answerText(t, answer)).not.toContain('七日')
    expect(answer.citations.every((part) => part.source.text.includes(quoteOf(part)))).toBe(true)
  })

  it('is not answered where nothing of a model holds', async () => {
    const { llm } = model(() => ({
      answerable: true,
      sentences: [{ text: '可以询问三天。', cites: [{ article: 1, quote: '可以询问三天' }] }],
    }))
    const answer = await ask('传唤后询问查证最长多长时间', llm)
    expect(isAnswered(answer)).toBe(false)
    expect(answer.related.length).toBeGreaterThan(0)
  })

  it('gets the articles where the model is down, and is told so', async () => {
    const answer = await ask('传唤后询问查证最长多长时间', model(() => null).llm)
    expect(answer.kind).toBe('articles')
    expect(answerText(t, answer)).toContain('智能回答暂时用不了')
  })

  it('never carries an identity number to a model, and says what was hidden', async () => {
    const { llm, seen } = model(() => null)
    const answer = await ask('身份证11010519491231002X的人被传唤后询问查证最长多长时间', llm)
    expect(seen).toHaveLength(1)
    expect(`${seen.join('')}${JSON.stringify(answer)}`).not.toContain('11010519491231002X')
    expect(answerText(t, answer)).toContain('已隐去个人信息（身份证号）')
  })

  it('never has an answer longer than a message', async () => {
    const all = Array.from({ length: 3 }, (_, index) => `治安管理处罚法第${[26, 29, 33][index]}条`)
    const { text } = answerScreen(t, await ask(all.join('、')), 1)
    expect(text.length).toBeLessThan(4096)
  })

  it('on the command line gets the same answer as JSON or as text', async () => {
    const json = await command('传唤后询问查证最长多长时间', '--json')
    const answer = JSON.parse(json.stdout) as { citations: object[] }
    expect(Object.keys(answer)).toEqual(['answered', 'text', 'citations', 'related'])
    expect(answer.citations[0]).toMatchObject({
      law: '中华人民共和国治安管理处罚法',
      version: '2025-06-27',
      article: '第九十七条',
      quote: expect.stringContaining('询问查证的时间不得超过八小时'),
    })
    const { stdout } = await command('传唤后询问查证最长多长时间')
    expect(stdout.trim().endsWith('以正式文本为准')).toBe(true)
    expect(stdout).not.toContain('<b>')
  })

  it('on the command line is refused without words and with too many', async () => {
    expect(await command('')).toMatchObject({ exitCode: 2, stdout: '' })
    expect(await command()).toMatchObject({ exitCode: 2, stdout: '' })
    expect(await command('问'.repeat(501))).toMatchObject({ exitCode: 1, stdout: '' })
  })
})

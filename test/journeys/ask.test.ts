import { LLMock } from '@copilotkit/aimock'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { SimMessage, SimPerson } from '../../src/simulator/start-simulator.ts'
import { publicOrder2012, publicOrder2025, take } from '../law/law-fixture.ts'
import { waitingQuestion } from '../support/answering.ts'
import { openBureau, type Bureau } from '../support/bureau.ts'
import { bind, loadRoster, loadStarterBank, press, say } from '../support/people.ts'

const idNumber = '11010519491231002X'

describe('an officer who asks about a rule', () => {
  const mock = new LLMock({ port: 0 })
  let bureau: Bureau
  let officer: SimPerson

  beforeAll(async () => {
    await mock.start()
    const model = { OPENAI_API_KEY: 'key', OPENAI_BASE_URL: `${mock.url}/v1` }
    bureau = await openBureau({ day: '2026-11-22', time: '15:00' }, model)
    const { db } = bureau.running.deps
    await take(db, publicOrder2012)
    await take(db, publicOrder2025)
    const codes = await loadRoster(bureau)
    officer = await bind(bureau, 700_302, codes.get('000302') ?? '')
  })
  afterAll(async () => {
    await bureau.stop()
    await mock.stop()
  })

  it('is asked for the question, and reads an answer that rests on quotes', async () => {
    const told = {
      answerable: true,
      sentences: [
        {
          text: '询问查证的时间不得超过八小时。',
          cites: [{ article: 1, quote: '询问查证的时间不得超过八小时' }],
        },
        { text: '周末另加两天。', cites: [{ article: 1, quote: '周末另加两天' }] },
      ],
    }
    mock.onMessage(/传唤后询问查证最长多长时间/, { content: JSON.stringify(told) }, { latency: 50 })
    const prompt = await say(officer, '/ask')
    expect(prompt.text).toContain('请回复这条消息')
    const answer = await ask(officer, `传唤后询问查证最长多长时间，身份证${idNumber}`)
    expect(answer.text).toContain('询问查证的时间不得超过八小时。[1]')
    expect(answer.text).toContain('第九十七条（2025-06-27 版本）')
    expect(answer.text).toContain('已隐去个人信息（身份证号）')
    expect(answer.text).not.toContain('两天')
    expect(answer.text.endsWith('以正式文本为准')).toBe(true)
    expect(await press(officer, '看原文 第九十七条')).toMatchObject({
      text: expect.stringContaining('第九十七条'),
    })
  })

  it('goes on asking by answering the answer', async () => {
    const answer = newest(officer, '以正式文本为准', '十分钟内')
    const second = await replyTo(officer, answer, '那第二款呢')
    expect(second.text).toContain('第九十七条（2025-06-27 版本）')
    expect(second.text).toContain('公安机关应当及时将传唤的原因和处所通知被传唤人家属。')
  })

  it('gets the articles when the model dies in the middle, without a word lost', async () => {
    mock.onMessage(
      /殴打他人故意伤害他人身体怎么处罚/,
      { content: '{}' },
      { chaos: { disconnectRate: 1 } },
    )
    const answer = await ask(officer, '/ask 殴打他人故意伤害他人身体怎么处罚')
    expect(answer.text).toContain('智能回答暂时用不了')
    expect(answer.text).toContain('殴打他人的，或者故意伤害他人身体的')
    const more = await replyTo(officer, answer, '殴打未成年人呢')
    const kept = await bureau.running.deps.db.lawQuestion.findFirst({ orderBy: { id: 'desc' } })
    expect(kept?.text).toBe('殴打他人故意伤害他人身体怎么处罚 殴打未成年人呢')
    expect(more.text).toContain('以正式文本为准')
  })

  it('asks twice in a row, and gets both answers where they were promised', async () => {
    const sent = ['盗窃怎么处罚', '赌博怎么处罚'].map((text) => officer.send(`/ask ${text}`))
    const answers = await officer.until((self) => {
      const own = self.messages().filter(({ id, fromBot }) => fromBot && id > (sent[0] ?? 0))
      return own.length === 2 && own.every(({ text }) => text.includes('以正式文本为准')) && own
    }, 'two answers')
    expect(answers.map(({ text }) => [text.includes('盗窃'), text.includes('赌博')])).toEqual([
      [true, false],
      [false, true],
    ])
  })

  it('gets the answer once when the program stops while the model thinks, or right after it', async () => {
    mock.onMessage(/吸食毒品怎么处罚/, { content: '{}' }, { latency: 200 })
    const sent = officer.send('/ask 吸食毒品怎么处罚')
    const looking = await officer.until((self) => firstAfter(self, sent), 'that it is looked for')
    expect(looking.text).toContain('正在查法条')
    await bureau.restart()
    const answer = await settled(officer, looking)
    expect(answer.text).toContain('吸食、注射毒品')
    await bureau.running.catchUp()
    // The process died after it showed the answer and before it noted that.
    const { db } = bureau.running.deps
    const job = await db.job.findFirstOrThrow({
      where: { kind: 'ask-law' },
      orderBy: { id: 'desc' },
    })
    await db.job.update({ where: { id: job.id }, data: { state: 'QUEUED' } })
    await db.lawQuestion.updateMany({ where: { text: '吸食毒品怎么处罚' }, data: { answer: {} } })
    await bureau.restart()
    await bureau.running.catchUp()
    const messages = officer.messages().filter(({ id, fromBot }) => fromBot && id > sent)
    expect(messages.map(({ id }) => id)).toEqual([looking.id])
    const where = { text: '吸食毒品怎么处罚' }
    const kept = await bureau.running.deps.db.lawQuestion.findFirst({ where })
    expect(kept?.answer).toMatchObject({ answered: true })
  })

  it('hands the question to the legal office once, and gets its reply', async () => {
    const question = await ask(officer, '/ask 食堂几点开饭')
    expect(question.text).toContain('没有找到')
    expect((await press(officer, '转法制部门')).text).toContain('十分钟内')
    await officer.until((self) => self.last()?.text.includes('已转法制部门') ?? null, 'the note')
    await bureau.running.catchUp()
    const notice = await bureau.admin.until(
      (self) => self.messages().findLast(({ text }) => text.includes('有人请法制部门答复')) ?? null,
      'the question',
    )
    expect(notice.text).toContain('食堂几点开饭')
    expect(notice.text).not.toContain('邓晓梅')
    expect((await press(bureau.admin, '答复')).text).toContain('请回复这条消息')
    expect((await say(bureau.admin, '食堂作息不属于法律问题，请看内网通知。')).text).toContain(
      '答复已保存',
    )
    await bureau.running.catchUp()
    const reply = await officer.until(
      (self) => self.messages().findLast(({ text }) => text.includes('法制部门答复\n')) ?? null,
      'the reply',
    )
    expect(reply.text).toContain('请看内网通知')
    expect((await press(bureau.admin, '答复')).text).toContain('已经有人答复')
  })

  it('whose question rests on an article leaves the office a way to draft from it', async () => {
    await ask(officer, '/ask 治安管理处罚法第八十二条')
    await press(officer, '转法制部门')
    await bureau.running.catchUp()
    await bureau.admin.until(
      (self) => (self.last()?.text.includes('第八十二条') ? true : null),
      'the question',
    )
    await press(bureau.admin, '答复')
    const kept = await say(bureau.admin, '按赌资数额掌握，见市局规定。')
    expect(kept.text).toContain('答复已保存')
    expect((await press(bureau.admin, '据此出题')).text).toContain('正在出题：')
    await bureau.running.catchUp()
    await bureau.admin.until(
      (self) => (self.last()?.text.startsWith('据') ? true : null),
      'the drafts',
    )
  })

  it('asks in the middle of a set, and only what answers the prompt is a question', async () => {
    await loadStarterBank(bureau)
    officer.send('/practice')
    const open = await officer.until(waitingQuestion, 'a question')
    const asked = await bureau.running.deps.db.lawQuestion.count()
    expect((await say(officer, '这句话不是提问')).text).not.toContain('以正式文本为准')
    expect(await bureau.running.deps.db.lawQuestion.count()).toBe(asked)
    await say(officer, '/ask')
    expect((await ask(officer, '治安管理处罚法第83条')).text).toContain('第八十三条')
    expect(open.text).toContain('第1/')
  })

  it('never had their identity number sent to the model or kept', async () => {
    const sent = JSON.stringify(mock.getRequests())
    expect(sent).toContain('传唤后询问查证最长多长时间')
    expect(sent).not.toContain(idNumber)
    const kept = await bureau.running.deps.db.lawQuestion.findMany()
    expect(
      JSON.stringify(kept, (_, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      ),
    ).not.toContain(idNumber)
  })
})

function newest(person: SimPerson, ...words: string[]): SimMessage {
  const message = person
    .messages()
    .findLast(({ fromBot, text }) => fromBot && words.every((word) => text.includes(word)))
  if (!message) throw new Error(`no message says ${words.join()}`)
  return message
}

async function replyTo(person: SimPerson, target: SimMessage, text: string): Promise<SimMessage> {
  const sent = person.reply(target, text)
  return await settled(person, await person.until((self) => firstAfter(self, sent), text))
}

/** Sends a question and gives the message that ends up as its answer. */
async function ask(person: SimPerson, text: string): Promise<SimMessage> {
  return await settled(person, await say(person, text))
}

async function settled(person: SimPerson, looking: SimMessage): Promise<SimMessage> {
  return await person.until(
    (self) =>
      self.messages().find(({ id, text }) => id === looking.id && !text.includes('正在查法条')) ??
      null,
    'the answer',
  )
}

function firstAfter(person: SimPerson, sent: number): SimMessage | null {
  return person.messages().find(({ id, fromBot }) => fromBot && id > sent) ?? null
}

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
    mock.onMessage(/传唤后询问查证最长多长时间/, { content: JSON.stringify(told) })
    const prompt = await say(officer, '/ask')
    expect(prompt.text).toContain('请回复这条消息')
    const answer = await say(officer, `传唤后询问查证最长多长时间，身份证${idNumber}`)
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

  it('gets the articles when the model dies, without a word lost', async () => {
    const answer = await say(officer, '/ask 殴打他人故意伤害他人身体怎么处罚')
    expect(answer.text).toContain('智能回答暂时用不了')
    expect(answer.text).toContain('殴打他人的，或者故意伤害他人身体的')
    const more = await replyTo(officer, answer, '殴打未成年人呢')
    const kept = await bureau.running.deps.db.lawQuestion.findFirst({ orderBy: { id: 'desc' } })
    expect(kept?.text).toBe('殴打他人故意伤害他人身体怎么处罚 殴打未成年人呢')
    expect(more.text).toContain('以正式文本为准')
  })

  it('hands the question to the legal office once, and gets its reply', async () => {
    const question = await say(officer, '/ask 食堂几点开饭')
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

  it('asks in the middle of a set, and only what answers the prompt is a question', async () => {
    await loadStarterBank(bureau)
    officer.send('/practice')
    const open = await officer.until(waitingQuestion, 'a question')
    const asked = await bureau.running.deps.db.lawQuestion.count()
    expect((await say(officer, '这句话不是提问')).text).not.toContain('以正式文本为准')
    expect(await bureau.running.deps.db.lawQuestion.count()).toBe(asked)
    await say(officer, '/ask')
    expect((await say(officer, '治安管理处罚法第83条')).text).toContain('第八十三条')
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
  return await person.until(
    (self) => self.messages().find(({ id, fromBot }) => fromBot && id > sent) ?? null,
    `an answer to ${text}`,
  )
}

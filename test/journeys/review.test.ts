import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { SimMessage, SimPerson } from '../../src/simulator/start-simulator.ts'
import { openBureau, type Bureau } from '../support/bureau.ts'
import { bind, loadRoster, press, say, sendFile } from '../support/people.ts'

const monday = '2026-11-30'
const tuesday = '2026-12-01'

const wrongStem = '对现场发现的违反治安管理行为人，可以口头传唤。'

/** Five questions with two buttons each; the key of the third is wrong. */
const bank = JSON.stringify({
  format: 'chenxun-bank',
  version: 1,
  name: '治安五题',
  questions: [
    { kind: 'true-false', stem: '执法时应当出示证件。', key: true },
    { kind: 'true-false', stem: '询问笔录应当交被询问人核对。', key: true },
    {
      kind: 'true-false',
      stem: wrongStem,
      key: false,
      explanation: '传唤应当使用传唤证。',
      basis: { law: '中华人民共和国治安管理处罚法', version: '2025-06-27', article: '第九十六条' },
      topic: '传唤',
    },
    { kind: 'true-false', stem: '扣押物品应当开具清单。', key: true },
    { kind: 'true-false', stem: '罚款可以不出具票据。', key: false },
  ],
})

describe('a question with a wrong key', () => {
  let bureau: Bureau
  let codes: Map<string, string>
  let officers: SimPerson[]
  let chief: SimPerson
  let admin: SimPerson
  let questionId: number

  beforeAll(async () => {
    bureau = await openBureau({ day: '2026-11-29', time: '15:00' })
    admin = bureau.admin
    codes = await loadRoster(bureau)
    await sendFile(admin, '治安五题.json', bank)
    await press(admin, '导入')
    officers = [await join(302, '000302'), await join(303, '000303'), await join(304, '000304')]
    chief = await join(301, '000301')
    const officer = await db().officer.findUniqueOrThrow({ where: { badge: '000301' } })
    const role = { officerId: officer.id, unitId: officer.unitId, kind: 'REVIEWER' as const }
    await db().role.create({ data: role })
    const question = await db().question.findFirstOrThrow({
      where: { versions: { some: { content: { path: ['stem'], equals: wrongStem } } } },
    })
    questionId = question.id
    await bureau.moveTo(monday, '06:40')
  })
  afterAll(() => bureau.stop())

  const db = () => bureau.running.deps.db
  const join = (id: number, badge: string) => bind(bureau, id, codes.get(badge) ?? '')
  const stateOfIt = async () => {
    const { state, version } = await db().question.findUniqueOrThrow({ where: { id: questionId } })
    return `${state} ${version}`
  }

  it('carries a small button under its explanation, and the next question follows all the same', async () => {
    for (const officer of officers) {
      const message = await answerAllWith(officer, '对')
      expect(labelsOf(message)).toEqual(['看原文', '题目有误'])
      expect(officer.last()?.text).toContain('得分')
    }
  })

  it('stays in use while fewer than three officers say that its key is wrong', async () => {
    const [deng, fang] = officers as [SimPerson, SimPerson]
    const kinds = await pressUnder(deng, '题目有误')
    expect(kinds.buttons.flat().map(({ label }) => label)).toEqual([
      '答案错',
      '法条过时',
      '题意不清',
      '其他',
      '取消',
      '看原文',
    ])
    await pressUnder(deng, '取消')
    await pressUnder(deng, '题目有误')
    const before = explanationOf(deng)
    const after = await pressUnder(deng, '答案错')
    expect(after.text).toBe(before.text)
    expect(labelsOf(after)).toEqual(['看原文'])
    expect(deng.callbackAnswers().at(-1)?.text).toBe('已反馈，审题员会处理。谢谢。')
    await report(fang, '答案错')
    expect(await db().questionReport.count()).toBe(2)
    expect(await stateOfIt()).toBe('LIVE 1')
    expect(await db().reviewTask.count({ where: { decision: null } })).toBe(1)
  })

  it('counts an officer who says the same twice once', async () => {
    const [deng] = officers as [SimPerson]
    const { id, answerId } = await explained(deng)
    deng.pressForged(id, `rp:${answerId}:w`)
    await deng.until(
      (self) => self.callbackAnswers().at(-1)?.text === '您已反馈过，审题员会处理。',
      'a notice',
    )
    expect(await db().questionReport.count()).toBe(2)
  })

  it('takes no report for another officer’s answer', async () => {
    const [deng, fang] = officers as [SimPerson, SimPerson]
    const { answerId } = await explained(fang)
    deng.pressForged(explanationOf(deng).id, `rp:${answerId}:u`)
    await deng.until(
      (self) => self.callbackAnswers().at(-1)?.text === '只能反馈自己答过的题目。',
      'a refusal',
    )
    expect(await db().questionReport.count()).toBe(2)
  })

  it('goes out of use with the third report, and whoever reviews is told once', async () => {
    await report(officers[2] as SimPerson, '答案错')
    await bureau.running.catchUp()
    expect(await stateOfIt()).toBe('WAITING 1')
    for (const person of [admin, chief]) {
      expect(person.last()?.text).toContain('3 人反馈答案错，题目已暂停使用')
      expect(person.messages().filter(({ text }) => text.includes('暂停使用'))).toHaveLength(1)
    }
  })

  it('is not dealt to the next officer', async () => {
    const jiang = await join(402, '000402')
    await answerAllWith(jiang, '对')
    const dealt = await db().answer.count({ where: { officer: { badge: '000402' }, questionId } })
    expect(dealt).toBe(0)
  })

  it('shows the reviewer what was said, its key and why', async () => {
    const card = await say(chief, '/review')
    expect(card.text).toContain('审题 第1/1条')
    expect(card.text).toContain('被反馈 3 次：答案错 3')
    expect(card.text).toContain(`【判断】${wrongStem}`)
    expect(card.text).toContain('答案：错')
    expect(card.text).toContain('依据：治安管理处罚法第九十六条')
    expect(labelsOf(card)).toEqual(['题目无误，恢复', '修改', '停用'])
  })

  it('tells the reviewer what is wrong with a text that is no question, and asks again', async () => {
    await press(chief, '修改')
    const asked = chief.last() as SimMessage
    expect(asked.text).toContain(wrongStem)
    expect((await replyTo(chief, asked, '/help')).text).toContain('可用的命令')
    const refused = await replyTo(chief, asked, '这道题的答案应该是对')
    expect(refused.text).toContain('没有看懂')
    const preview = await replyTo(chief, refused, mended(asked))
    expect(preview.text).toContain('− 答案：错\n+ 答案：对')
    expect(labelsOf(preview)).toEqual(['提交', '放弃'])
  })

  it('waits for somebody else after an edit, whose author cannot approve it', async () => {
    const done = await press(chief, '提交')
    expect(done.text).toContain('另一位审题员通过后生效')
    expect(await stateOfIt()).toBe('WAITING 1')
    const own = await say(chief, '/review')
    expect(own.text).toContain('修改待审')
    expect(own.text).toContain('需由另一位审题员通过')
    expect(labelsOf(own)).toEqual(['修改', '停用', '退回'])
    const task = await db().reviewTask.findFirstOrThrow({ where: { reason: 'EDITED' } })
    chief.pressForged(own.id, `rv:ok:${task.id}`)
    await chief.until(
      (self) => self.messages().some(({ id, text }) => id === own.id && !text.includes('修改待审')),
      'a refusal',
    )
    expect(await stateOfIt()).toBe('WAITING 1')
  })

  it('is in use again with the new key once another reviewer approves', async () => {
    const card = await say(admin, '/review')
    expect(card.text).toContain('− 答案：错\n+ 答案：对')
    const done = await press(admin, '通过')
    expect(done.text).toContain('✓ 已通过')
    expect(labelsOf(done)).toEqual(['按新答案重新评分'])
    expect(await stateOfIt()).toBe('LIVE 2')
    const closed = await db().reviewTask.findMany({ orderBy: { id: 'asc' } })
    expect(closed.map(({ reason, decision }) => `${reason} ${decision}`)).toEqual([
      'REPORTED CHANGED',
      'EDITED APPROVED',
    ])
    await admin.until(
      (self) => self.last()?.text.includes('没有待审的题目'),
      'the end of the queue',
    )
  })

  it('tells everybody who had reported it, and the author of the edit, once', async () => {
    await bureau.running.catchUp()
    for (const officer of officers) {
      const told = officer.messages().filter(({ text }) => text.includes('已更正答案'))
      expect(told).toHaveLength(1)
    }
    expect(chief.last()?.text).toContain('已通过审核')
  })

  it('leaves the answers given so far with the version they were given to', async () => {
    const answers = await db().answer.findMany({
      where: { questionId, answeredAt: { not: null } },
      include: { version: { select: { number: true } } },
    })
    expect(answers.map(({ version }) => version.number)).toEqual([1, 1, 1])
  })

  it('judges the next officer by the new key', async () => {
    const he = await join(401, '000401')
    await bureau.moveTo(tuesday, '06:40')
    const message = await answerAllWith(he, '对')
    expect(message.text).toContain('✅')
    expect(message.text).toContain('答案：对')
  })

  it('is found by words or number, and goes out of use after a second question', async () => {
    const found = await say(admin, '/review 口头')
    expect(found.text).toBe('找到 1 题\n1. 【判断】对现场发现的违反治安管理行为人，可以口头传唤。')
    const shown = await press(admin, '1')
    expect(shown.text).toBe((await say(admin, `/review ${questionId}`)).text)
    expect(labelsOf(shown)).toEqual(['修改', '停用'])
    expect((await say(admin, '/review 没有这样的题')).text).toContain('没有找到题目')
    await press(admin, '停用')
    expect(await stateOfIt()).toBe('LIVE 2')
    await press(admin, '返回')
    await say(admin, `/review ${questionId}`)
    await press(admin, '停用')
    expect((await press(admin, '确认停用')).text).toContain('✗ 已停用')
    expect(await stateOfIt()).toBe('RETIRED 2')
  })

  it('goes back to the author of an edit with the reason that was typed', async () => {
    await say(chief, '/review 清单')
    await press(chief, '1')
    await press(chief, '修改')
    const asked = chief.last() as SimMessage
    const text = asked.text.slice(asked.text.indexOf('判断题')).replace('清单', '扣押清单')
    await replyTo(chief, asked, text)
    await press(chief, '提交')
    await say(admin, '/review')
    await press(admin, '退回')
    await press(admin, '写明原因')
    const outcome = await replyTo(admin, admin.last() as SimMessage, '法条原文是“清单”')
    expect(outcome.text).toContain('✗ 已退回')
    await bureau.running.catchUp()
    expect(chief.last()?.text).toContain('已退回。原因：法条原文是“清单”')
  })

  it('is mended at once where an admin lets authors approve their own', async () => {
    await say(admin, '/review')
    await press(admin, '⚙ 审题设置')
    const chosen = await press(admin, '作者可以审自己的题：关')
    expect((await press(admin, '返回')).text).toContain('没有待审的题目')
    expect(labelsOf(chosen)).toEqual(['作者可以审自己的题：开', '导入的题先审后用：关', '返回'])
    await say(admin, '/review 票据')
    await press(admin, '1')
    await press(admin, '修改')
    const asked = admin.last() as SimMessage
    await replyTo(
      admin,
      asked,
      asked.text.slice(asked.text.indexOf('判断题')).replace('票据', '收据'),
    )
    expect((await press(admin, '提交')).text).toBe('✓ 已修改：罚款可以不出具收据。')
    const [edited] = await db().questionVersion.findMany({ orderBy: { id: 'desc' }, take: 1 })
    expect(edited).toMatchObject({ number: 2, content: { stem: '罚款可以不出具收据。' } })
  })

  it('offers the choices of the bureau to admins only', async () => {
    const calm = await say(chief, '/review')
    expect(calm.buttons).toEqual([])
    chief.pressForged(calm.id, 'rs:imports:1')
    await chief.until((self) => self.callbackAnswers().at(-1)?.text?.includes('失效'), 'a refusal')
    expect(await db().choice.count({ where: { name: 'review-imports' } })).toBe(0)
  })

  it('asks Telegram for nothing that Telegram refuses', () => {
    const refused = bureau.telegram.calls
      .filter(({ ok, error }) => !ok && error)
      .map(({ method, error }) => `${method}: ${JSON.stringify(error)}`)
    expect(refused.filter((reason) => !/not modified|too old/.test(reason))).toEqual([])
  })

  async function report(person: SimPerson, kind: string): Promise<void> {
    await pressUnder(person, '题目有误')
    await pressUnder(person, kind)
  }

  function explanationOf(person: SimPerson): SimMessage {
    const found = person.messages().findLast(({ text }) => text.includes(wrongStem))
    if (!found) throw new Error('the question was not shown')
    return found
  }

  /** Presses a button under the explanation of the question and gives the message as it is then. */
  async function pressUnder(person: SimPerson, label: string): Promise<SimMessage> {
    const before = explanationOf(person)
    person.press(before, label)
    return await person.until((self) => {
      const now = self.messages().find(({ id }) => id === before.id)
      return now && now.edits > before.edits ? now : null
    }, `a change after ${label}`)
  }

  async function explained(person: SimPerson): Promise<{ id: number; answerId: number }> {
    const answer = await db().answer.findFirstOrThrow({
      where: { questionId, officer: { telegramId: person.id } },
    })
    return { id: explanationOf(person).id, answerId: answer.id }
  }

  /** Answers the whole set with one button; gives the explanation of the question this is about. */
  async function answerAllWith(person: SimPerson, label: string): Promise<SimMessage> {
    if (!person.messages().some(({ text }) => text.includes('题'))) await say(person, '/quiz')
    if (!openQuestion(person)) await say(person, '/quiz')
    for (;;) {
      const message = await person.until(
        (self) => openQuestion(self) ?? resultOf(self),
        'a question or the result',
      )
      if (message === resultOf(person)) break
      person.press(message, label)
      await person.until((self) => openQuestion(self)?.id !== message.id, 'an explanation')
    }
    return (
      person.messages().findLast(({ text }) => text.includes(wrongStem)) ??
      (person.last() as SimMessage)
    )
  }
})

function openQuestion(person: SimPerson): SimMessage | undefined {
  return person
    .messages()
    .findLast(({ buttons }) => buttons.flat().some(({ label }) => label === '对'))
}

function resultOf(person: SimPerson): SimMessage | undefined {
  const last = person.last()
  return last?.text.includes('得分') ? last : undefined
}

async function replyTo(person: SimPerson, to: SimMessage, text: string): Promise<SimMessage> {
  const written = person.reply(to, text)
  return await person.until(
    (self) => self.messages().find(({ id, fromBot }) => fromBot && id > written),
    'an answer',
  )
}

function labelsOf({ buttons }: SimMessage): string[] {
  return buttons
    .flat()
    .map(({ label }) => label)
    .filter((label) => !label.startsWith('⚙'))
}

/** The text that was shown to copy, with the other key. */
function mended({ text }: SimMessage): string {
  return text.slice(text.indexOf('判断题')).replace('答案：错', '答案：对')
}

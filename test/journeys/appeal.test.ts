import { LLMock } from '@copilotkit/aimock'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { SimMessage, SimPerson } from '../../src/simulator/start-simulator.ts'
import { openBureau, type Bureau } from '../support/bureau.ts'
import { bind, loadRoster, newestWith, press, say, sendFile } from '../support/people.ts'

const bank = {
  format: 'chenxun-bank',
  version: 1,
  name: '简答',
  questions: [
    {
      kind: 'short',
      stem: '检查公民住所，对人数和证件有什么要求？',
      key: '民警不得少于二人，并出示工作证件。',
      basis: {
        law: '中华人民共和国治安管理处罚法',
        article: '第一百零三条',
        quote: '不得少于二人',
      },
      rubric: [
        { id: 'p1', weight: 4, text: '民警不得少于二人', keywords: [], quantities: ['2人'] },
        { id: 'p2', weight: 6, text: '出示工作证件', keywords: [['证件']], quantities: [] },
      ],
    },
  ],
}
const words = '民警要两人，亮明警官身份'

describe('an officer who finds the mark of a short answer unfair', () => {
  const mock = new LLMock({ port: 0 })
  let bureau: Bureau
  let deng: SimPerson
  let fang: SimPerson
  let chief: SimPerson

  beforeAll(async () => {
    const points = [
      { id: 'p1', hit: true, quote: '民警要两人' },
      { id: 'p2', hit: false, quote: null },
    ]
    mock.onMessage(/亮明警官身份/, { content: JSON.stringify({ points, insufficient: false }) })
    await mock.start()
    const model = { OPENAI_API_KEY: 'key', OPENAI_BASE_URL: `${mock.url}/v1` }
    bureau = await openBureau({ day: '2026-11-29', time: '15:00' }, model)
    const codes = await loadRoster(bureau)
    await sendFile(bureau.admin, '简答.json', JSON.stringify(bank))
    await press(bureau.admin, '导入')
    chief = await bind(bureau, 301, codes.get('000301') ?? '')
    deng = await bind(bureau, 302, codes.get('000302') ?? '')
    fang = await bind(bureau, 303, codes.get('000303') ?? '')
    await bureau.moveTo('2026-11-30', '06:40')
  })
  afterAll(() => bureau.stop())

  it('sees points, the article and who marked, and asks for a person with one press', async () => {
    const marked = await answers(deng, words)
    expect(marked.text).toContain('得分 4/10\nAI评分，可申诉\n✓ 民警不得少于二人\n✗ 出示工作证件')
    expect(marked.text).toContain('答案：民警不得少于二人，并出示工作证件。')
    expect(marked.text).toContain('第一百零三条')
    expect(marked.buttons.map((row) => row.map(({ label }) => label))).toEqual([
      ['看原文', '申诉', '题目有误'],
    ])
    deng.press(marked, '申诉')
    await deng.until((self) => {
      const buttons = self
        .messages()
        .find(({ id }) => id === marked.id)
        ?.buttons.flat()
      return buttons?.map(({ label }) => label).join() === '看原文,题目有误'
    }, 'the button to go')
  })

  it('a reviewer is told, decides point by point and says why; a restart in between loses nothing', async () => {
    const { admin } = bureau
    await bureau.running.catchUp()
    await admin.until(showing('有简答题评分等待人工复核'), 'the notice')
    admin.send('/review')
    await admin.until(showing('另有 1 份简答题评分等待复核'), 'the queue')
    const card = await press(admin, '评分复核（1）')
    expect(card.text).toContain('原因：答题人申诉')
    expect(card.text).toContain('AI评分 4/10，依据：1「民警要两人」')
    expect((await press(admin, '✗ 2')).text).toContain('2. ✓ 出示工作证件')
    await bureau.restart()
    const asked = await press(admin, '写说明')
    admin.reply(asked.id, '亮明身份即出示证件')
    await admin.until(showing('说明：亮明身份即出示证件'), 'the card with the note')
    await press(admin, '确定 10/10')
    await admin.until(showing('已改为 10/10（原 4 分）'), 'the decision')
  })

  it('is told old and new mark, points and reason, and the new score is what counts for the unit', async () => {
    await bureau.running.catchUp()
    const told = await deng.until(showing('经人工复核：4 → 10 分（满分 10）'), 'the new mark')
    expect(told.text).toContain('✓ 民警不得少于二人\n✗→✓ 出示工作证件')
    expect(told.text).toContain('说明：亮明身份即出示证件')
    const duty = await bureau.running.deps.db.duty.findFirstOrThrow({
      where: { officer: { badge: '000302' }, day: '2026-11-30' },
    })
    expect(duty).toMatchObject({ score: 1, max: 1 })
    // Of fewer than five people a leader reads no mean.
    expect((await say(chief, '/summary')).text).toContain('平均得分 –')
  })

  it('is marked alike with a colleague of the same words, also when the model is gone', async () => {
    await mock.stop()
    const marked = await answers(fang, `${words}。`)
    expect(marked.text).toContain('得分 10/10\n人工评分')
    expect(marked.buttons.flat().map(({ label }) => label)).toEqual(['看原文', '题目有误'])
  })

  it('gets the automatic mark, open to appeal, when the model dies', async () => {
    const marked = await answers(chief, '至少两人')
    expect(marked.text).toContain('得分 4/10（暂定）\n自动评分，可申诉')
    expect(newestWith(chief, '申诉').id).toBe(marked.id)
  })
})

/** Types the answer to the morning's question; gives the message with its mark. */
async function answers(person: SimPerson, text: string): Promise<SimMessage> {
  const card = await person.until(showing('【简答】'), 'the question')
  person.send(text)
  return await person.until((self) => {
    const message = self.messages().find(({ id }) => id === card.id)
    return message?.text.includes('答案：') ? message : null
  }, 'the mark')
}

const showing = (text: string) => (person: SimPerson) =>
  person.messages().findLast((message) => message.fromBot && message.text.includes(text))

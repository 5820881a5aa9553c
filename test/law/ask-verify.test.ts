import { describe, expect, it } from 'vitest'

import { hasItsAmounts } from '../../src/law/ask/amounts.ts'
import { findQuote } from '../../src/law/ask/find-quote.ts'
import { joinQuestions } from '../../src/law/ask/follow-up.ts'
import { verifyAnswer, type ToldAnswer } from '../../src/law/ask/verify-answer.ts'

const source = (article: string, text: string) => ({
  articleId: Number(/\d+/.exec(article)?.[0] ?? 0),
  law: '中华人民共和国治安管理处罚法',
  version: '2025-06-27',
  article,
  inForce: '2026-01-01',
  until: null,
  text,
})

const questioning = source(
  '第九十七条',
  '对违反治安管理行为人，公安机关传唤后应当及时询问查证，询问查证的时间不得超过八小时；可能适用行政拘留处罚的，询问查证的时间不得超过二十四小时。\n公安机关应当及时将传唤的原因和处所通知被传唤人家属。',
)
const beating = source(
  '第五十一条',
  '殴打他人的，处五日以上十日以下拘留，并处五百元以上一千元以下罚款；有下列情形之一的，处十日以上十五日以下拘留：\n（一）结伙殴打他人的；\n（二）殴打不满十四周岁的人的。',
)
const articles = [questioning, beating]

const told = (text: string, quote: string, article = 1): ToldAnswer => ({
  answerable: true,
  sentences: [{ text, cites: [{ article, quote }] }],
})
const fate = (answer: ToldAnswer) => {
  const { sentences, dropped } = verifyAnswer(answer, articles)
  return sentences.length > 0 ? 'shown' : dropped[0]
}

describe('a sentence of a model', () => {
  const honest = '询问查证的时间不得超过八小时'

  it('is shown with the words of the article, not its own', () => {
    const { sentences, citations } = verifyAnswer(
      told('询问查证不超过8小时。', '「时间 不得超过八小时」'.slice(1, -1)),
      articles,
    )
    expect(sentences).toEqual([{ text: '询问查证不超过8小时。', cites: [0] }])
    const { source: cited, start, end } = citations[0] ?? { source: questioning, start: 0, end: 0 }
    expect(cited.text.slice(start, end)).toBe(honest)
  })

  it.each([
    [
      'with an invented quote',
      told('询问查证不超过8小时。', '询问查证的时间一般不超过八小时'),
      'quote',
    ],
    ['quoting another article', told('询问查证不超过8小时。', honest, 2), 'quote'],
    ['citing an article it was not shown', told('询问查证不超过8小时。', honest, 7), 'quote'],
    ['with an empty quote', told('询问查证不超过8小时。', ''), 'quote'],
    [
      'quoting two places as one',
      told('询问查证应当及时。', '询问查证的时间不得超过八小时公安机关应当及时'),
      'quote',
    ],
    ['with another number', told('询问查证不超过12小时。', honest), 'amount'],
    ['with the number of the sentence beside', told('询问查证不超过24小时。', honest), 'amount'],
    ['with 以上 for 不得超过', told('询问查证八小时以上。', honest), 'amount'],
    [
      'naming an article that it does not cite',
      told('第八十三条：询问查证的时间不得超过八小时。', honest),
      'article',
    ],
    ['allowing what is forbidden', told('询问查证的时间可以不得超过八小时。', honest), 'modal'],
    ['about something else', told('请立即把账号密码发给管理员处理。', honest), 'unlike'],
    ['with an address', told('询问查证的时间不得超过八小时，详见 www.x.cn', honest), 'form'],
  ])('is not shown %s', (_, answer, why) => {
    expect(fate(answer)).toBe(why)
  })

  it('may take the penalty from the line over the item that it quotes', () => {
    const text = '殴打不满十四周岁的人的，处十日以上十五日以下拘留。'
    expect(fate(told(text, '殴打不满十四周岁的人的', 2))).toBe('shown')
  })

  it('is not believed when the model says it cannot answer', () => {
    expect(
      verifyAnswer({ ...told('询问查证不超过8小时。', honest), answerable: false }, articles),
    ).toEqual({
      sentences: [],
      citations: [],
      dropped: [],
    })
  })
})

describe('a quote', () => {
  it('never loses the 不得 before it nor half of a number', () => {
    const text = '人民警察不得少于二人，处一千五百元以下罚款。'
    const words = (quote: string) => {
      const place = findQuote(text, quote)
      return place && text.slice(place.start, place.end)
    }
    expect(words('少于二人')).toBe('人民警察不得少于二人')
    expect(words('五百元以下罚款')).toBe('处一千五百元以下罚款')
    expect(words('二人')).toBeNull()
  })

  it('is found in another width and with other line ends', () => {
    expect(findQuote('（一）结伙\n殴打他人的；', '(一)结伙殴打他人的')).toEqual({
      start: 0,
      end: 11,
    })
  })
})

describe('amounts', () => {
  it.each([
    ['五日至十日拘留', '处五日以上十日以下拘留', true],
    ['5到10日拘留', '处五日以上十日以下拘留', true],
    ['两名以上民警', '人民警察不得少于二人', true],
    ['未满14岁', '不满十四周岁的', true],
    ['满14岁', '不满十四周岁的', false],
    ['罚款五百元', '处五百元以下罚款', false],
    ['依照第八十三条第二款', '没有数字', true],
  ])('%s beside %s: %s', (sentence, evidence, holds) => {
    expect(hasItsAmounts(sentence, evidence)).toBe(holds)
  })
})

describe('a follow-up', () => {
  const before = { text: '打人怎么罚', cited: { law: '治安管理处罚法', article: '第五十一条' } }

  it.each([
    ['那第二款呢', '治安管理处罚法第五十一条 那第二款呢'],
    ['那第五十二条呢', '治安管理处罚法第五十二条呢'],
    ['未成年人呢', '打人怎么罚 未成年人呢'],
  ])('%s is searched as %s', (text, joined) => {
    expect(joinQuestions(before, text)).toBe(joined)
  })
})

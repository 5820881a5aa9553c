/** Words of one kind that laws list beside each other, and such lists in a sentence. Pure. */

/** In each family any word can stand for another without the sentence sounding odd. */
const families: string[][] = [
  '警车 消防车 救护车 工程救险车 校车 公共汽车 出租汽车 洒水车'.split(' '),
  '公安机关 人民检察院 人民法院 司法行政部门 国家安全机关 监察机关'.split(' '),
  '警告 罚款 行政拘留 没收违法所得 责令停产停业 通报批评 限期出境 驱逐出境'.split(' '),
  '警告 记过 记大过 降级 撤职 开除 诫勉 停职检查 责令辞职'.split(' '),
  '姓名 性别 民族 年龄 出生日期 住址 血型 婚姻状况 政治面貌 文化程度 宗教信仰'.split(' '),
  '手铐 脚镣 警绳 警棍 催泪弹 高压水枪 特种防暴枪 麻醉枪 电网'.split(' '),
  '查封 扣押 冻结 划拨 拍卖 先行登记保存 抽样取证'.split(' '),
  '管制 拘役 有期徒刑 无期徒刑 罚金 剥夺政治权利 没收财产'.split(' '),
  '传唤 拘传 拘留 逮捕 取保候审 监视居住 继续盘问'.split(' '),
  '物证 书证 证人证言 视听资料 电子数据 鉴定意见 品格证据 测谎结论'.split(' '),
  '教唆 胁迫 诱骗 帮助 指使 放任'.split(' '),
]

/** Where the organs of justice are meant, it has the same duties by another law. */
const neverWrong = new Set(['国家安全机关'])

/** A list of words of one kind, as it stands in a text. */
export interface WordList {
  start: number
  end: number
  words: string[]
  /** Words of the kind that the list does not have. */
  others: string[]
}

const joint = '(?:、|和|或者|或|以及|及)'

/** The lists of three or more words of one family in a text, each whole: nothing else is joined to it. */
export function wordListsIn(text: string): WordList[] {
  return families.flatMap((family) => {
    const word = `(?:${[...family].sort((a, b) => b.length - a.length).join('|')})`
    const list = new RegExp(
      `(?<!${joint})${word}(?:${joint}${word}){2,}(?!${joint}|等|[车机枪证])`,
      'g',
    )
    return [...text.matchAll(list)].map(({ 0: match, index: start }) => {
      const words: string[] = match.match(new RegExp(word, 'g')) ?? []
      const others = family.filter((other) => !words.includes(other) && !neverWrong.has(other))
      return { start, end: start + match.length, words, others }
    })
  })
}

/** Words of the kind of these that a text does not have, where at least two of them are of one family. */
export function kinOf(words: string[], text: string): string[] {
  return families
    .filter((family) => words.filter((word) => family.includes(word)).length >= 2)
    .flatMap((family) => family.filter((word) => !text.includes(word) && !neverWrong.has(word)))
}

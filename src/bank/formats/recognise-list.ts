/** Signs of a list: a kind over questions or before each, labels, marks of true or false. */
const listWords = [
  /^\s*(?:[【[［（(]\s*|[一二三四五六七八九十]+\s*、\s*)?(?:单选|多选|单项选择|多项选择|不定项选择|判断|填空|简答)题?/m,
  /^\s*[【[]?(?:(?:答案)?解析|题型|题干|题目|选项|知识点|难度|分值|依据|出处)\s*[】\]:：]/m,
  /^\s*[【[]?(?:正确|参考)?答案[】\]]?\s*[:：]?\s*(?:对|错|正确|错误|√|×)\s*$/m,
  /^@{3,}\s*$/m,
]

/** Whether a text is a list of questions as people in China write it, and no Aiken. */
export function isChineseList(text: string): boolean {
  return hasOptionLines(text) && listWords.some((word) => word.test(text))
}

/** Whether lines A, B… follow each other below stems: tabs behind letters then make no table. */
export function hasOptionLines(text: string): boolean {
  const lines = text.slice(0, 200_000).split(/\r\n?|\n/)
  const begins = (at: number, letters: RegExp): boolean => letters.test(lines[at]?.trim() ?? '')
  let [lists, whole] = [0, 0]
  for (const at of lines.keys()) {
    if (!begins(at, /^[（(]?[AＡ]\s*[.．、)）:：\t]/)) continue
    lists += 1
    const below = begins(at + 1, /^[（(]?[BＢ]\s*[.．、)）:：\t]/)
    if (below && !begins(at - 1, /^[（(]?[A-Z]\s*[.．、)）:：\t]/)) whole += 1
  }
  return whole > 0 && whole >= lists * 0.8
}

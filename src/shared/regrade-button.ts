/** The data of the button 「按新答案重新评分」: the question whose answers are marked anew. At most 13 bytes. */
export function regradeData(questionId: number): string {
  return `rg:${questionId}`
}

/** How many lines a text takes, in letters of `fontSize` and lines of `lineWidth` pixels. */
export function linesOf(text: string, fontSize: number, lineWidth: number): number {
  return Math.max(1, Math.ceil(widthOf(text, fontSize) / lineWidth))
}

/** About how wide a text is in pixels: Chinese characters are as wide as high, Latin letters 0.6 of it. */
export function widthOf(text: string, fontSize: number): number {
  const ems = [...text].reduce((sum, char) => sum + (/[\u0020-\u024f]/.test(char) ? 0.6 : 1), 0)
  return Math.ceil(ems * fontSize)
}

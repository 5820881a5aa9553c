import { readFileSync } from 'node:fs'

/** The middle of a list; of an even one, the lower of the two. NaN for none. */
export function median(list: number[]): number {
  return quantile(list, 0.5)
}

/** The smallest value that `share` (0 to 1) of the list does not exceed. NaN for none. */
export function quantile(list: number[], share: number): number {
  const sorted = [...list].sort((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

/** Prints rows under their heading, columns aligned: the first to the left, the rest to the right. */
export function printTable(heading: string[], rows: (string | number)[][]): void {
  const lines = [heading, ...rows].map((row) => row.map(String))
  const widths = heading.map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  )
  for (const line of lines) {
    const cells = line.map((cell, column) => {
      const width = widths[column] ?? 0
      return column === 0 ? cell.padEnd(width) : cell.padStart(width)
    })
    console.log(`  ${cells.join('  ')}`)
  }
}

/** CPU seconds a process has used so far; NaN where /proc is absent. */
export function cpuSecondsOf(pid: number): number {
  const stat = readProc(pid, 'stat')
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  // Fields 14 and 15 of proc(5), in ticks of 1/100 s: user and system time.
  return fields ? (Number(fields[11]) + Number(fields[12])) / 100 : Number.NaN
}

/** Resident memory of a process in MB; NaN where /proc is absent. */
export function residentMegabytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readProc(pid, 'status') ?? '')?.[1]
  return kilobytes ? Number(kilobytes) / 1024 : Number.NaN
}

function readProc(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return null
  }
}

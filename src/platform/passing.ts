import { readSendFailure } from './telegram.ts'

/**
 * True for a failure that passes by itself and is nobody's fault: Telegram or the database is away, full up or
 * busy for a moment. What met it waits and is tried again, and that try does not count.
 */
export function isPassing(error: unknown): boolean {
  const { kind } = readSendFailure(error)
  return kind === 'line' || kind === 'wait' || isDatabasePassing(error)
}

/** A Prisma error, an error of its adapter (the driver's own is inside), or one of pg or of a socket. */
interface Fault {
  name?: string
  code?: string
  cause?: DriverFault
  meta?: { driverAdapterError?: { cause?: DriverFault } }
}

interface DriverFault {
  kind?: string
  /** The SQLSTATE; the server gives none where nobody answers. */
  originalCode?: string
}

/**
 * By Prisma's code: not reachable (P1001, P1002), timed out (P1008), hung up (P1017), no connection (P2024, P2037) or
 * transaction (P2028) to be had in time, a conflict with another transaction (P2034).
 */
const prismaCodes = /^P(10(01|02|08|17)|20(24|28|34|37))$/
/**
 * By the server's own: connection lost (08), conflict or deadlock (40), no room for it (53), a lock not to be had
 * (55P03), shut down or cut short (57), a system call failed (58), idle for too long in a transaction (25P03).
 */
const sqlStates = /^(08|40|53|58)...$|^(25P03|55P03|57014|57P0[1235])$/
const kinds = ['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout']
const socketCodes =
  /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN)$/
/** pg names these by nothing but their text. */
const pgTexts =
  /^(Connection terminated|Client has encountered a connection error|Query read timeout|timeout exceeded when trying to connect)/

function isDatabasePassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code = '', message } = error as Fault & Error
  const { kind = '', originalCode = '' } = driverFaultOf(error as Fault) ?? {}
  return (
    prismaCodes.test(code) ||
    socketCodes.test(code) ||
    pgTexts.test(message) ||
    kinds.includes(kind) ||
    sqlStates.test(originalCode)
  )
}

function driverFaultOf({ name, cause, meta }: Fault): DriverFault | undefined {
  return name === 'DriverAdapterError' ? cause : meta?.driverAdapterError?.cause
}

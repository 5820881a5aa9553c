/**
 * Tests that kill the program again and again, start it as a process of its own or go through every
 * table and every button: minutes, not seconds. `npm test` leaves them to `npm run test:long`; CI runs both.
 */
export const longTests = [
  'test/crash/**/*.test.ts',
  'test/cli/{backup,refused-start,running-bot}.test.ts',
  'test/journeys/{authorisation,model-dies,secrets}.test.ts',
]

/**
 * Tests that kill the program again and again, start it as a process of its own, go through every table
 * and every button or through whole days: minutes, not seconds. `npm test` leaves them to `npm run test:long`; CI runs both.
 */
export const longTests = [
  'test/crash/**/*.test.ts',
  'test/cli/{backup,doctor-world,refused-start,running-bot}.test.ts',
  'test/dashboard/one-truth.test.ts',
  'test/journeys/{accounts,authorisation,bad-input,model-dies,roll-call,secrets}.test.ts',
  'test/report/lived-city.test.ts',
]

/** Thrown by a handler when the world, not its work, is at fault: try again, and do not count it. */
export class TryLater extends Error {}

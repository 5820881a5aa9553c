/** Where a login leads to: a page of these, or the first one. Never to another site. */
export function placeOf(to: string | undefined): string {
  const page = /^(?:\/dashboard\/)?((?:units\/\d{1,9})|health|questions)$/.exec(to ?? '')?.[1]
  return page ? `/dashboard/${page}` : '/dashboard'
}

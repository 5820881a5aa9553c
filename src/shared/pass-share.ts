/** From this share of the marks on, a short answer counts as right. */
export const passShare = 0.6

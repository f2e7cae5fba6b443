/** The centres for which somebody with these roles may change settings; null for all, and then also what holds for every centre. */
export function reachOf(grants: readonly { role: string; centre_id: string | null }[]): string[] | null {
  const mine = grants.filter((grant) => ['manager', 'administrator'].includes(grant.role)).map((grant) => grant.centre_id)
  return mine.includes(null) ? null : mine.filter((id) => id !== null)
}

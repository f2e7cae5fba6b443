import type { Visit } from '../../offline/shapes'

/** How far a visit is, in the technician's words: each stage has one next act. */
export type Stage = 'accept' | 'contact' | 'check' | 'go' | 'arrive' | 'start' | 'work' | 'over'

export function stageOf(visit: Visit): Stage {
  if (visit.state === 'accepted') return beforeLeaving(visit)
  const stages: Record<string, Stage> = { dispatched: 'accept', en_route: 'arrive', on_site: 'start', working: 'work' }
  return stages[visit.state] ?? 'over'
}

function beforeLeaving(visit: Visit): Stage {
  if (!visit.contacted_at) return 'contact'
  return visit.checklist.every((one) => visit.checklist_ticked.includes(one.code)) ? 'go' : 'check'
}

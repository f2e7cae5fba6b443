import type { components } from '@shared/api/schema.gen'

export type FollowUp = components['schemas']['FollowUpOut']
export type FollowUpDetail = components['schemas']['FollowUpDetailOut']

/** What the caller has noted so far. An answer is a score, a "yes"/"no", or words. */
export interface Notes { answers: Record<string, number | string>; score: number; satisfied: boolean | null; comment: string; newNeed: string; again: boolean }

export const noNotes = (): Notes => ({ answers: {}, score: 0, satisfied: null, comment: '', newNeed: '', again: false })

/** Three and less is no satisfied customer; four and five are. What was chosen by hand stands. */
export const likelySatisfied = (score: number): boolean => score >= 4

/** The answer of the script that fits a score. */
export const replyCode = (score: number): 'low' | 'middle' | 'high' => (score <= 2 ? 'low' : score === 3 ? 'middle' : 'high')

/** True when all that the server needs is there: a score, a verdict, and the words of who is not satisfied. */
export const complete = (notes: Notes): boolean => notes.score > 0 && notes.satisfied !== null && (notes.satisfied || notes.comment.trim() !== '')

/** As the server takes it; questions nobody answered are left out. */
export function onWire(notes: Notes, version: number): components['schemas']['AnswersIn'] {
  const answers = Object.entries(notes.answers)
    .filter(([, value]) => value !== '')
    .map(([q, value]) => (typeof value === 'number' ? { q, score: value } : { q, text: value }))
  return {
    answers,
    score: notes.score,
    satisfied: notes.satisfied ?? false,
    comment: notes.comment.trim(),
    new_need: notes.newNeed.trim() || null,
    call_again: notes.again && notes.satisfied === false,
    version,
  }
}

import { describe, expect, it } from 'vitest'
import { aDay, anItem, aVisit } from './fixtures'
import { lacksOfRemoval, leavingOf, missingOf, numbersOfAct, photoJob, photosOf, type Leaving } from './papers'
import fixture from './removal-cases.json'
import tables from '../../../../tests/backend/work_orders/papers_cases.json'

describe('R15: the phone asks for what the server asks for (tests/backend/work_orders/test_papers_and_policies.py)', () => {
  it('numbers of each act', () => expect(numbersOfAct).toEqual(tables.numbers_of_act))
  it.each(tables.photo_jobs)('the photos of $kind, $act', ({ kind, family, act, job }) => expect(photoJob(kind, family, act)).toBe(job))
})

describe('R39: a terminal that leaves a regulated vehicle', () => {
  it.each(fixture.cases)('$says', ({ leaving, lacks }) => {
    expect(lacksOfRemoval(leaving as Leaving, fixture.reasons)).toEqual(lacks)
  })
  it('is named among what the visit lacks, with no signal', () => {
    const visit = aVisit({ kind: 'removal', items: [anItem({ regulated: true })] })
    expect(missingOf(visit, fixture.reasons)).toContainEqual({ code: 'removal_missing', item_id: 'i1', params: { what: 'removal_reason' } })
  })
  it('asks for the consent as soon as the act is chosen', () => {
    expect(photosOf(aDay(), 'repair', 'BD', 'remove', true)?.photos_required.map((one) => one.code)).toEqual(['P2', 'P19'])
    expect(photosOf(aDay(), 'repair', 'BD', 'remove', false)?.photos_required.map((one) => one.code)).toEqual(['P2'])
    const day = aDay()
    const listed = { ...day, photo_rules: day.photo_rules.map((rule) => ({ ...rule, required: [...rule.required, day.consent_photo] })) }
    expect(photosOf(listed, 'repair', 'BD', 'remove', true)?.photos_required.map((one) => one.code), 'a rule that lists it already').toEqual(['P2', 'P19'])
  })
  it('leaves the other vehicle when it is moved', () => {
    const item = anItem({ regulated: false, from_plate: '粤B1', from_regulated: true })
    expect(leavingOf(aVisit({ kind: 'transfer' }), item).regulated).toBe(true)
    expect(leavingOf(aVisit({ kind: 'removal' }), item).regulated).toBe(false)
  })
})

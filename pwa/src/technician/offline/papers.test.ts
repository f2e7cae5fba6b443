import { describe, expect, it } from 'vitest'
import { anItem, aVisit } from './fixtures'
import { lacksOfRemoval, leavingOf, missingOf, photosOf, type Leaving } from './papers'
import { aDay } from './fixtures'
import fixture from './removal-cases.json'

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
  })
  it('leaves the other vehicle when it is moved', () => {
    const item = anItem({ regulated: false, from_plate: '粤B1', from_regulated: true })
    expect(leavingOf(aVisit({ kind: 'transfer' }), item).regulated).toBe(true)
    expect(leavingOf(aVisit({ kind: 'removal' }), item).regulated).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { reachOf } from './reach'

describe('what holds for every centre', () => {
  it('is changed by headquarters only', () => {
    expect(reachOf([{ role: 'manager', centre_id: 'sz' }, { role: 'agent', centre_id: null }])).toEqual(['sz'])
    expect(reachOf([{ role: 'manager', centre_id: 'sz' }, { role: 'administrator', centre_id: null }])).toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import { anItem, aVisit } from '../../offline/fixtures'
import { missingOf } from '../../offline/papers'
import { acceptable, found, rowsOf } from './list'

const visit = aVisit({
  items: [
    anItem({ id: 'a', seq: 1, plate: '粤B10001', state: 'recorded' }), anItem({ id: 'b', seq: 3, plate: '粤B51000', shared: true }),
    anItem({ id: 'c', seq: 4, plate: '粤B33351', state: 'suspended', suspend_reason: '没钥匙', shared: true }),
  ],
  crew: { mates: [{ name: '李明', state: 'working', done: 1 }], clashes: [], done: [{ item_id: 'd', seq: 2, plate: '粤B10051', plate_colour: 'blue', by: '李明', accepted: false }] },
})

describe('the list of a yard (R35)', () => {
  const rows = rowsOf(visit, '苏建国')
  it('has what mates did at its place, with who did it', () => {
    expect(rows.map((row) => [row.id, row.state, row.by])).toEqual([['a', 'done', '苏建国'], ['d', 'done', '李明'], ['b', 'open', ''], ['c', 'waits', '']])
  })
  it('is filtered, and searched by the end of a plate', () => {
    expect(found(rows, 'todo', '').map((row) => row.id)).toEqual(['b', 'c'])
    expect(found(rows, 'mine', '').map((row) => row.id)).toEqual(['a'])
    expect(found(rows, 'all', '51').map((row) => row.id)).toEqual(['d', 'c', 'b'])
  })
  it('offers for acceptance what is done and not signed for', () => {
    expect(acceptable(rows).map((row) => row.id)).toEqual(['a', 'd'])
  })
  it('asks of this visit nothing that a mate has on his list too', () => {
    const codes = missingOf({ ...visit, fees: { total_fen: 0, collected_fen: 0 }, items: visit.items.map((one) => ({ ...one, photos_required: [] })) } as typeof visit, [])
    expect(codes.map((one) => one.code)).toEqual(['signature_missing'])
  })
})

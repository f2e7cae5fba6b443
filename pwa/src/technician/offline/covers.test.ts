import { expect, it } from 'vitest'
import { covers } from './covers'

it('binds a signature to its vehicles as the server and the checker do (R37)', async () => {
  expect(await covers(['b', 'a', 'b'])).toBe('sign-7e18f737311b2dc3b2f269dd78396b03')
  expect(await covers(['a'])).not.toBe('sign-7e18f737311b2dc3b2f269dd78396b03')
})

import { beforeEach, describe, expect, it } from 'vitest'
import { write } from '@/ui/storage'
import { roomAddress } from './address'
import { forgetRoom, lastRooms, rememberRoom } from './lastRooms'

describe('roomAddress', () => {
  it.each([
    ['Algebra', 'algebra'],
    ['  Алгебра, поток 1 ', 'алгебра-поток-1'],
    ['a/b\\c%2F..;x', 'a-b-c-2f-x'],
    ['ＡＢＣ', 'abc'],
    ['!?', ''],
  ])('%s is %s', (typed, address) => expect(roomAddress(typed)).toBe(address))
})

describe('the last rooms', () => {
  beforeEach(() => localStorage.clear())

  it('are few, the last one first, each once', () => {
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'c']) rememberRoom({ name, title: name })
    expect(lastRooms().map(({ name }) => name)).toEqual(['c', 'g', 'f', 'e', 'd', 'b'])
  })

  it('can be forgotten', () => {
    rememberRoom({ name: 'a', title: 'A' })
    forgetRoom('a')
    expect(lastRooms()).toEqual([])
  })

  it.each(['no json', '{}', '[1, null, {"name": 1}]'])('live with %s in the storage', (stored) => {
    write('rooms', stored)
    expect(lastRooms()).toEqual([])
  })
})

import { expect, it } from 'vitest'
import en from '@/i18n/en.json'
import { DEEDS } from './deeds'

it('has a text for every deed', () => {
  expect(Object.keys(en.audit.deeds).sort()).toEqual([...DEEDS].sort())
})

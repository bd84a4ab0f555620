import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Joining, Room } from '@/api/types'
import { lastRooms } from '@/rooms/lastRooms'
import { useRoomVisit } from './useRoomVisit'

const joining = { room: 'algebra', title: 'Algebra' } as Joining
const room = { name: 'algebra', title: 'Algebra', mayManage: true } as Room

interface Sent {
  method: string
  path: string
  body: unknown
}

// The client takes hold of fetch as soon as it is loaded.
const network = vi.hoisted(() => {
  const state = { answer: async (request: Request): Promise<Response> => Promise.reject(request) }
  globalThis.fetch = ((request: Request) => state.answer(request)) as typeof fetch
  return state
})

function server(answers: Record<string, [status: number, body: unknown]>): Sent[] {
  const sent: Sent[] = []
  network.answer = async (request) => {
    const path = decodeURIComponent(new URL(request.url).pathname).replace('/api/v1', '')
    const body = request.method === 'POST' ? await request.json() : null
    sent.push({ method: request.method, path, body })
    const [status, answer] = answers[`${request.method} ${path}`] ?? [404, { key: 'room-not-found' }]
    return new Response(JSON.stringify(answer), { status, headers: { 'Content-Type': 'application/json' } })
  }
  return sent
}

beforeEach(() => localStorage.clear())

describe('a visit', () => {
  it('by a link joins a room that is there', async () => {
    const sent = server({ 'GET /rooms/algebra': [200, room], 'POST /rooms/algebra/join': [200, joining] })
    const visit = useRoomVisit('algebra', null)
    await visit.enter()
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /rooms/algebra',
      'POST /rooms/algebra/join',
    ])
    expect(visit.stage.value).toEqual({ kind: 'joined', joining })
    expect(visit.room.value?.mayManage).toBe(true)
    expect(lastRooms()).toEqual([{ name: 'algebra', title: 'Algebra' }])
  })

  it('by a link opens no room without a word', async () => {
    const sent = server({ 'POST /rooms/algebra/join': [200, joining] })
    const visit = useRoomVisit('algebra', null)
    await visit.enter()
    expect(visit.isNew.value).toBe(true)
    expect(sent.some(({ method }) => method === 'POST')).toBe(false)

    await visit.openRoom()
    expect(visit.stage.value.kind).toBe('joined')
    expect(visit.isNew.value).toBe(false)
  })

  it('by a typed name opens the room under that title', async () => {
    const sent = server({ 'GET /rooms/algebra': [200, room], 'POST /rooms/алгебра/join': [200, joining] })
    await useRoomVisit('алгебра', 'Алгебра').enter()
    expect(sent).toEqual([
      { method: 'POST', path: '/rooms/алгебра/join', body: { title: 'Алгебра', consent: false } },
      { method: 'GET', path: '/rooms/algebra', body: null },
    ])
  })

  it('remembers no room that did not let in', async () => {
    server({ 'POST /rooms/algebra/join': [403, { key: 'room-not-yours' }] })
    const visit = useRoomVisit('algebra', 'Algebra')
    await visit.enter()
    expect(visit.stage.value).toMatchObject({ kind: 'refused', problem: { key: 'room-not-yours' } })
    expect(lastRooms()).toEqual([])
  })
})

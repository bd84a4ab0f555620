import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Plugin } from 'vite'
import type { Recording, Session } from '../src/api/types'
import { poster, tone } from './media.ts'
import { recordings, tick } from './recordings.ts'

const admin: Session = { username: 'admin', displayName: 'Анна Воронцова', roles: ['admin'] }
const film = tone()
let session: Session | null = null
let rebuilding = false

class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly key: string,
    readonly title: string,
    readonly detail: string,
  ) {
    super(key)
  }
}

/** The API with a handful of recordings in all states; sign in as anybody with the password "secret". */
export function mockApi(): Plugin {
  return {
    name: 'lectorium-mock-api',
    configureServer({ middlewares }) {
      setInterval(tick, 2000).unref()
      middlewares.use('/mock', media)
      middlewares.use('/api/v1', (request, response) => void serve(request, response))
    },
  }
}

async function serve(request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://mock')
  response.setHeader('Set-Cookie', 'XSRF-TOKEN=mock; Path=/')
  try {
    const body = await read(request)
    if (request.method !== 'GET' && request.headers['x-xsrf-token'] !== 'mock') throw forbidden()
    const answer = route(request.method ?? 'GET', url, body)
    response.statusCode = answer === undefined ? 204 : 200
    response.setHeader('Content-Type', 'application/json')
    response.end(answer === undefined ? undefined : JSON.stringify(answer))
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    const { status, key, title, detail } = cause
    response.statusCode = status
    response.setHeader('Content-Type', 'application/problem+json')
    response.end(
      JSON.stringify({ type: 'about:blank', key, title, detail, status, scope: 'caller', errorId: null }),
    )
  }
}

function route(method: string, { pathname, searchParams }: URL, body: string): unknown {
  if (pathname === '/session') return sessions(method, body)
  if (!session) throw new Refusal(401, 'sign-in-required', 'Нужно войти', 'Войдите и повторите.')
  if (pathname === '/recordings') return list(searchParams)
  if (pathname === '/recordings/rooms') return rooms()
  if (pathname === '/search') return search(searchParams)
  if (pathname === '/search/index/rebuild') {
    rebuilding = true
    setTimeout(() => (rebuilding = false), 6000)
    return indexState()
  }
  if (pathname === '/search/index') return indexState()
  if (pathname === '/ingest/recordings') return { id: recordings[7]!.id, status: 'stored' }
  const [, id, action] = /^\/recordings\/([^/]+)(?:\/(\w+))?$/.exec(pathname) ?? []
  return one(method, find(id), action, body)
}

function sessions(method: string, body: string) {
  if (method === 'DELETE') session = null
  if (method === 'DELETE') return undefined
  if (method === 'POST') {
    if (JSON.parse(body).password !== 'secret') {
      throw new Refusal(
        401,
        'bad-credentials',
        'Имя или пароль не подходят',
        'Проверьте раскладку и Caps Lock.',
      )
    }
    session = admin
  }
  if (!session) throw new Refusal(401, 'sign-in-required', 'Нужно войти', 'Войдите и повторите.')
  return session
}

function one(method: string, recording: Recording, action: string | undefined, body: string) {
  if (action === 'playback') return playback(recording)
  if (action === 'restore') return Object.assign(recording, { status: 'published', trashedAt: null })
  if (action === 'retry') return Object.assign(recording, { status: 'stored', problem: null })
  if (method === 'PATCH') return Object.assign(recording, JSON.parse(body))
  if (method !== 'DELETE') return recording
  Object.assign(recording, { status: 'trashed', trashedAt: new Date().toISOString() })
  return undefined
}

function find(id: string | undefined): Recording {
  const found = recordings.find((recording) => recording.id === id)
  if (!found) throw new Refusal(404, 'recording-unknown', 'Такой записи нет', 'Проверьте ссылку.')
  return found
}

function list(query: URLSearchParams) {
  if (query.get('room') === 'сломано') {
    throw new Refusal(503, 'database-away', 'База данных недоступна', 'Повторите через минуту.')
  }
  const statuses = query.getAll('status')
  const items = recordings.filter(
    ({ status, room }) =>
      (statuses.length > 0 ? statuses.includes(status) : status !== 'trashed') &&
      (!query.get('room') || room === query.get('room')),
  )
  return { items, page: Number(query.get('page')), size: 24, total: items.length }
}

function rooms() {
  const names = [...new Set(recordings.map(({ room }) => room))]
  return names.map((room) => ({
    room,
    recordings: recordings.filter((recording) => recording.room === room).length,
  }))
}

function search(query: URLSearchParams) {
  const words = query.get('q') ?? ''
  const moments = [
    {
      source: 'chat',
      at: 754,
      highlight: `Марина: а почему <mark>${words}</mark> сходится &amp; где условие &lt;Дирихле&gt;?`,
    },
    { source: 'slide', at: 1932, highlight: `Теорема 4. <mark>${words}</mark> кусочно-гладкой функции` },
    {
      source: 'caption',
      at: 3120,
      highlight: `…таким образом, <mark>${words}</mark> мы получили двумя способами`,
    },
  ]
  const items =
    words === 'ничего'
      ? []
      : [recordings[2]!, recordings[1]!, recordings[4]!].map((recording, i) => ({
          recording,
          score: 3 - i,
          moments: moments.slice(i),
        }))
  const sources = ['chat', 'slide', 'caption'].map((value, i) => ({ value, count: i + 1 }))
  return {
    items,
    facets: { rooms: [], sources: items.length > 0 ? sources : [] },
    page: 0,
    size: 24,
    total: items.length,
  }
}

function indexState() {
  return {
    index: 'lectorium-recordings-7',
    documents: 1284,
    waiting: rebuilding ? 312 : 0,
    rebuilding,
    available: true,
  }
}

function playback({ id, poster, fileName, sizeBytes }: Recording) {
  const download = (rendition: string, size: number, height: number) => ({
    rendition,
    fileName: rendition === 'original' ? fileName : fileName.replace('.mp4', `-${rendition}.mp4`),
    contentType: 'video/mp4',
    sizeBytes: size,
    sha256: '',
    width: 1280,
    height,
    url: `/api/v1/recordings/${id}/download?rendition=${rendition}`,
  })
  return {
    hls: null,
    video: '/mock/film.wav',
    poster,
    download: [download('original', sizeBytes, 1080), download('video', sizeBytes * 0.4, 720)],
    storyboard: null,
    waveform: null,
    captions: [],
    chapters: [],
    slides: [],
  }
}

function media(request: IncomingMessage, response: ServerResponse) {
  const number = /^\/poster\/(\d+)/.exec(request.url ?? '')?.[1]
  if (number) {
    response.setHeader('Content-Type', 'image/svg+xml')
    response.end(poster(Number(number)))
    return
  }
  const [, from, to] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? []
  const start = Number(from ?? 0)
  const end = to ? Number(to) : film.length - 1
  response.statusCode = from ? 206 : 200
  response.setHeader('Content-Type', 'audio/wav')
  response.setHeader('Accept-Ranges', 'bytes')
  response.setHeader('Content-Length', end - start + 1)
  if (from) response.setHeader('Content-Range', `bytes ${start}-${end}/${film.length}`)
  response.end(film.subarray(start, end + 1))
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

function forbidden() {
  return new Refusal(403, 'forbidden', 'Нельзя', 'Запрос без токена.')
}

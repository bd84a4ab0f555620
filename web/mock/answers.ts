import type {
  Appearance,
  Conference,
  Door,
  Joining,
  LiveRoom,
  Meeting,
  NewPass,
  Paged,
  Pass,
  PassTerms,
  Room,
} from '../src/api/conferenceTypes.ts'

export interface Asked {
  method: string
  path: string
  query: URLSearchParams
  body: object
  role: string
  language: 'ru' | 'en'
}

export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly key: string,
    title: string,
    readonly detail = '',
    readonly facts: Record<string, string> = {},
  ) {
    super(title)
  }
}

const HOUR = 3_600_000
const at = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString()
const ME = { id: 'b4f1a7c0-0000-4000-8000-000000000001', name: 'Анна Сергеевна Ковалевская' }
const COLLEAGUE = { id: 'b4f1a7c0-0000-4000-8000-000000000002', name: 'Пафнутий Чебышёв' }

const look: Appearance['look'] = {
  logo: null,
  logoLink: null,
  background: null,
  colours: { primary: null, background: null, text: null },
  title: null,
  welcome: null,
  toolbar: null,
  startAudioMuted: false,
  startVideoMuted: false,
  startAudioOnly: false,
  recordingConsent: false,
}

const appearances: Appearance[] = [
  {
    id: 'a1',
    name: 'Осенняя конференция',
    rooms: ['algebra'],
    from: at(-48),
    until: at(72),
    look: {
      ...look,
      title: 'Математика сегодня',
      welcome: 'Добро пожаловать на осеннюю конференцию механико-математического факультета',
      colours: { primary: '#c2410c', background: '#14213d', text: '#ffffff' },
      toolbar: ['microphone', 'camera', 'chat', 'raisehand', 'hangup'],
      startAudioMuted: true,
    },
  },
  { id: 'a2', name: 'Университет', rooms: [], from: null, until: null, look },
]

const live: LiveRoom[] = [
  {
    room: 'algebra',
    title: 'Алгебра, поток 1',
    conference: 614,
    people: 47,
    startedAt: at(-0.7),
    recording: true,
  },
  {
    room: 'sovet',
    title: 'Учёный совет факультета вычислительной математики и кибернетики',
    conference: 615,
    people: 5,
    startedAt: at(-0.1),
    recording: false,
  },
]

function roomOf(name: string, title: string, change: Partial<Room> = {}): Room {
  return {
    name,
    title,
    owners: [ME],
    entry: 'organisation',
    entryGroups: [],
    lobby: false,
    recordBy: 'owners',
    consent: false,
    consentText: null,
    recordingAccess: null,
    recordingGroups: [],
    appearance: null,
    mayManage: true,
    mayEnter: true,
    live: live.find(({ room }) => room === name) ?? null,
    createdAt: at(-1000),
    ...change,
  }
}

const rooms: Room[] = [
  roomOf('algebra', 'Алгебра, поток 1', {
    owners: [ME, COLLEAGUE],
    entry: 'group',
    entryGroups: ['mm-101', 'mm-102'],
  }),
  roomOf('sovet', 'Учёный совет факультета вычислительной математики и кибернетики', {
    owners: [COLLEAGUE],
    entry: 'owners',
    lobby: true,
    recordBy: 'nobody',
  }),
  roomOf('seminar', 'Семинар по топологии', { consent: true }),
]

const meetings: Meeting[] = [
  {
    id: 'm1',
    title: 'Лекция',
    startsAt: at(20),
    durationSeconds: 5400,
    zone: 'Europe/Moscow',
    rrule: 'FREQ=WEEKLY',
    next: [at(20), at(20 + 168), at(20 + 336)],
  },
  {
    id: 'm2',
    title: 'Консультация перед экзаменом',
    startsAt: at(50),
    durationSeconds: 3600,
    zone: 'Europe/Moscow',
    rrule: null,
    next: [at(50)],
  },
]

function passOf(id: string, name: string, state: Pass['state'], change: Partial<Pass> = {}): Pass {
  return {
    id,
    name,
    room: 'algebra',
    roomTitle: 'Алгебра, поток 1',
    from: null,
    until: null,
    role: 'guest',
    maxUses: null,
    uses: 0,
    note: '',
    state,
    createdAt: at(-100),
    createdBy: ME,
    lastUsedAt: null,
    ...change,
  }
}

const passes: Pass[] = [
  passOf('active', 'Оппоненты защиты', 'active', {
    from: at(-2),
    until: at(30),
    uses: 3,
    maxUses: 10,
    lastUsedAt: at(-1),
  }),
  passOf('later', 'Приглашённый докладчик: Софья Васильевна', 'not-yet', {
    from: at(48),
    until: at(52),
    role: 'moderator',
    note: 'Доклад во второй половине дня, помочь с демонстрацией экрана',
  }),
  passOf('expired', 'Абитуриенты', 'expired', { until: at(-24), uses: 112 }),
  passOf('usedup', 'Переводчик', 'used-up', {
    maxUses: 1,
    uses: 1,
    room: 'sovet',
    roomTitle: 'Учёный совет',
  }),
  passOf('revoked', 'Пресса', 'revoked'),
]

const conferences: Conference[] = [
  ['algebra', 'Алгебра, поток 1', -26, 5520, 48, 31, 1],
  ['seminar', 'Семинар по топологии', -50, 3700, 12, 4, 0],
  ['sovet', 'Учёный совет факультета вычислительной математики и кибернетики', -75, 8100, 23, 0, 1],
  ['algebra', 'Алгебра, поток 1', -194, 5400, 51, 18, 1],
].map(([room, title, hours, seconds, people, messages, recordings], i) => ({
  number: 613 - i,
  room: room as string,
  title: title as string,
  startedAt: at(hours as number),
  endedAt: at((hours as number) + (seconds as number) / 3600),
  live: false,
  durationSeconds: seconds as number,
  people: people as number,
  peak: people as number,
  messages: messages as number,
  recordings: recordings as number,
  myDurationSeconds: Math.round((seconds as number) * 0.9),
  mayManage: true,
}))

const CONSENT = {
  ru: 'Конференция записывается. Запись с вашим голосом, изображением и сообщениями в чате будет доступна участникам курса до конца учебного года.',
  en: 'This conference is recorded. The recording with your voice, picture and chat messages will be available to the participants of the course until the end of the academic year.',
}

function page<T>(items: T[], query: URLSearchParams): Paged<T> {
  const size = Number(query.get('size') ?? 50)
  const number = Number(query.get('page') ?? 0)
  return { items: items.slice(number * size, (number + 1) * size), page: number, size, total: items.length }
}

function has(text: string, query: URLSearchParams): boolean {
  return text.toLowerCase().includes((query.get('q') ?? '').toLowerCase())
}

function find<T>(items: T[], match: (item: T) => boolean, key: string): T {
  const found = items.find(match)
  if (!found) throw new Refusal(404, key, 'Не найдено')
  return found
}

function joining(room: string, title: string, { language, role }: Asked, displayName: string): Joining {
  const url = `https://meet.example.org/${room}?jwt=${'eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.'.repeat(9)}`
  return {
    domain: 'meet.example.org',
    script: room === 'noscript' ? '/mock/missing.js' : '/mock/external_api.js',
    room,
    title,
    jwt: 'header.payload.signature',
    url,
    android: url.replace('https:', 'intent:') + '#Intent;scheme=org.jitsi.meet;package=org.jitsi.meet;end',
    ios: url.replace('https:', 'org.jitsi.meet:'),
    configOverwrite: { subject: title },
    interfaceConfigOverwrite: {},
    appearance: null,
    moderator: role === 'admin',
    mayRecord: true,
    displayName,
    email: null,
    avatarUrl: null,
    locale: language,
    expiresAt: at(0.1),
    visit: role === 'guest' ? 'v1s1t' : null,
  }
}

const REFUSED: Record<string, [number, string, string, string]> = {
  unconfigured: [
    503,
    'jitsi-not-configured',
    'Видеосвязь не настроена',
    'Администратору нужно указать домен сервера Jitsi.',
  ],
  down: [503, 'jitsi-unreachable', 'Сервер видеосвязи не отвечает', 'Подождите немного и повторите.'],
  closed: [
    403,
    'room-not-yours',
    'В эту комнату вам нельзя',
    'Попросите владельца комнаты открыть вам вход.',
  ],
  policy: [403, 'room-may-not-open', 'Открывать комнаты могут преподаватели', ''],
}

function consentNeeded(asked: Asked, body: { consent?: boolean }) {
  if (body.consent) return
  throw new Refusal(409, 'consent-required', 'Нужно согласие на запись', '', {
    text: CONSENT[asked.language],
    version: '1',
  })
}

function doorOf(token: string, language: 'ru' | 'en'): Door {
  const pass = find(passes, ({ id }) => id === token, 'pass-unknown')
  const { room, roomTitle, name, state, from, until } = pass
  return {
    room,
    roomTitle,
    name,
    state,
    from,
    until,
    consent: state === 'active' ? { text: CONSENT[language], version: '1' } : null,
    appearance: room === 'algebra' ? appearances[0]!.look : null,
  }
}

function slug(title: string): string {
  return title.toLowerCase().replaceAll(/[^a-zа-яё0-9]+/g, '-')
}

type Handler = (asked: Asked, ...parts: string[]) => unknown

const table: [method: string, path: RegExp, handler: Handler][] = [
  ['GET', /^\/session\/ways$/, () => ({ local: true, sso: null, resets: true })],
  [
    'GET',
    /^\/session$/,
    ({ role }) => {
      if (role === 'none') throw new Refusal(401, 'not-signed-in', 'Войдите')
      const roles =
        role === 'admin' ? ['user', 'lecturer', 'admin'] : role === 'lecturer' ? ['user', role] : ['user']
      return { id: ME.id, username: 'anna', displayName: ME.name, local: true, roles }
    },
  ],
  ['DELETE', /^\/session$/, () => undefined],
  ['GET', /^\/people$/, () => [ME, COLLEAGUE]],
  ['GET', /^\/groups$/, () => ['mm-101', 'mm-102', 'staff']],
  ['GET', /^\/recordings\/rooms$/, () => []],
  ['GET', /^\/recordings$/, ({ query }) => page([], query)],
  [
    'GET',
    /^\/conferences$/,
    ({ query }) => {
      const room = query.get('room')
      return page(
        conferences.filter((conference) => !room || conference.room === room),
        query,
      )
    },
  ],
  ['GET', /^\/rooms\/live$/, () => live],
  [
    'GET',
    /^\/rooms$/,
    ({ query }) =>
      page(
        rooms.filter(({ title }) => has(title, query)),
        query,
      ),
  ],
  [
    'GET',
    /^\/rooms\/([^/]+)$/,
    (_, name) =>
      REFUSED[name!] || name === 'noscript'
        ? roomOf(name!, name!)
        : find(rooms, (room) => room.name === name, 'room-not-found'),
  ],
  [
    'PATCH',
    /^\/rooms\/([^/]+)$/,
    ({ body }, name) =>
      Object.assign(
        find(rooms, (room) => room.name === name, 'room-not-found'),
        { ...body, owners: [ME] },
      ),
  ],
  [
    'DELETE',
    /^\/rooms\/([^/]+)$/,
    (_, name) =>
      void rooms.splice(
        rooms.findIndex((room) => room.name === name),
        1,
      ),
  ],
  [
    'POST',
    /^\/rooms\/([^/]+)\/join$/,
    (asked, name) => {
      const refused = REFUSED[name!]
      if (refused) throw new Refusal(...refused)
      const body = asked.body as { consent?: boolean; title?: string }
      const room = rooms.find((known) => known.name === name)
      if (room?.consent) consentNeeded(asked, body)
      return joining(room?.name ?? slug(name!), room?.title ?? body.title ?? name!, asked, ME.name)
    },
  ],
  ['GET', /^\/rooms\/[^/]+\/meetings$/, () => meetings],
  [
    'POST',
    /^\/rooms\/[^/]+\/meetings$/,
    ({ body }) => {
      const made = { ...(body as Meeting), id: `m${meetings.length + 1}`, next: [at(30)] }
      meetings.push(made)
      return made
    },
  ],
  [
    'PUT',
    /^\/rooms\/[^/]+\/meetings\/(\w+)$/,
    ({ body }, id) =>
      Object.assign(
        find(meetings, (meeting) => meeting.id === id, 'meeting-not-found'),
        body,
      ),
  ],
  [
    'DELETE',
    /^\/rooms\/[^/]+\/meetings\/(\w+)$/,
    (_, id) =>
      void meetings.splice(
        meetings.findIndex((meeting) => meeting.id === id),
        1,
      ),
  ],
  [
    'POST',
    /^\/rooms\/([^/]+)\/calendar-key$/,
    (_, name) => ({ path: `/api/v1/rooms/${name}/calendar.ics?key=k3y` }),
  ],
  [
    'GET',
    /^\/passes$/,
    ({ query }) => {
      const [room, state] = [query.get('room'), query.get('state')]
      const fits = (pass: Pass) => (!room || pass.room === room) && (!state || pass.state === state)
      return page(
        passes.filter((pass) => fits(pass) && has(pass.name + pass.note, query)),
        query,
      )
    },
  ],
  [
    'POST',
    /^\/passes$/,
    ({ body }): NewPass => {
      const terms = body as PassTerms
      const title = rooms.find(({ name }) => name === terms.room)?.title ?? terms.room
      const pass = passOf('active', terms.name, 'active', { ...terms, roomTitle: title })
      passes.unshift(pass)
      return { pass, token: 'active', path: '/pass/active' }
    },
  ],
  [
    'PATCH',
    /^\/passes\/(\w+)$/,
    ({ body }, id) =>
      Object.assign(
        find(passes, (pass) => pass.id === id, 'pass-unknown'),
        body,
      ),
  ],
  [
    'DELETE',
    /^\/passes\/(\w+)$/,
    (_, id) => {
      find(passes, (pass) => pass.id === id, 'pass-unknown').state = 'revoked'
    },
  ],
  [
    'POST',
    /^\/passes\/(\w+)\/renew$/,
    (_, id): NewPass => ({
      pass: find(passes, (pass) => pass.id === id, 'pass-unknown'),
      token: 'active',
      path: '/pass/active',
    }),
  ],
  [
    'GET',
    /^\/passes\/\w+\/uses$/,
    () => [
      { at: at(-1), name: 'Софья Ковалевская', conference: 614 },
      { at: at(-1.5), name: 'Карл Вейерштрасс', conference: 614 },
      { at: at(-30), name: 'Гость', conference: null },
    ],
  ],
  [
    'POST',
    /^\/passes\/\w+\/invitations$/,
    ({ body }) => ({ sent: (body as { emails: string[] }).emails.length }),
  ],
  ['POST', /^\/passes\/(\w+)\/door$/, ({ language }, token) => doorOf(token!, language)],
  [
    'POST',
    /^\/passes\/(\w+)\/join$/,
    (asked, token) => {
      const door = doorOf(token!, asked.language)
      const { name, consent } = asked.body as { name: string; consent: boolean }
      if (!name.trim()) throw new Refusal(400, 'name-missing', 'Назовите себя')
      consentNeeded(asked, { consent })
      return joining(door.room, door.roomTitle, { ...asked, role: 'guest' }, name)
    },
  ],
  ['GET', /^\/appearances$/, () => appearances],
  [
    'POST',
    /^\/appearances$/,
    ({ body }) => {
      const made = { ...(body as Appearance), id: `a${appearances.length + 1}` }
      appearances.push(made)
      return made
    },
  ],
  [
    'GET',
    /^\/appearances\/(\w+)$/,
    (_, id) => find(appearances, (known) => known.id === id, 'appearance-not-found'),
  ],
  [
    'PUT',
    /^\/appearances\/(\w+)$/,
    ({ body }, id) =>
      Object.assign(
        find(appearances, (known) => known.id === id, 'appearance-not-found'),
        body,
      ),
  ],
  [
    'DELETE',
    /^\/appearances\/(\w+)$/,
    (_, id) =>
      void appearances.splice(
        appearances.findIndex((known) => known.id === id),
        1,
      ),
  ],
  [
    'PUT',
    /^\/appearances\/(\w+)\/images\/(logo|background)$/,
    (_, id, kind) => {
      const found = find(appearances, (known) => known.id === id, 'appearance-not-found')
      found.look = { ...found.look, [kind!]: '/favicon.svg' }
      return found
    },
  ],
  [
    'DELETE',
    /^\/appearances\/(\w+)\/images\/(logo|background)$/,
    (_, id, kind) => {
      const found = find(appearances, (known) => known.id === id, 'appearance-not-found')
      found.look = { ...found.look, [kind!]: null }
      return found
    },
  ],
]

export function answer(asked: Asked): unknown {
  for (const [method, path, handler] of table) {
    const match = method === asked.method ? path.exec(asked.path) : null
    if (match) return handler(asked, ...match.slice(1))
  }
  throw new Refusal(404, 'not-mocked', `${asked.method} ${asked.path}`)
}

import type { Recording } from '../src/api/types'

type Given = Partial<Recording> & Pick<Recording, 'title' | 'status'>

const DAY = 24 * 3600 * 1000

const given: Given[] = [
  {
    title: 'Математический анализ. Ряды Фурье и равномерная сходимость',
    room: 'матанализ-2к',
    conference: 614,
    status: 'processing',
    step: 'probe',
    progress: 4,
    etaSeconds: 1900,
    poster: null,
    durationSeconds: null,
    width: null,
    height: null,
  },
  {
    title: 'Линейная алгебра: жорданова нормальная форма',
    room: 'линал',
    conference: 613,
    status: 'watchable',
    step: 'encode',
    progress: 62,
    etaSeconds: 340,
    durationSeconds: 5423,
  },
  {
    title: 'Введение в распределённые системы',
    room: 'distsys',
    conference: 612,
    status: 'published',
    durationSeconds: 4871,
  },
  {
    title: 'Коллоквиум кафедры физики твёрдого тела',
    room: 'ФТТ-семинар',
    status: 'failed',
    problem: {
      key: 'media-broken',
      title: 'Файл записи повреждён',
      detail: 'В файле нет ни изображения, ни звука, которые можно прочитать. Оригинал сохранён.',
      scope: 'recording',
    },
    poster: null,
    durationSeconds: null,
    hasVideo: null,
  },
  {
    title: 'Подкаст «Наука вслух»: о языках',
    room: 'студия',
    status: 'published',
    hasVideo: false,
    poster: null,
    width: null,
    height: null,
    durationSeconds: 2712,
  },
  {
    title: 'Защита курсовых работ, группа 21-М',
    room: 'защиты',
    conference: 598,
    status: 'published',
    durationSeconds: 11345,
    problem: {
      key: 'sound-missing',
      title: 'В записи нет звука',
      detail: 'Похоже, микрофоны в комнате были выключены. Изображение в порядке.',
      scope: 'recording',
    },
  },
  {
    title: 'Operating Systems, lecture 7: virtual memory',
    room: 'os-2026',
    conference: 590,
    status: 'published',
    durationSeconds: 5102,
  },
  {
    title: 'Семинар по теории вероятностей',
    room: 'теорвер',
    status: 'stored',
    poster: null,
    durationSeconds: null,
    step: null,
  },
  {
    title: 'История науки: Ломоносов и его время',
    room: 'история-науки',
    conference: 571,
    status: 'published',
    durationSeconds: 3590,
  },
  {
    title: 'Пробная запись',
    room: 'тест',
    status: 'trashed',
    durationSeconds: 42,
    trashedAt: new Date().toISOString(),
  },
]

export const recordings: Recording[] = given.map((recording, i) => ({
  id: `0198f3a0-0000-7000-8000-${String(i + 1).padStart(12, '0')}`,
  room: null,
  conference: null,
  startedAt: new Date(Date.now() - i * 2.3 * DAY).toISOString(),
  receivedAt: new Date(Date.now() - i * 2.3 * DAY).toISOString(),
  durationSeconds: 3600,
  sizeBytes: 734_000_000 + i * 91_000_000,
  fileName: `${recording.room}_2026-11-${20 - i}-10-30-00.mp4`,
  progress: null,
  etaSeconds: null,
  step: null,
  problem: null,
  access: 'private',
  poster: `/mock/poster/${i}.svg`,
  width: 1920,
  height: 1080,
  hasVideo: true,
  version: 1,
  trashedAt: null,
  ...recording,
}))

export function tick() {
  for (const recording of recordings) {
    if (recording.status !== 'processing' && recording.status !== 'watchable') continue
    recording.progress = Math.min(99, (recording.progress ?? 0) + 0.2)
    recording.etaSeconds = Math.max(5, (recording.etaSeconds ?? 0) - 2)
  }
}

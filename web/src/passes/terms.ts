import type { PassTerms } from '@/api/types'
import { fromLocalInput, toLocalInput } from '@/ui/localTime'

/** The terms as a form has them. */
export interface TermsDraft extends Omit<PassTerms, 'from' | 'until' | 'maxUses' | 'note'> {
  from: string
  until: string
  maxUses: number | ''
  note: string
}

export function emptyTerms(room: string): TermsDraft {
  return { name: '', room, from: '', until: '', role: 'guest', maxUses: '', note: '' }
}

export function toTerms(draft: TermsDraft): PassTerms {
  return {
    name: draft.name.trim(),
    room: draft.room,
    from: fromLocalInput(draft.from),
    until: fromLocalInput(draft.until),
    role: draft.role,
    maxUses: draft.maxUses === '' ? null : draft.maxUses,
    note: draft.note.trim(),
  }
}

export function toDraft({ name, room, from, until, role, maxUses, note }: PassTerms): TermsDraft {
  return {
    name,
    room,
    from: toLocalInput(from),
    until: toLocalInput(until),
    role,
    maxUses: maxUses ?? '',
    note: note ?? '',
  }
}

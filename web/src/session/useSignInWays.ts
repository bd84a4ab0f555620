import { api, call } from '@/api/client'
import { useLoaded } from '@/ui/useLoaded'

export function useSignInWays() {
  const { data: ways, problem, reload } = useLoaded(() => call(api.GET('/api/v1/session/ways')))
  return { ways, problem, reload }
}

const BROWSERS: [RegExp, string][] = [
  [/YaBrowser\//, 'Yandex'],
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrom(e|ium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

/** What people call their browser and system; what it calls itself if that is no browser. */
export function describeAgent(agent: string): string {
  const browser = BROWSERS.find(([form]) => form.test(agent))?.[1]
  const system = SYSTEMS.find(([form]) => form.test(agent))?.[1]
  return browser ? [browser, system].filter(Boolean).join(', ') : agent.slice(0, 60)
}

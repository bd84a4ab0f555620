import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'

const generated = new URL('../../api/src/main/openapi/openapi.json', import.meta.url)
const draft = new URL('../openapi-draft.json', import.meta.url)
const target = new URL('../src/api/generated/schema.ts', import.meta.url)

const source = existsSync(generated) ? generated : draft
const schema = astToString(await openapiTS(source, { alphabetize: true }))

await mkdir(new URL('.', target), { recursive: true })
await writeFile(target, schema)
console.log(`API client types from ${source === draft ? 'openapi-draft.json' : 'openapi.json'}`)

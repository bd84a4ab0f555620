import { mkdir, writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'

const source = new URL('../../api/src/main/openapi/openapi.json', import.meta.url)
const target = new URL('../src/api/generated/schema.ts', import.meta.url)

await mkdir(new URL('.', target), { recursive: true })
await writeFile(target, astToString(await openapiTS(source, { alphabetize: true })))

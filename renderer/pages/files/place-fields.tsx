import { useTranslation } from 'react-i18next'
import type { RemoteSetting } from '../../../engine/contract/files.ts'
import { Field, Input } from '../../components/input.tsx'
import type { DraftProblem } from './settings-draft.ts'

type Place = { endpoint?: string, region: string, bucket: string }
type FieldName = keyof Place

interface PlaceFieldsProps {
  remote: RemoteSetting
  place: Place
  problems: Partial<Record<FieldName, DraftProblem>>
  onChange: (change: Partial<Place>) => void
}

/** Address, bucket and region of a remote store. What the environment says is shown, and changed there. */
export function PlaceFields({ remote, place, problems, onChange }: PlaceFieldsProps) {
  const { t } = useTranslation()
  const field = (name: FieldName, value: string, hint?: string) => {
    const fixed = remote.fromEnvironment.includes(name)
    const problem = problems[name]
    return (
      <Field label={t(`files.${name}`)} hint={fixed ? t('files.fromEnvironment') : hint} error={problem && t(`files.${problem}`)}>
        {control => <Input {...control} value={value} disabled={fixed} autoComplete="off" spellCheck={false} maxLength={300} onChange={event => onChange({ [name]: event.target.value })} />}
      </Field>
    )
  }
  return (
    <>
      {place.endpoint !== undefined && field('endpoint', place.endpoint, t('files.endpointHint'))}
      <div className="grid grid-cols-2 gap-3">
        {field('bucket', place.bucket, t('files.bucketHint'))}
        {field('region', place.region)}
      </div>
    </>
  )
}

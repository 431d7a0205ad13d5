import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { Kbd } from '../../components/kbd.tsx'
import type { TaxonomyWords } from '../transcripts/use-taxonomy.ts'
import { ValuePicker } from '../transcripts/value-picker.tsx'

/** Neither of the two: any value of the label. */
export function OtherValue({ enumName, current, words, open, onOpenChange, onPick }: { enumName: string, current: string, words: TaxonomyWords, open: boolean, onOpenChange: (open: boolean) => void, onPick: (value: string) => void }) {
  const { t } = useTranslation()
  return (
    <div>
      <ValuePicker
        enumName={enumName} label={{ value: current, source: 'llm', predictedValue: null }} words={words} open={open} onOpenChange={onOpenChange}
        onPick={value => { if (value !== null) onPick(value) }}
        trigger={<Button variant="ghost">{t('disagreements.other')}<Kbd>3</Kbd></Button>}
      />
    </div>
  )
}

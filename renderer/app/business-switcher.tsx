import { useMutation } from '@tanstack/react-query'
import { Building2, ChevronsUpDown, Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../components/button.tsx'
import { Menu, MenuChoices, MenuItem, MenuLabel, MenuSeparator } from '../components/menu.tsx'
import { api } from '../connection/client.ts'
import { queryClient } from '../connection/query-client.ts'
import { BusinessNameDialog } from './business-name-dialog.tsx'
import { useBusinesses } from './business.ts'
import { currentAddress, navigate } from './address.ts'
import { setPreferences } from './preferences.ts'

/** Which business is shown; creates, renames and switches. */
export function BusinessSwitcher() {
  const { t } = useTranslation()
  const { businesses, current } = useBusinesses()
  const [dialog, setDialog] = useState<'create' | 'rename' | null>(null)
  const create = useMutation(api.system.createBusiness.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: async business => {
      await queryClient.invalidateQueries({ queryKey: api.system.key() })
      await switchBusiness(business.id)
      setDialog(null)
    },
  }))
  const rename = useMutation(api.system.renameBusiness.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: api.system.businesses.key() })
      setDialog(null)
    },
  }))
  if (!current) return null
  return (
    <>
      <Menu
        label={t('frame.business')}
        trigger={(
          <Button variant="ghost" className="max-w-56 px-2 text-ink" aria-label={`${t('frame.business')}: ${current.name}`}>
            <Building2 aria-hidden size={14} className="text-ink-faint" />
            <span className="truncate">{current.name}</span>
            <ChevronsUpDown aria-hidden size={13} className="text-ink-faint" />
          </Button>
        )}
      >
        <MenuLabel>{t('frame.business')}</MenuLabel>
        <MenuChoices value={current.id} onChange={id => { void switchBusiness(id) }} options={businesses.map(business => ({ value: business.id, label: business.name }))} />
        <MenuSeparator />
        <MenuItem icon={Pencil} onSelect={() => setDialog('rename')}>{t('frame.renameBusiness')}</MenuItem>
        <MenuItem icon={Plus} onSelect={() => setDialog('create')}>{t('frame.newBusiness')}</MenuItem>
      </Menu>
      <BusinessNameDialog
        open={dialog === 'create'} onOpenChange={open => setDialog(open ? 'create' : null)}
        title={t('frame.newBusinessTitle')} confirmLabel={t('common.create')} initialName=""
        busy={create.isPending} error={create.error} onSave={name => create.mutate({ name })}
      />
      <BusinessNameDialog
        open={dialog === 'rename'} onOpenChange={open => setDialog(open ? 'rename' : null)}
        title={t('frame.renameBusinessTitle')} confirmLabel={t('common.save')} initialName={current.name}
        busy={rename.isPending} error={rename.error} onSave={name => rename.mutate({ id: current.id, name })}
      />
    </>
  )
}

/** Shows another business; what was open belongs to the old one, so only the page stays. */
export async function switchBusiness(id: string): Promise<void> {
  navigate({ page: currentAddress().page })
  await setPreferences({ currentBusinessId: id })
}

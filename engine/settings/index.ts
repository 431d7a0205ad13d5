export { listBackups, makeBackup } from './backups.ts'
export { backupJob } from './backup.job.ts'
export { systemApi } from './system.api.ts'

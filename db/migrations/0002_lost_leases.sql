-- How often the program ended under a job: counted apart from attempts, which are the job's own failures.
ALTER TABLE jobs ADD COLUMN lost_leases INTEGER NOT NULL DEFAULT 0;
-- A person holds what is below this job: children that would become claimable are paused instead.
ALTER TABLE jobs ADD COLUMN children_paused INTEGER NOT NULL DEFAULT 0;
UPDATE jobs SET children_paused = 1 WHERE id IN (SELECT job_id FROM batches WHERE state = 'paused');

-- From here on the mark stays on an ended job until everything below it has been cancelled too.
UPDATE jobs SET cancel_requested = 0 WHERE cancel_requested = 1 AND state <> 'running';
CREATE INDEX jobs_cancelling ON jobs (seq) WHERE cancel_requested = 1;

-- What a campaign's calls have cost, kept with every change: a limit on the whole campaign is looked at before each dial,
-- and adding up hundreds of thousands of calls there took tens of milliseconds. Only the triggers below write it, in the
-- transaction of what they count, so that no killed engine leaves it wrong.
CREATE TABLE campaign_sums (
  campaign_id TEXT PRIMARY KEY NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  -- Calls whose cost is known, and what they cost together.
  priced_calls INTEGER NOT NULL,
  cost_millicents INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO campaign_sums (campaign_id, priced_calls, cost_millicents)
  SELECT campaign_id, count(cost_millicents), sum(cost_millicents) FROM call_attempts WHERE cost_millicents IS NOT NULL GROUP BY campaign_id;

CREATE TRIGGER campaign_sums_added AFTER INSERT ON call_attempts WHEN NEW.cost_millicents IS NOT NULL BEGIN
  INSERT INTO campaign_sums (campaign_id, priced_calls, cost_millicents) VALUES (NEW.campaign_id, 1, NEW.cost_millicents)
    ON CONFLICT (campaign_id) DO UPDATE SET priced_calls = priced_calls + 1, cost_millicents = cost_millicents + excluded.cost_millicents;
END;
CREATE TRIGGER campaign_sums_changed AFTER UPDATE OF cost_millicents ON call_attempts WHEN NEW.cost_millicents IS NOT OLD.cost_millicents BEGIN
  INSERT INTO campaign_sums (campaign_id, priced_calls, cost_millicents)
    VALUES (NEW.campaign_id, (NEW.cost_millicents IS NOT NULL) - (OLD.cost_millicents IS NOT NULL), coalesce(NEW.cost_millicents, 0) - coalesce(OLD.cost_millicents, 0))
    ON CONFLICT (campaign_id) DO UPDATE SET priced_calls = priced_calls + excluded.priced_calls, cost_millicents = cost_millicents + excluded.cost_millicents;
END;
CREATE TRIGGER campaign_sums_removed AFTER DELETE ON call_attempts WHEN OLD.cost_millicents IS NOT NULL BEGIN
  UPDATE campaign_sums SET priced_calls = priced_calls - 1, cost_millicents = cost_millicents - OLD.cost_millicents WHERE campaign_id = OLD.campaign_id;
END;

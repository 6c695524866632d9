--! count_calls
-- In the keys' order, so that two callers never wait for each other in a circle.
insert into identity.rate_windows as w (key, window_start, calls)
select asked.key, asked.window_start, 1
from unnest(:keys::text[], :window_starts::timestamptz[]) as asked (key, window_start)
order by asked.key
on conflict (key, window_start) do update set calls = w.calls + 1
returning w.key, w.calls;

--! forget_calls
delete from identity.rate_windows where key = :key;

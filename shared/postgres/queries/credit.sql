--: CreditRow()

--! add_entry
-- Number and balance are the account's, which the table itself keeps.
insert into payments.credit_entries (user_id, amount, kind, cause, entry_key, at)
values (:user_id, :amount, :kind, :cause, :entry_key, :at);

--! balance
-- No row before the first entry.
select balance from payments.credit_accounts where user_id = :user_id;

--! entries (after_number?) : CreditRow
-- The newest first.
select number, amount, balance, kind, cause, at from payments.credit_entries
where user_id = :user_id and (:after_number::bigint is null or number < :after_number)
order by number desc
limit :limit::bigint;

--! give_credit : CreditRow
-- As add_entry, to somebody who has an account; no row where nobody has.
insert into payments.credit_entries (user_id, amount, kind, cause, entry_key, at)
select u.id, :amount, :kind, :cause, :entry_key, :at
from identity.users u
where u.id = :user_id and u.status <> 'erased'
returning number, amount, balance, kind, cause, at;

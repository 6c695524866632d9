-- What shoppers say of what came, the shop's credit with them, and guests' orders that find their owner.

-- A claim about a delivered order. Decided once; what it gave back stands here, the order's own sums stay.
create table orders.claims (
    id uuid primary key,
    order_id uuid not null references orders.orders,
    reason text not null check (reason in ('damaged', 'missing', 'wrong', 'quality', 'other')),
    text text,
    -- Pictures in the bucket, as claims/<order>/<photo>.
    photos uuid[] not null default '{}' check (cardinality(photos) <= 5),
    status text not null default 'open' check (status in ('open', 'refunded', 'credited', 'refused')),
    -- What was given back.
    amount bigint check (amount > 0),
    -- Staff's words to the customer.
    note text,
    resolved_by uuid,
    filed_at timestamptz not null,
    resolved_at timestamptz,
    constraint claims_resolution check ((status = 'open') = (resolved_at is null)
        and (resolved_at is null) = (resolved_by is null)
        and (status in ('refunded', 'credited')) = (amount is not null))
);
create index claims_of_order on orders.claims (order_id, filed_at, id);
create index claims_newest on orders.claims (filed_at desc, id desc);
create index claims_by_status on orders.claims (status, filed_at desc, id desc);

-- How much of what is claimed. Names are copied, as an order's lines copy them.
create table orders.claim_lines (
    claim_id uuid not null references orders.claims,
    line integer not null check (line > 0),
    sku text not null,
    name_id text not null,
    name_en text not null,
    unit text not null,
    -- Thousandths of the unit.
    quantity bigint not null check (quantity > 0),
    -- What it cost, after discounts and with tax.
    cost bigint not null check (cost >= 0),
    primary key (claim_id, line),
    constraint claim_lines_sku_once unique (claim_id, sku)
);

-- A claim with its lines and whose it is, as one row.
create view orders.whole_claims as
select c.*, o.code as order_code, o.user_id, o.email, o.customer_name, o.language, o.payment_method,
    (select jsonb_agg(to_jsonb(l) order by l.line) from orders.claim_lines l where l.claim_id = c.id) as lines
from orders.claims c join orders.orders o on o.id = c.order_id;

-- What the shop owes each customer. A row is changed by its entries alone, and is what they are locked by.
create table payments.credit_accounts (
    user_id uuid primary key,
    balance bigint not null constraint credit_never_negative check (balance >= 0),
    entries bigint not null
);

-- The ledger of store credit: append-only, what was given positive, what was spent negative.
create table payments.credit_entries (
    user_id uuid not null references payments.credit_accounts,
    -- From 1, without gaps.
    number bigint not null,
    amount bigint not null check (amount <> 0),
    -- After this entry.
    balance bigint not null,
    kind text not null check (kind in ('claim', 'goodwill', 'spent', 'returned')),
    -- What it is about, such as an order's code.
    cause text not null,
    -- Says which intended entry this is: it is written once.
    entry_key text not null constraint credit_entries_once unique check (entry_key ~ '^[A-Za-z0-9_-]{1,60}$'),
    at timestamptz not null,
    primary key (user_id, number),
    constraint credit_entries_sign check ((kind = 'spent') = (amount < 0))
);
create trigger credit_entries_append_only before update or delete or truncate on payments.credit_entries
    for each statement execute function catalog.refuse_change();

-- Whoever writes an entry moves the balance: entries of one user wait for each other here.
create function payments.settle_credit() returns trigger language plpgsql as $$
begin
    insert into payments.credit_accounts (user_id, balance, entries) values (new.user_id, 0, 0)
    on conflict do nothing;
    update payments.credit_accounts set balance = balance + new.amount, entries = entries + 1
    where user_id = new.user_id
    returning balance, entries into new.balance, new.number;
    return new;
end $$;
create trigger credit_entries_settle before insert on payments.credit_entries
    for each row execute function payments.settle_credit();

-- A guest's orders by the address they were placed with.
create index orders_of_guest on orders.orders (lower(email)) where user_id is null;
create index emails_of_nobody on notifications.emails (recipient) where user_id is null;

-- Whoever proves that an address is theirs gets what guests had placed with it, and the mails about that. By every
-- way in which an address is proved: each of them writes when it was.
create function orders.adopt_guest_orders() returns trigger language plpgsql as $$
declare
    adopted bigint;
begin
    update orders.orders set user_id = new.id where user_id is null and lower(email) = lower(new.email);
    get diagnostics adopted = row_count;
    if adopted > 0 then
        update notifications.emails set user_id = new.id where user_id is null and recipient = lower(new.email);
        insert into identity.audit_log (at, action, user_id, details)
        values (new.email_verified_at, 'guest_orders_adopted', new.id, jsonb_build_object('orders', adopted));
    end if;
    return null;
end $$;
create trigger users_adopt_orders_when_taken_in after insert on identity.users
    for each row when (new.status = 'active' and new.email_verified_at is not null)
    execute function orders.adopt_guest_orders();
create trigger users_adopt_orders_when_verified after update of email_verified_at on identity.users
    for each row when (new.status = 'active' and new.email_verified_at is distinct from old.email_verified_at
        and new.email_verified_at is not null)
    execute function orders.adopt_guest_orders();

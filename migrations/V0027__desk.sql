-- The staff's desk: what they give back, what they transfer by hand, and the cash that couriers carry.

-- What a refund of goods gives back, so that no quantity is given back twice.
create table payments.refund_lines (
    refund_id uuid not null references payments.refunds,
    sku text not null,
    -- Thousandths of the unit.
    quantity bigint not null check (quantity > 0),
    -- After discounts and with tax.
    cost bigint not null check (cost >= 0),
    primary key (refund_id, sku)
);

-- A transfer that staff have made, with its proof. Once for a refund, and never changed.
create table payments.payouts (
    refund_id uuid primary key references payments.refunds,
    -- The bank's name for the transfer.
    reference text not null,
    note text,
    completed_by uuid not null,
    completed_at timestamptz not null
);
create index payouts_newest on payments.payouts (completed_at desc, refund_id desc);
create trigger payouts_append_only before update or delete on payments.payouts
    for each statement execute function catalog.refuse_change();
-- What is still to be transferred, the longest waiting first.
create index refunds_manual on payments.refunds (created_at, id) where status = 'manual';

create index payments_by_status on payments.payments (status, created_at desc, id desc);
create index payments_by_gateway on payments.payments (gateway, created_at desc, id desc);

-- The shop's cash that each courier carries. A row is changed by its entries alone, and is what they are locked by.
create table payments.courier_accounts (
    courier_id uuid primary key,
    balance bigint not null constraint courier_cash_never_negative check (balance >= 0),
    entries bigint not null
);

-- The ledger of that cash: append-only, what was collected positive, what was handed in negative.
create table payments.courier_entries (
    courier_id uuid not null references payments.courier_accounts,
    -- From 1, without gaps.
    number bigint not null,
    amount bigint not null check (amount <> 0),
    -- After this entry.
    balance bigint not null,
    kind text not null check (kind in ('collected', 'remitted')),
    -- Of what was collected: the order, and what was due for it.
    order_id uuid constraint courier_entries_order_once unique,
    order_code text,
    due bigint,
    -- Of what was handed in: who took it.
    received_by uuid,
    note text,
    at timestamptz not null,
    primary key (courier_id, number),
    constraint courier_entries_sign check ((kind = 'remitted') = (amount < 0)),
    constraint courier_entries_of_order check ((kind = 'collected') = (order_id is not null)
        and (order_id is null) = (order_code is null) and (order_id is null) = (due is null) and due >= amount),
    constraint courier_entries_received check ((kind = 'remitted') = (received_by is not null))
);
create trigger courier_entries_append_only before update or delete or truncate on payments.courier_entries
    for each statement execute function catalog.refuse_change();

-- Whoever writes an entry moves the balance: entries of one courier wait for each other here.
create function payments.settle_courier_cash() returns trigger language plpgsql as $$
begin
    insert into payments.courier_accounts (courier_id, balance, entries) values (new.courier_id, 0, 0)
    on conflict do nothing;
    update payments.courier_accounts set balance = balance + new.amount, entries = entries + 1
    where courier_id = new.courier_id
    returning balance, entries into new.balance, new.number;
    return new;
end $$;
create trigger courier_entries_settle before insert on payments.courier_entries
    for each row execute function payments.settle_courier_cash();

-- Cash orders that nobody took at the door: whose there are too many of pays otherwise.
create index orders_refused_of_user on orders.orders (user_id, placed_at)
    where payment_method = 'cod' and status in ('delivery_failed', 'returned');
create index orders_refused_of_address on orders.orders (lower(email), placed_at)
    where payment_method = 'cod' and status in ('delivery_failed', 'returned');

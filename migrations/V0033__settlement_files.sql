-- A settlement that was wrong is replaced by another file: all are kept, and the last of a day counts.
alter table payments.settlement_rows
    drop constraint settlement_rows_date_fkey,
    drop constraint settlement_rows_pkey,
    add column number integer not null default 1;
alter table payments.settlements
    drop constraint settlements_pkey,
    -- Counts the files of a day, from 1.
    add column number integer not null default 1 check (number > 0),
    add primary key (date, number);
alter table payments.settlement_rows
    add primary key (date, number, row),
    add foreign key (date, number) references payments.settlements;

-- The rows that count.
create view payments.current_settlement_rows as
select r.* from payments.settlement_rows r
where not exists (
    select from payments.settlements later where later.date = r.date and later.number > r.number
);

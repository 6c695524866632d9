-- Mandiri takes transfers on a bill, which has a biller's code and a key where other banks have an account number.
alter table payments.payments
    add column biller_code text,
    add column bill_key text,
    add constraint payments_bill_whole check ((biller_code is null) = (bill_key is null)),
    drop constraint payments_bank_check,
    add constraint payments_bank_check check (bank in ('bca', 'bni', 'bri', 'mandiri', 'permata'));

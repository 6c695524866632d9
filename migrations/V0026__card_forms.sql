-- A gateway may name a payment itself, and a card is entered on the shop's own page.
alter table payments.payments
    drop constraint payments_gateway_reference_check,
    -- Longer than a name of the shop's own, which has room in Midtrans' 50 characters. Stripe's have up to 255.
    add constraint payments_gateway_reference_check check (gateway_reference ~ '^[A-Za-z0-9_.~-]{1,255}$'),
    -- What the shop's page hands to the gateway's script. Whoever has the secret may pay, and see what is paid: it is
    -- for the payer, and in no event and no log.
    add column client_secret text,
    -- Of the account that the secret is of: it stays right when the shop changes its keys.
    add column publishable_key text,
    add constraint payments_card_form check ((client_secret is null) = (publishable_key is null));

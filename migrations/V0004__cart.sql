-- What shoppers mean to buy.
create schema cart;

-- A cart is a guest's (known by a token, of which the SHA-256 is kept) or a user's; never both.
create table cart.carts (
    id uuid primary key,
    user_id uuid constraint carts_user_key unique,
    token_hash bytea constraint carts_token_key unique check (octet_length(token_hash) = 32),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    expires_at timestamptz not null,
    constraint carts_one_owner check (num_nonnulls(user_id, token_hash) = 1)
);
create index carts_expiry on cart.carts (expires_at);

-- One row for each SKU: two edits of different lines touch different rows, so neither is lost.
create table cart.lines (
    cart_id uuid not null references cart.carts on delete cascade,
    variant_id uuid not null,
    -- Thousandths of the variant's unit.
    quantity bigint not null check (quantity > 0),
    substitution text not null default 'none' check (substitution in ('none', 'similar', 'ask')),
    -- The price the shopper last saw, so that the next read can say that it changed.
    seen_price bigint not null,
    added_at timestamptz not null,
    primary key (cart_id, variant_id)
);

--! find_invoice : (number?)
-- Beside the order, in the same round trip: hence by its code.
select i.issued_on, i.year, i.number, money.captured, money.returned
from orders.orders o
join orders.invoices i on i.order_id = o.id
cross join lateral orders.money_of(o.code) money
where o.code = :code;

--! number_invoices
select orders.number_invoices();

--! number_of_invoice
select year, number from orders.invoices where order_id = :order_id and number is not null;

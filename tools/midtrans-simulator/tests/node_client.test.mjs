// Every call that the shop makes of Midtrans, through Midtrans's own client for Node.

import assert from "node:assert/strict";
import test from "node:test";
import ApiConfig from "midtrans-client/lib/apiConfig.js";
import midtrans from "midtrans-client";

const { SIMULATOR_URL: url, MIDTRANS_SERVER_KEY: serverKey } = process.env;
ApiConfig.CORE_SANDBOX_BASE_URL = url;
ApiConfig.SNAP_SANDBOX_BASE_URL = `${url}/snap/v1`;

const options = { isProduction: false, serverKey, clientKey: "klien" };
const core = new midtrans.CoreApi(options);
const snap = new midtrans.Snap(options);

let orders = 0;
/** Spinach and its delivery, of an order of its own; `more` says how it is paid. */
const order = (more) => ({
  transaction_details: { order_id: `SYR-NODE-${++orders}`, gross_amount: 25_000 },
  item_details: [
    { id: "BYM-IKAT", name: "2 ikat Bayam", price: 12_000, quantity: 1 },
    { id: "discount", name: "Potongan harga", price: -2_000, quantity: 1 },
    { id: "delivery", name: "Ongkos kirim", price: 15_000, quantity: 1 },
  ],
  customer_details: { first_name: "Siti", email: "siti@example.com" },
  ...more,
});
const transfer = (bank) => order({ payment_type: "bank_transfer", bank_transfer: { bank } });
const statusOf = async (id) => (await core.transaction.status(id)).transaction_status;

// Every body is read to its end: a connection that waits for its reader keeps Node from ending.
const post = async (address, fields) => {
  const body = fields && new URLSearchParams(fields);
  const answer = await fetch(address, { method: "POST", body, redirect: "manual" });
  await answer.arrayBuffer();
  assert.equal(answer.status, 303, address);
};
/** The customer, the bank or the fraud detection acts. */
const simulate = async (id, wish) => {
  const body = JSON.stringify(wish);
  const answer = await fetch(`${url}/_simulate/${id}`, { method: "POST", body });
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  return JSON.parse(text);
};
/** Expects the client to reject, with this code in the body. */
const refused = (code, call) => assert.rejects(call, (error) => error.ApiResponse?.status_code === code);

for (const bank of ["bca", "bni", "bri"]) {
  test(`a virtual account of ${bank} has a number`, async () => {
    const charged = await core.charge(transfer(bank));
    assert.deepEqual([charged.status_code, charged.transaction_status], ["201", "pending"]);
    assert.equal(charged.gross_amount, "25000.00");
    assert.equal(charged.va_numbers[0].bank, bank);
    assert.match(charged.va_numbers[0].va_number, /^\d+$/);
  });
}

test("a virtual account of Permata has a number of its own kind", async () => {
  const charged = await core.charge(transfer("permata"));
  assert.match(charged.permata_va_number, /^\d+$/);
});

test("a bill of Mandiri has a code and a key, and is paid", async () => {
  const echannel = { bill_info1: "Pesanan:", bill_info2: "SYR-0A1B2C3D" };
  const charged = await core.charge(order({ payment_type: "echannel", echannel }));
  assert.equal(charged.biller_code, "70012");
  assert.match(charged.bill_key, /^\d+$/);
  await simulate(charged.order_id, { transaction_status: "settlement" });
  const known = await core.transaction.status(charged.order_id);
  assert.deepEqual([known.transaction_status, known.payment_type], ["settlement", "echannel"]);
  // As the bank answers it: what was paid on a bill has no way back.
  await refused("412", () => core.transaction.refund(charged.order_id, { amount: 25_000 }));
});

test("a QRIS code is a picture, and what it paid goes back in parts and once for each key", async () => {
  const charged = await core.charge(order({ payment_type: "qris" }));
  const { url: picture } = charged.actions.find(({ name }) => name === "generate-qr-code");
  const image = await (await fetch(picture)).blob();
  assert.equal(image.type, "image/png");
  await simulate(charged.order_id, { transaction_status: "settlement" });
  const part = { refund_key: "part", amount: 5_000, reason: "packed_less" };
  const refunded = await core.transaction.refund(charged.order_id, part);
  assert.deepEqual([refunded.status_code, refunded.refund_key], ["200", "part"]);
  assert.equal(await statusOf(charged.order_id), "partial_refund");
  await refused("406", () => core.transaction.refund(charged.order_id, part));
  await core.transaction.refund(charged.order_id, { refund_key: "rest", amount: 20_000, reason: "claim" });
  assert.equal(await statusOf(charged.order_id), "refund");
  await refused("412", () => core.transaction.refund(charged.order_id, { refund_key: "more", amount: 1 }));
});

test("GoPay leads into its app, and is paid there", async () => {
  const gopay = { enable_callback: true, callback_url: "https://toko.example/orders/SYR-0A1B2C3D" };
  const charged = await core.charge(order({ payment_type: "gopay", gopay }));
  const { url: app } = charged.actions.find(({ name }) => name === "deeplink-redirect");
  await post(`${app}/pay`);
  assert.equal(await statusOf(charged.order_id), "settlement");
});

test("Snap opens a page, on which a way to pay is picked before Midtrans knows of a payment", async () => {
  const request = order({ callbacks: { finish: "https://toko.example" }, expiry: { unit: "minutes", duration: 59 } });
  const { token, redirect_url: page } = await snap.createTransaction(request);
  assert.ok(page.endsWith(token));
  const id = request.transaction_details.order_id;
  await refused("404", () => core.transaction.status(id));
  await refused("404", () => core.transaction.cancel(id));
  await post(`${page}/choose`, { channel: "other_qris" });
  assert.equal(await statusOf(id), "pending");
  await post(`${page}/pay`);
  assert.equal(await statusOf(id), "settlement");
});

test("a card is paid on a page that offers nothing else, and taken back before it is settled", async () => {
  const request = order({ enabled_payments: ["credit_card"], credit_card: { secure: true } });
  const { redirect_url: page } = await snap.createTransaction(request);
  const offered = [...(await (await fetch(page)).text()).matchAll(/name="channel" value="(\w+)"/g)];
  assert.deepEqual(offered.map(([, channel]) => channel), ["credit_card"]);
  await post(`${page}/choose`, { channel: "credit_card" });
  await post(`${page}/pay`);
  const id = request.transaction_details.order_id;
  const known = await core.transaction.status(id);
  assert.deepEqual([known.transaction_status, known.fraud_status], ["capture", "accept"]);
  await refused("412", () => core.transaction.refund(id, { refund_key: "early", amount: 25_000 }));
  assert.equal((await core.transaction.cancel(id)).transaction_status, "cancel");
});

test("what is cancelled or expired is over, and a second time is refused", async () => {
  for (const [operation, status] of [["cancel", "cancel"], ["expire", "expire"]]) {
    const { order_id: id } = await core.charge(transfer("bca"));
    const ended = await core.transaction[operation](id);
    assert.equal(ended.transaction_status, status);
    assert.equal(await statusOf(id), status);
    await refused("412", () => core.transaction[operation](id));
  }
});

test("an order id is charged once", async () => {
  const request = transfer("bni");
  await core.charge(request);
  await refused("406", () => core.charge(request));
});

test("a notification is what the status says, and a reversal is told like the rest", async () => {
  const { order_id: id } = await core.charge(order({ payment_type: "qris" }));
  for (const status of ["settlement", "deny"]) {
    const { notifications } = await simulate(id, { transaction_status: status });
    const known = await core.transaction.notification(notifications[0].body);
    assert.deepEqual([known.order_id, known.transaction_status], [id, status]);
  }
});

test("a wrong key is refused by both APIs", async () => {
  const stranger = { ...options, serverKey: "bukan-kunci" };
  await refused("401", () => new midtrans.CoreApi(stranger).transaction.status("SYR-1"));
  await assert.rejects(
    () => new midtrans.Snap(stranger).createTransaction(order()),
    (error) => String(error.httpStatusCode) === "401",
  );
});

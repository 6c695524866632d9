//! What the shopper reads: a sentence for each kind and code of problem, in Indonesian and English.

use domain::Language;
use domain::failure::Kind;

/// The title of a class of problems.
pub(crate) const fn title(kind: Kind, language: Language) -> &'static str {
    let (id, en) = match kind {
        Kind::Malformed => (
            "Permintaan tidak dapat dibaca",
            "The request cannot be read",
        ),
        Kind::Unauthenticated => ("Anda belum masuk", "You are not signed in"),
        Kind::Forbidden => (
            "Anda tidak berhak melakukan ini",
            "You are not allowed to do this",
        ),
        Kind::NotFound => ("Tidak ditemukan", "Not found"),
        Kind::Conflict => (
            "Keadaan saat ini tidak memungkinkan",
            "The present state does not allow it",
        ),
        Kind::PreconditionFailed => ("Data sudah berubah", "The data has changed"),
        Kind::Rule => (
            "Permintaan tidak dapat dipenuhi",
            "The request cannot be fulfilled",
        ),
        Kind::RateLimited { .. } => ("Terlalu banyak permintaan", "Too many requests"),
        Kind::Unavailable => (
            "Layanan sedang tidak tersedia",
            "The service is unavailable",
        ),
        Kind::Internal => (
            "Terjadi kesalahan pada layanan",
            "Something went wrong on our side",
        ),
    };
    match language {
        Language::Id => id,
        Language::En => en,
    }
}

/// The sentence for a code; `None` when the title says enough.
pub(crate) fn detail(code: &str, language: Language) -> Option<&'static str> {
    let &(_, id, en) = DETAILS.iter().find(|(known, ..)| *known == code)?;
    Some(match language {
        Language::Id => id,
        Language::En => en,
    })
}

/// The sentence for a code; the code itself when there is none.
#[must_use]
pub fn message(code: &'static str, language: Language) -> &'static str {
    detail(code, language).unwrap_or(code)
}

/// Code, Indonesian, English; in order of code.
#[rustfmt::skip]
const DETAILS: &[(&str, &str, &str)] = &[
    ("account_suspended", "Akun Anda dinonaktifkan. Hubungi kami untuk bantuan.", "Your account is suspended. Contact us for help."),
    ("address_book_full", "Buku alamat Anda penuh. Hapus satu alamat terlebih dahulu.", "Your address book is full. Delete an address first."),
    ("address_not_found", "Alamat itu tidak ada di buku alamat Anda.", "There is no such address in your address book."),
    ("address_or_postcode", "Sebutkan address_id atau postcode, salah satu saja.", "Give either address_id or postcode."),
    ("already_expired", "Tanggal baik-sebelum sudah lewat.", "The best-before date has passed."),
    ("amount_out_of_range", "Jumlahnya terlalu besar.", "The amount is too large."),
    ("authentication_required", "Silakan masuk terlebih dahulu.", "Please sign in first."),
    ("below_minimum_order", "Belanja belum mencapai minimum untuk wilayah ini.", "The order is below the minimum of this area."),
    ("body_too_large", "Isi permintaan terlalu besar.", "The request's body is too large."),
    ("cart_empty", "Keranjang Anda kosong.", "Your cart is empty."),
    ("cart_not_found", "Keranjang tidak ditemukan atau sudah kedaluwarsa.", "The cart does not exist or has expired."),
    ("cash_not_taken", "Bayar di tempat tidak tersedia untuk pesanan ini.", "Cash on delivery is not available for this order."),
    ("compare_at_not_above_price", "Harga coret harus lebih tinggi daripada harga jual.", "The compare-at price must be above the price."),
    ("customer_unknown", "Akun pemesan tidak ditemukan.", "The buyer's account was not found."),
    ("email_not_verified", "Alamat email Anda belum diverifikasi. Buka tautan di email yang kami kirim, atau minta email baru.", "Your e-mail address is not verified yet. Open the link in the mail we sent, or ask for another."),
    ("email_taken", "Alamat email ini sudah dipakai akun lain.", "Another account has this e-mail address."),
    ("email_unchanged", "Ini sudah alamat email akun Anda.", "This is your account's e-mail address already."),
    ("external_email_not_verified", "Google belum memverifikasi alamat email Anda. Masuk dengan cara lain.", "Google has not verified your e-mail address. Sign in another way."),
    ("external_login_not_offered", "Toko ini tidak menerima masuk dengan Google.", "This shop does not offer signing in with Google."),
    ("external_login_refused", "Masuk dengan Google tidak berhasil. Mulai lagi, atau masuk dengan cara lain.", "Signing in with Google did not work. Start again, or sign in another way."),
    ("idempotency_key_required", "Header Idempotency-Key wajib diisi.", "The Idempotency-Key header is required."),
    ("idempotency_key_reused", "Kunci idempotensi ini sudah dipakai dengan isi yang berbeda.", "This idempotency key was used before with another body."),
    ("illegal_transition", "Status pesanan saat ini tidak memungkinkan perubahan itu.", "The order's present status does not allow that change."),
    ("insufficient_stock", "Stok tidak mencukupi.", "There is not enough in stock."),
    ("internal", "Terjadi kesalahan pada layanan. Sebutkan nomor permintaan ini bila menghubungi kami.", "Something went wrong on our side. Quote the request id when you contact us."),
    ("invalid_address_line", "Isi dengan 1–200 karakter.", "Use 1–200 characters."),
    ("invalid_bank", "Pilih bank bca, bni, bri, atau permata, khusus untuk bank_transfer.", "Choose the bank bca, bni, bri or permata, for bank_transfer alone."),
    ("invalid_credentials", "Email atau kata sandi salah.", "The e-mail address or the password is wrong."),
    ("invalid_email", "Alamat email ini tidak benar.", "This is not an e-mail address."),
    ("invalid_harvest_date", "Tanggal panen harus tidak lewat hari ini dan tidak melewati tanggal baik-sebelum.", "The harvest date must not lie after today or after the best-before date."),
    ("invalid_idempotency_key", "Kunci idempotensi terdiri atas 1–255 karakter ASCII tanpa spasi.", "An idempotency key has 1–255 visible ASCII characters."),
    ("invalid_image_size", "Gambar harus berukuran 1 byte sampai 5 MiB.", "A picture has 1 byte to 5 MiB."),
    ("invalid_name", "Nama terdiri atas 1–100 karakter.", "A name has 1–100 characters."),
    ("invalid_order_code", "Kode pesanan tidak benar.", "The order code is not valid."),
    ("invalid_origin", "Asal maksimal 120 karakter.", "The origin has at most 120 characters."),
    ("invalid_period", "Tanggal akhir tidak boleh sebelum tanggal awal, dan laporan mencakup paling banyak 366 hari.", "The last day must not lie before the first, and a report covers at most 366 days."),
    ("invalid_phone", "Gunakan nomor telepon Indonesia, misalnya 081234567890.", "Use an Indonesian telephone number, such as 081234567890."),
    ("invalid_position", "Isi latitude (-90 s.d. 90) dan longitude (-180 s.d. 180) bersama-sama.", "Give a latitude (-90 to 90) and a longitude (-180 to 180) together."),
    ("invalid_postcode", "Kode pos terdiri atas lima angka.", "A postcode has five digits."),
    ("invalid_price", "Harga harus berada dalam batas yang wajar.", "The price must lie within reason."),
    ("invalid_quantity", "Jumlah itu tidak dijual.", "That quantity is not sold."),
    ("invalid_reason", "Alasan maksimal 500 karakter.", "The reason has at most 500 characters."),
    ("invalid_refresh_token", "Sesi Anda telah berakhir. Silakan masuk kembali.", "Your session has ended. Please sign in again."),
    ("invalid_reset_token", "Tautan ini salah, sudah dipakai, atau kedaluwarsa. Minta tautan baru untuk mengatur kata sandi.", "This link is wrong, was used or has expired. Ask for another to set your password."),
    ("invalid_role_name", "Nama peran terdiri atas 2–40 huruf kecil, angka, atau garis bawah, diawali huruf.", "A role's name has 2–40 small letters, digits or underscores, the first a letter."),
    ("invalid_season", "Bulan musim adalah angka 1 sampai 12.", "Season months are numbers from 1 to 12."),
    ("invalid_second_factor", "Kode salah, sudah dipakai, atau kedaluwarsa.", "The code is wrong, was used, or has expired."),
    ("invalid_selling_rules", "Jumlah minimum dan maksimum harus positif, kelipatan langkah, dan berurutan.", "Minimum and maximum must be positive multiples of the step, in this order."),
    ("invalid_shelf_life", "Umur simpan adalah 1 sampai 3650 hari.", "The shelf life is 1 to 3650 days."),
    ("invalid_signature", "Tanda tangan pemberitahuan tidak sah.", "The notification's signature is not valid."),
    ("invalid_sku", "SKU terdiri atas 1–40 huruf besar, angka, atau tanda hubung.", "A SKU has 1–40 capital letters, digits or hyphens."),
    ("invalid_slug", "Slug terdiri atas 1–80 huruf kecil, angka, atau tanda hubung di tengah.", "A slug has 1–80 small letters, digits or inner hyphens."),
    ("invalid_tax_rate", "Tarif pajak adalah 0 sampai 10000 basis poin.", "The tax rate is 0 to 10000 basis points."),
    ("invalid_text", "Teks terlalu panjang atau memuat karakter yang tidak diizinkan.", "The text is too long or has characters that are not allowed."),
    ("invalid_token", "Sesi Anda tidak berlaku lagi. Silakan masuk kembali.", "Your session is not valid any more. Please sign in again."),
    ("invalid_verification_token", "Tautan ini salah, sudah dipakai, atau kedaluwarsa. Minta tautan baru.", "This link is wrong, was used or has expired. Ask for another."),
    ("invoice_not_ready", "Faktur tersedia setelah pesanan dikonfirmasi.", "There is an invoice once the order is confirmed."),
    ("last_super_admin", "Ini super admin aktif yang terakhir. Tunjuk yang lain terlebih dahulu.", "This is the last active super admin. Appoint another first."),
    ("malformed_field", "Bidang ini tidak dikenal, kurang, atau jenisnya salah.", "This field is unknown, missing or of the wrong type."),
    ("malformed_json", "Isi permintaan bukan JSON yang benar.", "The request's body is not well-formed JSON."),
    ("malformed_parameter", "Parameter ini tidak dikenal atau nilainya salah.", "This parameter is unknown or its value is wrong."),
    ("malformed_request", "Bentuk permintaan tidak sesuai.", "The request does not have the right shape."),
    ("not_acceptable", "Tidak tersedia dalam format yang diminta.", "It is not available in a format that you accept."),
    ("not_an_image", "Berkas itu bukan gambar JPEG, PNG, atau WebP seperti yang disebutkan.", "The file is not the JPEG, PNG or WebP picture that it says it is."),
    ("not_delivered_there", "Kami belum mengirim ke kode pos itu.", "We do not deliver to that postcode yet."),
    ("not_found", "Tidak ada apa-apa di alamat ini.", "There is nothing at this address."),
    ("one_address_required", "Sebutkan address_id atau address, salah satu saja.", "Give either address_id or address."),
    ("openid_provider_unavailable", "Google sedang tidak dapat dihubungi. Coba lagi sebentar lagi, atau masuk dengan cara lain.", "Google cannot be reached. Try again in a moment, or sign in another way."),
    ("order_not_found", "Pesanan tidak ditemukan.", "The order was not found."),
    ("order_not_payable", "Pesanan ini tidak menunggu pembayaran.", "This order does not wait for a payment."),
    ("own_access", "Anda tidak dapat mengubah peran atau status akun Anda sendiri.", "You cannot change your own roles or status."),
    ("password_too_common", "Kata sandi ini mudah ditebak. Pilih yang lain.", "This password is easily guessed. Choose another."),
    ("password_too_long", "Kata sandi paling banyak 128 karakter.", "A password has at most 128 characters."),
    ("password_too_short", "Kata sandi paling sedikit 10 karakter.", "A password has at least 10 characters."),
    ("payment_gateway_unavailable", "Layanan pembayaran sedang tidak tersedia. Coba lagi dengan kunci yang sama.", "The payment service is unavailable. Try again with the same key."),
    ("payment_in_progress", "Pembayaran lain untuk pesanan ini sedang dibuka. Tunggu sebentar, lalu coba lagi.", "Another payment of this order is being opened. Wait a moment, then try again."),
    ("payment_method_not_supported", "Cara bayar itu tidak tersedia.", "That payment method is not offered."),
    ("payment_mismatch", "Pembayaran ini sedang kami periksa.", "We are looking into this payment."),
    ("payment_not_found", "Pembayaran tidak ditemukan.", "The payment was not found."),
    ("payment_rejected", "Layanan pembayaran menolak pembayaran ini.", "The payment service refuses this payment."),
    ("permission_beyond_yours", "Peran ini memuat izin yang tidak Anda miliki.", "This role has a permission that you do not hold."),
    ("permission_denied", "Akun Anda tidak memiliki izin untuk ini.", "Your account lacks the permission for this."),
    ("product_not_found", "Produk tidak ditemukan.", "The product does not exist."),
    ("product_not_on_sale", "Produk ini tidak dijual lagi.", "This product is not on sale any more."),
    ("quantity_above_maximum", "Jumlah melebihi batas pembelian.", "The quantity is above what can be bought at once."),
    ("quantity_below_minimum", "Jumlah kurang dari pembelian minimum.", "The quantity is below the minimum."),
    ("quantity_not_positive", "Jumlah harus lebih dari nol.", "The quantity must be above zero."),
    ("quantity_off_step", "Jumlah bukan kelipatan satuan penjualan.", "The quantity is not a multiple of the step it is sold in."),
    ("request_in_progress", "Permintaan dengan kunci yang sama sedang diproses.", "A request with the same key is being processed."),
    ("role_beyond_yours", "Anda hanya dapat memberi atau mencabut peran yang semua izinnya Anda miliki.", "You can grant or revoke only roles whose permissions you all hold."),
    ("role_built_in", "Peran bawaan tidak dapat dihapus.", "A built-in role cannot be deleted."),
    ("role_fixed", "Isi peran ini tidak dapat diubah.", "What this role allows cannot be changed."),
    ("role_in_use", "Peran ini masih dipakai. Cabut dahulu dari semua pengguna.", "This role is in use. Revoke it from all users first."),
    ("role_name_taken", "Sudah ada peran dengan nama itu.", "There is a role of that name already."),
    ("role_not_found", "Peran ini tidak ada.", "There is no such role."),
    ("second_factor_off", "Verifikasi dua langkah tidak aktif.", "There is no second factor."),
    ("second_factor_on", "Verifikasi dua langkah sudah aktif.", "There is a second factor already."),
    ("second_factor_required", "Akun Anda memakai verifikasi dua langkah. Sertakan kode dari aplikasi autentikator, atau kode pemulihan.", "Your account has a second factor. Send a code of your authenticator app along, or a recovery code."),
    ("session_not_found", "Sesi itu tidak ada atau sudah berakhir.", "There is no such session, or it has ended."),
    ("sku_not_found", "Barang ini tidak dijual.", "This item is not sold."),
    ("sku_taken", "SKU ini sudah dipakai.", "This SKU is already in use."),
    ("slot_closed", "Batas waktu pemesanan untuk jadwal ini sudah lewat.", "The cut-off of this delivery window has passed."),
    ("slot_full", "Jadwal pengiriman ini sudah penuh.", "This delivery window is full."),
    ("slot_not_found", "Jadwal pengiriman itu tidak ada di wilayah ini.", "There is no such delivery window in this area."),
    ("slug_taken", "Slug ini sudah dipakai.", "This slug is already in use."),
    ("text_too_long", "Teks terlalu panjang atau memuat karakter kendali.", "The text is too long or holds control characters."),
    ("too_many_requests", "Terlalu banyak percobaan. Tunggu sebentar, lalu coba lagi.", "Too many tries. Wait a moment, then try again."),
    ("unavailable", "Layanan sedang tidak tersedia. Coba lagi sebentar lagi.", "The service is unavailable. Try again in a moment."),
    ("unknown_category", "Kategori tidak ditemukan.", "There is no such category."),
    ("unknown_location", "Lokasi tidak ditemukan.", "There is no such location."),
    ("unknown_permission", "Izin ini tidak dikenal.", "There is no such permission."),
    ("unknown_role", "Peran ini tidak dikenal.", "There is no such role."),
    ("unknown_sku", "SKU tidak ditemukan.", "There is no such SKU."),
    ("unsupported_media_type", "Isi permintaan harus berupa application/json.", "The request's body must be application/json."),
    ("upload_not_found", "Belum ada gambar yang diunggah di sana.", "Nothing was uploaded there."),
    ("user_beyond_yours", "Pengguna ini memiliki izin yang tidak Anda miliki.", "This user holds a permission that you do not."),
    ("user_erased", "Akun ini sudah dihapus.", "This account has been erased."),
    ("user_not_found", "Pengguna ini tidak ada.", "There is no such user."),
    ("validation_failed", "Ada isian yang tidak benar.", "Some fields are not valid."),
    ("version_mismatch", "Data ini sudah diubah. Baca lagi, lalu ulangi.", "This has changed meanwhile. Read it again, then repeat."),
    ("wrong_password", "Kata sandi Anda saat ini salah.", "Your present password is not this one."),
];

#[cfg(test)]
mod tests {
    use super::DETAILS;

    #[test]
    fn codes_are_listed_once_and_in_order() {
        assert!(DETAILS.is_sorted_by(|a, b| a.0 < b.0));
    }
}

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

/// Code, Indonesian, English; in order of code.
#[rustfmt::skip]
const DETAILS: &[(&str, &str, &str)] = &[
    ("authentication_required", "Silakan masuk terlebih dahulu.", "Please sign in first."),
    ("body_too_large", "Isi permintaan terlalu besar.", "The request's body is too large."),
    ("idempotency_key_required", "Header Idempotency-Key wajib diisi.", "The Idempotency-Key header is required."),
    ("idempotency_key_reused", "Kunci idempotensi ini sudah dipakai dengan isi yang berbeda.", "This idempotency key was used before with another body."),
    ("internal", "Terjadi kesalahan pada layanan. Sebutkan nomor permintaan ini bila menghubungi kami.", "Something went wrong on our side. Quote the request id when you contact us."),
    ("invalid_idempotency_key", "Kunci idempotensi terdiri atas 1–255 karakter ASCII tanpa spasi.", "An idempotency key has 1–255 visible ASCII characters."),
    ("invalid_token", "Sesi Anda tidak berlaku lagi. Silakan masuk kembali.", "Your session is not valid any more. Please sign in again."),
    ("malformed_field", "Bidang ini tidak dikenal, kurang, atau jenisnya salah.", "This field is unknown, missing or of the wrong type."),
    ("malformed_json", "Isi permintaan bukan JSON yang benar.", "The request's body is not well-formed JSON."),
    ("malformed_parameter", "Parameter ini tidak dikenal atau nilainya salah.", "This parameter is unknown or its value is wrong."),
    ("malformed_request", "Bentuk permintaan tidak sesuai.", "The request does not have the right shape."),
    ("permission_denied", "Akun Anda tidak memiliki izin untuk ini.", "Your account lacks the permission for this."),
    ("request_in_progress", "Permintaan dengan kunci yang sama sedang diproses.", "A request with the same key is being processed."),
    ("unavailable", "Layanan sedang tidak tersedia. Coba lagi sebentar lagi.", "The service is unavailable. Try again in a moment."),
    ("unsupported_media_type", "Isi permintaan harus berupa application/json.", "The request's body must be application/json."),
    ("validation_failed", "Ada isian yang tidak benar.", "Some fields are not valid."),
];

#[cfg(test)]
mod tests {
    use super::DETAILS;

    #[test]
    fn codes_are_listed_once_and_in_order() {
        assert!(DETAILS.is_sorted_by(|a, b| a.0 < b.0));
    }
}

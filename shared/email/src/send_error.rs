//! Why SES did not take a mail, and whether it may later.

use aws_sdk_sesv2::error::{BuildError, ProvideErrorMetadata, SdkError};
use aws_sdk_sesv2::operation::send_email::SendEmailError;

/// SES did not take the mail. `Display` is for logs and holds no personal data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Nothing is wrong with the mail: SES is slow, busy, away, or set up wrongly for all mails
    /// alike. Try again; when that does not help either, an operator has to see it.
    #[error("SES could not take the mail now: {code}")]
    Transient { code: String },
    /// This mail will never be taken. Record it, and do not try again.
    #[error("SES refused the mail: {code}")]
    Permanent {
        code: String,
        /// SES's own sentence; it may name the address, so it is for the record and not for logs.
        detail: String,
    },
}

impl SendError {
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::Transient { .. })
    }

    pub(crate) fn of<R>(error: SdkError<SendEmailError, R>) -> Self {
        match error {
            SdkError::ConstructionFailure(_) => Self::permanent("malformed request", ""),
            SdkError::TimeoutError(_) => Self::transient("timeout"),
            SdkError::DispatchFailure(failure) if failure.is_timeout() => {
                Self::transient("timeout")
            }
            SdkError::DispatchFailure(_) => Self::transient("no connection"),
            SdkError::ServiceError(answer) => Self::of_service(answer.err()),
            _ => Self::transient("unreadable answer"),
        }
    }

    fn of_service(error: &SendEmailError) -> Self {
        let code = error.code().unwrap_or("unknown");
        match error {
            SendEmailError::MessageRejected(_) | SendEmailError::BadRequestException(_) => {
                Self::permanent(code, error.message().unwrap_or_default())
            }
            // Anything else is about the account, its rights or its limits: the mail is good, and
            // to drop it would lose it to our own mistake.
            _ => Self::transient(code),
        }
    }

    fn transient(code: &str) -> Self {
        Self::Transient { code: code.into() }
    }

    fn permanent(code: &str, detail: &str) -> Self {
        Self::Permanent {
            code: code.into(),
            detail: detail.into(),
        }
    }
}

impl From<BuildError> for SendError {
    fn from(error: BuildError) -> Self {
        Self::permanent("malformed request", &error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use aws_sdk_sesv2::error::{ErrorMetadata, SdkError};
    use aws_sdk_sesv2::operation::send_email::SendEmailError;
    use aws_sdk_sesv2::types::error::{
        BadRequestException, MessageRejected, SendingPausedException, TooManyRequestsException,
    };

    use super::SendError;

    fn answered(error: impl Into<SendEmailError>) -> SendError {
        SendError::of(SdkError::service_error(error.into(), ()))
    }

    #[test]
    fn what_is_wrong_with_the_mail_is_permanent() {
        for error in [
            answered(SendEmailError::MessageRejected(
                MessageRejected::builder().build(),
            )),
            answered(SendEmailError::BadRequestException(
                BadRequestException::builder().build(),
            )),
            SendError::of(SdkError::<_, ()>::construction_failure("no body")),
        ] {
            assert!(!error.is_transient(), "{error}");
        }
    }

    #[test]
    fn what_is_wrong_with_the_world_is_transient() {
        for error in [
            answered(SendEmailError::TooManyRequestsException(
                TooManyRequestsException::builder().build(),
            )),
            answered(SendEmailError::SendingPausedException(
                SendingPausedException::builder().build(),
            )),
            answered(SendEmailError::generic(
                ErrorMetadata::builder()
                    .code("AccessDeniedException")
                    .build(),
            )),
            SendError::of(SdkError::<_, ()>::timeout_error("3 s")),
        ] {
            assert!(error.is_transient(), "{error}");
        }
    }

    #[test]
    fn an_error_is_told_without_the_address() {
        let error = answered(SendEmailError::MessageRejected(
            MessageRejected::builder()
                .message("Email address is not verified: siti@contoh.id")
                .meta(ErrorMetadata::builder().code("MessageRejected").build())
                .build(),
        ));
        assert_eq!(error.to_string(), "SES refused the mail: MessageRejected");
    }
}

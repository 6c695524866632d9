//! Users, sessions, roles.

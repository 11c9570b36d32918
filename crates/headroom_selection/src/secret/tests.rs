//! Shapes of credentials, and of what is none.

use super::*;

/// Values that are credentials wherever they stand.
const VALUES: [&str; 68] = [
    "ghp_x8Kq2Lm9", "gho_16C7e42F292c", "github_pat_11ABCDE", "glpat-x8Kq2", "glrt-t1_x8Kq", "AKIAQZ7XW3M5N8P2R4T6", "ASIAQZ7XW3", "AIzaSyA1234", "ya29.a0AfH6", "GOCSPX-x8Kq2", "eyJhbGciOiJIUzI1NiJ9.eyJz", "sk-live", "key=sk-live",
    "sk_live_51H8", "sk_test_51H8", "rk_live_x8", "whsec_x8Kq2", "sk-ant-api03-x8", "xoxb-1234-x8Kq", "xapp-1-A02", "npm_x8Kq2Lm9", "pypi-AgEIcHlw", "hf_x8Kq2Lm9", "SG.x8Kq2.Lm9", "dop_v1_x8Kq", "shpat_x8Kq", "dckr_pat_x8Kq", "sq0atp-x8",
    "ATATT3xFfGF0", "lin_api_x8", "hvs.CAESI", "AGE-SECRET-KEY-1QQ", "Bearer abc", "bearer abc.def", "Basic dXNlcjpwdw", "x ghp_1", "-----BEGIN RSA", "9f86d081884c7d659a2feaa0", "deadbeefdeadbeef", "JBSWY3DPEHPK3PXP", "$2b$10$N9qo8uLOickgx",
    "4111111111111111", "4111 1111 1111 1111", "5500-0000-0000-0004", "378282246310005", "+49 170 1234567", "+1 (212) 555-0123", "078-05-1120", "DE89 3704 0044 0532 0130 00", "DE89370400440532013000",
    "https://user:hunter2@host/x", "redis://:pw@cache:6379", "the password is hunter2", "password was letmein", "new pin 4711", "PIN is 4711", "api key is 12345", "X-Api-Key: 12345", "Authorization: x y", "Cookie: a=b", "sid: s3ss10n",
    "DB_PASSWORD=hunter2", "Server=db;User Id=sa;Password=Passw0rd", "AccountKey=abc==", "PHPSESSID=a1b2", "--token abc", "mysql -u root -psecretpw", "curl -u admin:letmein host",
];

/// Values that are none.
const PLAIN: [&str; 52] = [
    "active", "2026-03-01T10:00:04Z", "2026-03-01", "10:00:04", "eu-west-1", "asia-east1", "v1.4.2", "", "in review", "12345678901234567890", "internationalisation", "asking", "1709287204123", "4111111111111112", "1.5", "-17", "100%", "+15%", "+3",
    "127.0.0.1:8080", "src/auth/session.ts", "key.ts", "GET /api/users", "https://example.com/a", "http://host:8080/x", "invalid token", "token expired", "password reset", "password is required", "token is invalid", "password: incorrect", "invalid password",
    "wrong pin", "exit code 1", "status: 404", "login failed", "session closed", "session: active", "auth: basic", "key: name", "api key missing", "pass 12", "pass: 12", "two words", "worker-1", "node-17.internal", "C:/Users/me", "text/html", "10 to 20", "a=b",
    "2 of 10 tokens", "basically",
];

/// Names of fields that hold credentials.
const NAMES: [&str; 35] = [
    "password", "API_KEY", "x-api-key", "accessToken", "Set-Cookie", "passcode", "pw", "DB_PW", "otp", "otpCode", "totp", "cvv", "cvc2", "card_cvv", "sid", "connect.sid", "jwt", "iban", "phone", "phoneNumber", "mobile_no", "dob", "birthDate", "user.phone",
    "clientSecret", "private_key", "ssn_no", "sessionId", "PHPSESSID", "mnemonic", "bearer", "credentials", "authorization", "AccountKey", "signature",
];

/// Names of those that do not.
const OTHER_NAMES: [&str; 30] = [
    "status", "max_tokens", "tokensUsed", "key", "id", "session", "session_count", "pin", "pinned", "passed", "pass", "pass_rate", "auth", "author", "authority", "login", "loginCount", "logins", "card", "cardinality", "keyboard", "keyword", "phone_verified",
    "headphones", "otp_sent_at", "mobile_views", "side", "inside", "keys", "compass",
];

#[test]
fn credentials_are_known_by_their_shape() {
    let unknown: Vec<_> = VALUES.iter().filter(|value| !is_likely(value)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn plain_values_are_none() {
    let taken: Vec<_> = PLAIN.iter().filter(|value| is_likely(value)).collect();
    assert!(taken.is_empty(), "{taken:?}");
}

#[test]
fn fields_of_credentials_are_known_by_their_names() {
    let unknown: Vec<_> = NAMES.iter().filter(|name| !is_likely_in(name)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    let taken: Vec<_> = OTHER_NAMES.iter().filter(|name| is_likely_in(name)).collect();
    assert!(taken.is_empty(), "{taken:?}");
}

#[test]
fn where_a_name_may_mean_a_credential_the_value_tells() {
    for (name, value) in [
        ("pass", "hunter2"), ("pass", "letmein"), ("DB_PASS", "letmein"), ("pin", "4711"), ("pin", "845122"), ("auth", "letmein"), ("authHeader", "x y"), ("session", "a8Kq-22"), ("session.id", "s3ss10n"), ("key", "correct-horse"), ("key", "x8Kq2"), ("key_id", "12345"),
        ("login", "root/toor"), ("login", "alice"), ("card", "4000"), ("cardNumber", "4000-12"), ("status", "ghp_x8"),
    ] {
        assert!(is_likely_under(name, value), "{name}: {value}");
    }
    for (name, value) in [
        ("pass", "12"), ("pass", "true"), ("pass", "failed"), ("pass_count", "1204"), ("pin", "13"), ("pin", "left"), ("auth", "oauth2"), ("auth", "Basic"), ("auth_type", "custom-1"), ("session", "active"), ("session", "main"), ("session_count", "1204"), ("key", "cpu"),
        ("key", "user.name"), ("key", "created_at"), ("primary_key", "id"), ("login", "failed"), ("login_at", "2026-03-01"), ("card", "visa"), ("card_type", "visa-2"), ("state", "x8Kq2"), ("keyboard", "us-104"), ("monkey", "x8Kq2"),
    ] {
        assert!(!is_likely_under(name, value), "{name}: {value}");
    }
}

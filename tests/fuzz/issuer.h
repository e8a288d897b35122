#ifndef ISSUER_H
#define ISSUER_H
/*
 * What the openssl program made for the fuzz targets crl, ocsp and token, whose
 * seeds it made with these.  A target signs what was mutated with them again:
 * else nothing behind a check of a signature would ever be reached.
 */
static const char ca_pem[] __attribute__((unused)) =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBjzCCATWgAwIBAgIBATAKBggqhkjOPQQDAjAuMQswCQYDVQQGEwJDTjENMAsG\n"
    "A1UECgwEZnV6ejEQMA4GA1UEAwwHZnV6eiBDQTAgFw0yNjExMjMxNTQzNDlaGA8y\n"
    "MTAwMTAyNjE1NDM0OVowLjELMAkGA1UEBhMCQ04xDTALBgNVBAoMBGZ1enoxEDAO\n"
    "BgNVBAMMB2Z1enogQ0EwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARute0bLMXb\n"
    "x+sC11drXpvSPQEuf2vyRR7KRU6gwNogdzaE3PdlQRtvPQYuAyQ9teGIgIKv0CaK\n"
    "Ks3wlNFJcHzao0IwQDAPBgNVHRMBAf8EBTADAQH/MA4GA1UdDwEB/wQEAwIBhjAd\n"
    "BgNVHQ4EFgQUIVG9+of49g+xN3RF0mBlMzgItIYwCgYIKoZIzj0EAwIDSAAwRQIh\n"
    "AK/t6kgWOCZk6F8pGnqmKLz1zuDL332zW2SBEOJ12cL6AiBmLT2ycu8ZY3PseIu5\n"
    "1JgWvkTUX7jVW0RcTIf31i1yVA==\n"
    "-----END CERTIFICATE-----\n";

static const char ca_key[] __attribute__((unused)) =
    "-----BEGIN PRIVATE KEY-----\n"
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgSYMkj3+yCgr9WJk/\n"
    "rmQLW+SuIlYNr+ycHnRW2NyxWjmhRANCAARute0bLMXbx+sC11drXpvSPQEuf2vy\n"
    "RR7KRU6gwNogdzaE3PdlQRtvPQYuAyQ9teGIgIKv0CaKKs3wlNFJcHza\n"
    "-----END PRIVATE KEY-----\n";

static const char leaf_pem[] __attribute__((unused)) =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBqTCCAU6gAwIBAgICEjQwCgYIKoZIzj0EAwIwLjELMAkGA1UEBhMCQ04xDTAL\n"
    "BgNVBAoMBGZ1enoxEDAOBgNVBAMMB2Z1enogQ0EwIBcNMjYxMTIzMTU0MzQ5WhgP\n"
    "MjEwMDEwMjYxNTQzNDlaMCsxCzAJBgNVBAYTAkNOMQ0wCwYDVQQKDARmdXp6MQ0w\n"
    "CwYDVQQDDARsZWFmMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbrXtGyzF28fr\n"
    "AtdXa16b0j0BLn9r8kUeykVOoMDaIHc2hNz3ZUEbbz0GLgMkPbXhiICCr9AmiirN\n"
    "8JTRSXB82qNdMFswCQYDVR0TBAIwADAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0OBBYE\n"
    "FCFRvfqH+PYPsTd0RdJgZTM4CLSGMB8GA1UdIwQYMBaAFCFRvfqH+PYPsTd0RdJg\n"
    "ZTM4CLSGMAoGCCqGSM49BAMCA0kAMEYCIQCJ52kIq6IOCrN6j8vbauplfhqH86dg\n"
    "XqqOCEwj/PnSuAIhANaKqzrBUwTSv8EDt1cqLx2K/dLFr42L9CBtPTcq7LKM\n"
    "-----END CERTIFICATE-----\n";

static const char tsa_pem[] __attribute__((unused)) =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBvjCCAWSgAwIBAgIBdzAKBggqhkjOPQQDAjAuMQswCQYDVQQGEwJDTjENMAsG\n"
    "A1UECgwEZnV6ejEQMA4GA1UEAwwHZnV6eiBDQTAgFw0yNjExMjMxNTQ0MjVaGA8y\n"
    "MTAwMTAyNjE1NDQyNVowKjELMAkGA1UEBhMCQ04xDTALBgNVBAoMBGZ1enoxDDAK\n"
    "BgNVBAMMA3RzYTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABCNrab2bx+GFOzV/\n"
    "2o4IQbq5KHDryIW2fNHlubxkCvBKbKv+W/uHg/JaaFVyIDlie1ommPuXsXdVy/2y\n"
    "tRbOwfujdTBzMAkGA1UdEwQCMAAwDgYDVR0PAQH/BAQDAgeAMBYGA1UdJQEB/wQM\n"
    "MAoGCCsGAQUFBwMIMB0GA1UdDgQWBBRh/mRKbdpoyynBHHPaOVhIHIrXvzAfBgNV\n"
    "HSMEGDAWgBQhUb36h/j2D7E3dEXSYGUzOAi0hjAKBggqhkjOPQQDAgNIADBFAiBZ\n"
    "DPP9Hb0pL3SwMp6rAteZ33CWcE5htFZ+zII4TGIzwwIhAIPpHApcvcGa00JFtftQ\n"
    "Fxn+Sz58rthXhAG2puFCqdyj\n"
    "-----END CERTIFICATE-----\n";

static const char tsa_key[] __attribute__((unused)) =
    "-----BEGIN PRIVATE KEY-----\n"
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgo4se8OjSAZIwd20c\n"
    "lMJ0ihyBWYLH8gbLlJlf0P0uGJKhRANCAAQja2m9m8fhhTs1f9qOCEG6uShw68iF\n"
    "tnzR5bm8ZArwSmyr/lv7h4PyWmhVciA5YntaJpj7l7F3Vcv9srUWzsH7\n"
    "-----END PRIVATE KEY-----\n";

#endif

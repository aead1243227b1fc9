"""Messages of the door to the network: reasons why an address was not fetched, and letters to those who refuse it."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "ADDRESS_IS",
    "AUTHORITIES_UNUSABLE",
    "BODY_BOMB",
    "BODY_ENDED",
    "BODY_NOT_AS_ENCODED",
    "BODY_TOO_LARGE",
    "CERTIFICATE_REFUSED",
    "CHALLENGED",
    "CONNECTION_FAILED",
    "CONNECTION_REFUSED",
    "CONNECTION_RESET",
    "CONNECTION_TIMED_OUT",
    "CONTACT_NONE",
    "CONTACT_UNUSABLE",
    "CREDENTIAL_REFUSED",
    "CREDENTIAL_UNSET",
    "CREDENTIAL_UNUSABLE",
    "CREDENTIAL_WANTED",
    "CREDENTIAL_WITHOUT_TLS",
    "DOOR_CLOSED",
    "ENCODING_UNKNOWN",
    "FIREWALL_LETTER",
    "HEADERS_UNREADABLE",
    "HOST_BUSY",
    "HOST_CLOSED",
    "KIND_DOCUMENTATION",
    "KIND_LINK_LOCAL",
    "KIND_LOOPBACK",
    "KIND_METADATA",
    "KIND_MULTICAST",
    "KIND_NO_ADDRESS",
    "KIND_PRIVATE",
    "KIND_RESERVED",
    "KIND_SHARED",
    "LOCATION_GONE",
    "LOCATION_HAS_USER",
    "LOCATION_NO_HTTP",
    "LOCATION_NUMERIC",
    "LOCATION_UNREADABLE",
    "NAME_LEADS_TO",
    "NAME_UNKNOWN",
    "NEVER_FETCHED",
    "NOT_MODIFIED_UNASKED",
    "NOT_PUBLIC",
    "OUT_OF_TIME",
    "PROXY_REFUSED",
    "PROXY_UNUSABLE",
    "REDIRECT_GIVES_CREDENTIAL",
    "REDIRECT_NOWHERE",
    "REDIRECT_TO_HTTP",
    "REDIRECT_TO_REFUSED",
    "REFUSED_BY_SERVER",
    "ROBOTS_DISALLOW",
    "ROBOTS_LETTER",
    "ROBOTS_UNREACHABLE",
    "SERVER_CANNOT",
    "SERVER_CANNOT_UNTIL",
    "STATUS_UNEXPECTED",
    "TARGET_NOT_PUBLIC",
    "TIME_OVER",
    "TOO_MANY_REDIRECTS",
    "TRIED",
]

# Settings.
CONTACT_UNUSABLE: Final = message(
    "fetch-contact-unusable",
    "{contact!r} cannot be the contact in the user agent; use a mail address or a web address, in ASCII and without"
    " blanks",
)
CREDENTIAL_UNSET: Final = message(
    "fetch-credential-unset",
    "the environment variable {variable}, which holds the credential of this source, is not set; set it for the account"
    " that harvests",
)
CREDENTIAL_UNUSABLE: Final = message(
    "fetch-credential-unusable",
    "the environment variable {variable} holds no usable credential; it must be user:password, a token or 'Name:"
    " value', in ASCII on one line",
)
AUTHORITIES_UNUSABLE: Final = message(
    "fetch-authorities-unusable", "{variable} names {path}, which holds no readable certificates; correct it"
)
PROXY_UNUSABLE: Final = message(
    "fetch-proxy-unusable", "{proxy} is not the address of an HTTP proxy; correct HTTP_PROXY, HTTPS_PROXY or ALL_PROXY"
)

# Addresses that are not fetched.
LOCATION_NO_HTTP: Final = message("fetch-location-no-http", "not a web address; it must begin with http:// or https://")
LOCATION_UNREADABLE: Final = message("fetch-location-unreadable", "not a valid web address; correct it")
LOCATION_HAS_USER: Final = message(
    "fetch-location-has-user",
    "it contains a user name or password; remove them and name the variable that holds them in 'credential_variable'",
)
LOCATION_NUMERIC: Final = message(
    "fetch-location-numeric",
    "its host is an unusual spelling of a numeric address; write its name, or an address such as 192.0.2.1",
)
NAME_LEADS_TO: Final = message("fetch-name-leads-to", "{host} resolves to {address}, {kind}")
ADDRESS_IS: Final = message("fetch-address-is", "{address} is {kind}")
NOT_PUBLIC: Final = message(
    "fetch-not-public",
    "{reason}; correct the address, or, if the server is in your own network, set private_network = true for the"
    " source in the list of sources (for once: --internal)",
)
NEVER_FETCHED: Final = message("fetch-never-fetched", "{reason}, which danhmuc never fetches from; correct the address")
TARGET_NOT_PUBLIC: Final = message(
    "fetch-target-not-public", "{reason}, where danhmuc follows no server; tell those who run the source"
)
KIND_DOCUMENTATION: Final = message("fetch-kind-documentation", "an address reserved for examples")
KIND_LINK_LOCAL: Final = message("fetch-kind-link-local", "a link-local address")
KIND_LOOPBACK: Final = message("fetch-kind-loopback", "the machine that danhmuc runs on")
KIND_METADATA: Final = message("fetch-kind-metadata", "the address of a metadata service")
KIND_MULTICAST: Final = message("fetch-kind-multicast", "a multicast address")
KIND_NO_ADDRESS: Final = message("fetch-kind-no-address", "which is not an address")
KIND_PRIVATE: Final = message("fetch-kind-private", "a private address")
KIND_RESERVED: Final = message("fetch-kind-reserved", "a reserved address")
KIND_SHARED: Final = message("fetch-kind-shared", "an address inside a provider's network")
CREDENTIAL_WITHOUT_TLS: Final = message(
    "fetch-credential-without-tls",
    "the credential of this source is only sent over https, unless private_network is set for the source; use the https"
    " address",
)

# Redirects.
REDIRECT_TO_REFUSED: Final = message("fetch-redirect-to-refused", "it redirects to {target}: {reason}")
REDIRECT_TO_HTTP: Final = message(
    "fetch-redirect-to-http", "it redirects from https to {target}, which is not encrypted"
)
REDIRECT_NOWHERE: Final = message(
    "fetch-redirect-nowhere", "the server answered with status {status:d}, a redirect without a target"
)
REDIRECT_GIVES_CREDENTIAL: Final = message(
    "fetch-redirect-gives-credential", "it redirects to an address that contains the credential of this source"
)
TOO_MANY_REDIRECTS: Final = plural(
    "fetch-too-many-redirects",
    "it redirects more than {count} time; use the final address",
    "it redirects more than {count} times; use the final address",
)

# Servers that refuse, or that have nothing.
ROBOTS_DISALLOW: Final = message(
    "fetch-robots-disallow",
    "its robots.txt does not allow {product} to read it; ask the owner of the server to allow it",
)
ROBOTS_UNREACHABLE: Final = message(
    "fetch-robots-unreachable", "its robots.txt cannot be read, so nothing was fetched: {reason}"
)
REFUSED_BY_SERVER: Final = message(
    "fetch-refused-by-server",
    "the server, or a firewall in front of it, refused the request with status {status:d}",
)
CHALLENGED: Final = message(
    "fetch-challenged",
    "the server, or a firewall in front of it, answered with a page that checks for a human visitor",
)
CREDENTIAL_WANTED: Final = message(
    "fetch-credential-wanted",
    "the server requires a credential (status {status:d}); name the variable that holds it in 'credential_variable'",
)
CREDENTIAL_REFUSED: Final = message(
    "fetch-credential-refused", "the server rejected the credential in {variable} (status {status:d})"
)
PROXY_REFUSED: Final = message(
    "fetch-proxy-refused", "the proxy {proxy} refused the connection; check its address, user, password and rules"
)
LOCATION_GONE: Final = message("fetch-location-gone", "there is nothing at this address (status {status:d})")

# Answers that are refused.
STATUS_UNEXPECTED: Final = message(
    "fetch-status-unexpected", "the server answered with status {status:d} instead of a document"
)
NOT_MODIFIED_UNASKED: Final = message(
    "fetch-not-modified-unasked", "the server answered 304 (not modified) to a request without conditions"
)
BODY_TOO_LARGE: Final = message("fetch-body-too-large", "the answer is larger than {limit} bytes")
BODY_BOMB: Final = message("fetch-body-bomb", "the answer expands to more than {ratio} times its compressed size")
BODY_NOT_AS_ENCODED: Final = message(
    "fetch-body-not-as-encoded", "the answer is not valid for its Content-Encoding ({encoding})"
)
ENCODING_UNKNOWN: Final = message("fetch-encoding-unknown", "the answer has an unsupported encoding ({encoding})")

# Servers that cannot answer now.
NAME_UNKNOWN: Final = message("fetch-name-unknown", "the name {host} cannot be resolved; check its spelling")
CONNECTION_REFUSED: Final = message("fetch-connection-refused", "connection refused: no server is listening")
CONNECTION_RESET: Final = message(
    "fetch-connection-reset", "the server, or a firewall in front of it, closed the connection"
)
CONNECTION_TIMED_OUT: Final = message("fetch-connection-timed-out", "the server did not answer in time")
CONNECTION_FAILED: Final = message("fetch-connection-failed", "the connection failed: {reason}")
CERTIFICATE_REFUSED: Final = message(
    "fetch-certificate-refused",
    "its certificate is not trusted ({reason}); if an authority of your own issued it, name the file of that authority"
    " in REQUESTS_CA_BUNDLE",
)
HEADERS_UNREADABLE: Final = message("fetch-headers-unreadable", "the headers of the answer cannot be read")
BODY_ENDED: Final = message("fetch-body-ended", "the answer ended before it was complete")
OUT_OF_TIME: Final = plural(
    "fetch-out-of-time",
    "the answer was not complete within {count} second, the time limit",
    "the answer was not complete within {count} seconds, the time limit",
)
SERVER_CANNOT: Final = message("fetch-server-cannot", "the server answered with status {status:d}")
SERVER_CANNOT_UNTIL: Final = plural(
    "fetch-server-cannot-until",
    "the server answered with status {status:d} and asked to retry in {count} second",
    "the server answered with status {status:d} and asked to retry in {count} seconds",
)
HOST_CLOSED: Final = plural(
    "fetch-host-closed",
    "{host} may not be asked again for {count} second, which exceeds the time limit",
    "{host} may not be asked again for {count} seconds, which exceeds the time limit",
)
TIME_OVER: Final = message("fetch-time-over", "the time limit was over before {host} could be asked")
HOST_BUSY: Final = message(
    "fetch-host-busy", "all connections that danhmuc may open to {host} were in use until the time limit"
)
DOOR_CLOSED: Final = message("fetch-door-closed", "danhmuc is stopping")
TRIED: Final = plural("fetch-tried", "{reason} ({count} try)", "{reason} ({count} tries)")

# Letters.
CONTACT_NONE: Final = message("fetch-contact-none", "(add a contact here)")
FIREWALL_LETTER: Final = message(
    "fetch-firewall-letter",
    "Subject: Please let danhmuc read the data catalogue at {host}\n\n"
    "Dear colleagues,\n\n"
    "danhmuc reads your data catalogue for the inventory of data assets. At {time} this failed:"
    " {reason}.\n\n"
    "Address: {location}\n"
    "User agent: {user_agent}\n"
    "Contact: {contact}\n\n"
    "danhmuc obeys robots.txt, opens few connections at a time and downloads only what has changed. Please let requests"
    " with this user agent through to this address, without a page that checks for a human visitor. We are glad to tell"
    " you the IP address that they come from.\n\n"
    "Thank you for your help.",
)
ROBOTS_LETTER: Final = message(
    "fetch-robots-letter",
    "Subject: Please let danhmuc read the data catalogue at {host}\n\n"
    "Dear colleagues,\n\n"
    "danhmuc reads your data catalogue for the inventory of data assets. Your file {robots} does not allow it to read"
    " this address, so it did not:\n\n"
    "Address: {location}\n"
    "User agent: {user_agent}\n"
    "Contact: {contact}\n\n"
    "Please add these lines to the file:\n\n"
    "User-agent: {product}\n"
    "Allow: {path}\n"
    "Disallow: /\n\n"
    "Thank you for your help.",
)

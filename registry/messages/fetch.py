"""Messages of the door to the network: reasons why an address was not fetched, and letters to those who refuse it."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
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
    "NOT_MODIFIED_UNASKED",
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
    "TOO_MANY_REDIRECTS",
    "TRIED",
]

# What is set wrongly.
CONTACT_UNUSABLE: Final = message(
    "fetch-contact-unusable",
    "{contact!r} cannot be the contact in the user agent: write a mail address or a web address, in ASCII, without"
    " blanks",
)
CREDENTIAL_UNSET: Final = message(
    "fetch-credential-unset",
    "the environment variable {variable} is not set, which is to hold what opens this source; set it for the account"
    " that harvests",
)
CREDENTIAL_UNUSABLE: Final = message(
    "fetch-credential-unusable",
    "the environment variable {variable} holds what no header can send; write user:password, a token, or 'Name: value',"
    " in ASCII on one line",
)
AUTHORITIES_UNUSABLE: Final = message(
    "fetch-authorities-unusable", "{variable} names {path}, which holds no certificates that can be read; correct it"
)
PROXY_UNUSABLE: Final = message(
    "fetch-proxy-unusable", "{proxy} is not the address of an HTTP proxy; correct HTTP_PROXY, HTTPS_PROXY or ALL_PROXY"
)

# Addresses that are not asked.
LOCATION_NO_HTTP: Final = message("fetch-location-no-http", "no address of the web; it must begin with http or https")
LOCATION_UNREADABLE: Final = message("fetch-location-unreadable", "not a valid address of the web; correct it")
LOCATION_HAS_USER: Final = message(
    "fetch-location-has-user",
    "it holds a user name or password; take them out, and name the variable that holds them in 'credential_variable'",
)
LOCATION_NUMERIC: Final = message(
    "fetch-location-numeric", "its host is a number; write the name, or the address as in 192.0.2.1"
)
NAME_LEADS_TO: Final = message(
    "fetch-name-leads-to",
    "{host} leads to {address}, {kind}; correct the address, or declare the source internal if the server is in your"
    " own network",
)
KIND_DOCUMENTATION: Final = message("fetch-kind-documentation", "an address for examples")
KIND_LINK_LOCAL: Final = message("fetch-kind-link-local", "a link-local address")
KIND_LOOPBACK: Final = message("fetch-kind-loopback", "this machine itself")
KIND_METADATA: Final = message("fetch-kind-metadata", "an address of a metadata service")
KIND_MULTICAST: Final = message("fetch-kind-multicast", "a multicast address")
KIND_NO_ADDRESS: Final = message("fetch-kind-no-address", "which is no address")
KIND_PRIVATE: Final = message("fetch-kind-private", "a private address")
KIND_RESERVED: Final = message("fetch-kind-reserved", "a reserved address")
KIND_SHARED: Final = message("fetch-kind-shared", "an address inside a provider's network")
CREDENTIAL_WITHOUT_TLS: Final = message(
    "fetch-credential-without-tls",
    "what opens this source is sent over https only, unless the source is declared internal; use the https address",
)

# Redirects.
REDIRECT_TO_REFUSED: Final = message("fetch-redirect-to-refused", "it redirects to {target}: {reason}")
REDIRECT_TO_HTTP: Final = message(
    "fetch-redirect-to-http", "it redirects from https to {target}, which anybody on the way could change"
)
REDIRECT_NOWHERE: Final = message("fetch-redirect-nowhere", "it answered {status:d}, a redirect, but not where to")
REDIRECT_GIVES_CREDENTIAL: Final = message(
    "fetch-redirect-gives-credential", "it redirects to an address that holds what opens this source"
)
TOO_MANY_REDIRECTS: Final = plural(
    "fetch-too-many-redirects",
    "it redirects more than {count} time; give the address that it should lead to",
    "it redirects more than {count} times; give the address that it should lead to",
)

# Servers that refuse, or that have nothing.
ROBOTS_DISALLOW: Final = message(
    "fetch-robots-disallow", "its robots.txt does not let {product} read it; ask those who run the server to let it in"
)
ROBOTS_UNREACHABLE: Final = message(
    "fetch-robots-unreachable", "its robots.txt cannot be read, so nothing else is asked either: {reason}"
)
REFUSED_BY_SERVER: Final = message(
    "fetch-refused-by-server", "the server or a firewall before it refuses danhmuc with status {status:d}"
)
CHALLENGED: Final = message(
    "fetch-challenged", "the server or a firewall before it answers with a page that asks whether a person is there"
)
CREDENTIAL_WANTED: Final = message(
    "fetch-credential-wanted",
    "the server answered {status:d} and asks for a credential; name the variable that holds it in"
    " 'credential_variable'",
)
CREDENTIAL_REFUSED: Final = message(
    "fetch-credential-refused", "the server answered {status:d} and refuses what the variable {variable} holds"
)
PROXY_REFUSED: Final = message(
    "fetch-proxy-refused", "the proxy {proxy} refuses to connect; check its address, user and password, and its rules"
)
LOCATION_GONE: Final = message(
    "fetch-location-gone", "the server answered {status:d}: there is nothing at this address"
)

# Answers that are not taken.
STATUS_UNEXPECTED: Final = message("fetch-status-unexpected", "the server answered {status:d}, which is no document")
NOT_MODIFIED_UNASKED: Final = message(
    "fetch-not-modified-unasked", "the server answered 304 (not modified), though it was asked for the whole document"
)
BODY_TOO_LARGE: Final = message("fetch-body-too-large", "the answer is larger than {limit} bytes")
BODY_BOMB: Final = message(
    "fetch-body-bomb", "the answer grows by more than {ratio} times when it is decompressed, which no catalogue does"
)
BODY_NOT_AS_ENCODED: Final = message(
    "fetch-body-not-as-encoded", "the answer is not compressed as its header says (Content-Encoding: {encoding})"
)
ENCODING_UNKNOWN: Final = message(
    "fetch-encoding-unknown",
    "the answer is compressed in a way that danhmuc did not ask for (Content-Encoding: {encoding})",
)

# Servers that cannot now.
NAME_UNKNOWN: Final = message("fetch-name-unknown", "no address is known for the name {host}; check its spelling")
CONNECTION_REFUSED: Final = message("fetch-connection-refused", "nothing listens there (connection refused)")
CONNECTION_RESET: Final = message("fetch-connection-reset", "the server or a firewall before it cut the connection")
CONNECTION_TIMED_OUT: Final = message("fetch-connection-timed-out", "no answer in time")
CONNECTION_FAILED: Final = message("fetch-connection-failed", "the connection failed: {reason}")
CERTIFICATE_REFUSED: Final = message(
    "fetch-certificate-refused",
    "its certificate cannot be trusted: {reason}; if it is from an authority of your own, name that in"
    " REQUESTS_CA_BUNDLE",
)
BODY_ENDED: Final = message("fetch-body-ended", "the answer ended before it was whole")
OUT_OF_TIME: Final = plural(
    "fetch-out-of-time",
    "it was not all there after {count} second, the time set for it",
    "it was not all there after {count} seconds, the time set for it",
)
SERVER_CANNOT: Final = message("fetch-server-cannot", "the server answered {status:d}")
SERVER_CANNOT_UNTIL: Final = plural(
    "fetch-server-cannot-until",
    "the server answered {status:d} and asks to come again in {count} second",
    "the server answered {status:d} and asks to come again in {count} seconds",
)
HOST_CLOSED: Final = plural(
    "fetch-host-closed",
    "{host} is not asked again for {count} second, longer than the time set for it",
    "{host} is not asked again for {count} seconds, longer than the time set for it",
)
HOST_BUSY: Final = message(
    "fetch-host-busy", "all connections to {host} that danhmuc allows itself were in use for the time set for it"
)
DOOR_CLOSED: Final = message("fetch-door-closed", "danhmuc was stopping")
TRIED: Final = plural("fetch-tried", "{reason}, after {count} try", "{reason}, after {count} tries")

# Letters.
CONTACT_NONE: Final = message("fetch-contact-none", "(no contact is set)")
FIREWALL_LETTER: Final = message(
    "fetch-firewall-letter",
    "Subject: Please let danhmuc read the data catalogue at {host}\n\n"
    "Dear colleagues,\n\n"
    "danhmuc reads your data catalogue for the inventory of data assets. At {time} your server, or a firewall before"
    " it, refused that: {reason}.\n\n"
    "Address: {location}\n"
    "User agent: {user_agent}\n"
    "Contact: {contact}\n\n"
    "danhmuc obeys robots.txt, opens few connections at a time, and asks only for what has changed. Please let requests"
    " with this user agent through to that address, without a page that asks for a person; we gladly tell you the IP"
    " address that they come from.\n\n"
    "Thank you for your help.",
)
ROBOTS_LETTER: Final = message(
    "fetch-robots-letter",
    "Subject: Please let danhmuc read the data catalogue at {host}\n\n"
    "Dear colleagues,\n\n"
    "danhmuc reads your data catalogue for the inventory of data assets. Your file {robots} does not let it read this"
    " address, so it did not:\n\n"
    "Address: {location}\n"
    "User agent: {user_agent}\n"
    "Contact: {contact}\n\n"
    "Please add these lines to the file:\n\n"
    "User-agent: {product}\n"
    "Allow: {path}\n\n"
    "Thank you for your help.",
)

"""Messages of the door to the network: reasons why an address was not fetched, and letters to those who refuse it."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class FetchText(Messages, prefix="fetch"):
    # Settings.
    CONTACT_UNUSABLE = message(
        "{contact!r} cannot be the contact in the user agent; use a mail address or a web address, in ASCII and without"
        " blanks",
    )
    CREDENTIAL_UNSET = message(
        "the environment variable {variable}, which holds the credential of this source, is not set; set it for the "
        "account that harvests",
    )
    CREDENTIAL_UNUSABLE = message(
        "the environment variable {variable} holds no usable credential; it must be user:password, a token or 'Name:"
        " value', in ASCII on one line",
    )
    AUTHORITIES_UNUSABLE = message("{variable} names {path}, which holds no readable certificates; correct it")
    PROXY_UNUSABLE = message(
        "{proxy} is not the address of an HTTP proxy; correct HTTP_PROXY, HTTPS_PROXY or ALL_PROXY"
    )

    # Addresses that are not fetched.
    LOCATION_NO_HTTP = message("not a web address; it must begin with http:// or https://")
    LOCATION_UNREADABLE = message("not a valid web address; correct it")
    LOCATION_HAS_USER = message(
        "it contains a user name or password; remove them and name the variable that holds them in "
        "'credential_variable'",
    )
    LOCATION_NUMERIC = message(
        "its host is an unusual spelling of a numeric address; write its name, or an address such as 192.0.2.1",
    )
    NAME_LEADS_TO = message("{host} resolves to {address}, {kind}")
    ADDRESS_IS = message("{address} is {kind}")
    NOT_PUBLIC = message(
        "{reason}; correct the address, or, if the server is in your own network, set private_network = true for the"
        " source in the list of sources (for once: --internal)",
    )
    NEVER_FETCHED = message("{reason}, which danhmuc never fetches from; correct the address")
    TARGET_NOT_PUBLIC = message("{reason}, where danhmuc follows no server; tell those who run the source")
    KIND_DOCUMENTATION = message("an address reserved for examples")
    KIND_LINK_LOCAL = message("a link-local address")
    KIND_LOOPBACK = message("the machine that danhmuc runs on")
    KIND_METADATA = message("the address of a metadata service")
    KIND_MULTICAST = message("a multicast address")
    KIND_NO_ADDRESS = message("which is not an address")
    KIND_PRIVATE = message("a private address")
    KIND_RESERVED = message("a reserved address")
    KIND_SHARED = message("an address inside a provider's network")
    CREDENTIAL_WITHOUT_TLS = message(
        "the credential of this source is only sent over https, unless private_network is set for the source; use "
        "the https address",
    )

    # Redirects.
    REDIRECT_TO_REFUSED = message("it redirects to {target}: {reason}")
    REDIRECT_TO_HTTP = message("it redirects from https to {target}, which is not encrypted")
    REDIRECT_NOWHERE = message("the server answered with status {status:d}, a redirect without a target")
    REDIRECT_GIVES_CREDENTIAL = message("it redirects to an address that contains the credential of this source")
    TOO_MANY_REDIRECTS = plural(
        "it redirects more than {count} time; use the final address",
        "it redirects more than {count} times; use the final address",
    )

    # Servers that refuse, or that have nothing.
    ROBOTS_DISALLOW = message(
        "its robots.txt does not allow {product} to read it; ask the owner of the server to allow it",
    )
    ROBOTS_UNREACHABLE = message("its robots.txt cannot be read, so nothing was fetched: {reason}")
    REFUSED_BY_SERVER = message(
        "the server, or a firewall in front of it, refused the request with status {status:d}",
    )
    CHALLENGED = message(
        "the server, or a firewall in front of it, answered with a page that checks for a human visitor",
    )
    CREDENTIAL_WANTED = message(
        "the server requires a credential (status {status:d}); name the variable that holds it in "
        "'credential_variable'",
    )
    CREDENTIAL_REFUSED = message("the server rejected the credential in {variable} (status {status:d})")
    PROXY_REFUSED = message("the proxy {proxy} refused the connection; check its address, user, password and rules")
    LOCATION_GONE = message("there is nothing at this address (status {status:d})")

    # Answers that are refused.
    STATUS_UNEXPECTED = message("the server answered with status {status:d} instead of a document")
    NOT_MODIFIED_UNASKED = message("the server answered 304 (not modified) to a request without conditions")
    BODY_TOO_LARGE = message("the answer is larger than {limit} bytes")
    BODY_BOMB = message("the answer expands to more than {ratio} times its compressed size")
    BODY_NOT_AS_ENCODED = message("the answer is not valid for its Content-Encoding ({encoding})")
    ENCODING_UNKNOWN = message("the answer has an unsupported encoding ({encoding})")

    # Servers that cannot answer now.
    NAME_UNKNOWN = message("the name {host} cannot be resolved; check its spelling")
    CONNECTION_REFUSED = message("connection refused: no server is listening")
    CONNECTION_RESET = message("the server, or a firewall in front of it, closed the connection")
    CONNECTION_TIMED_OUT = message("the server did not answer in time")
    CONNECTION_FAILED = message("the connection failed: {reason}")
    CERTIFICATE_REFUSED = message(
        "its certificate is not trusted ({reason}); if an authority of your own issued it, name the file of that "
        "authority in REQUESTS_CA_BUNDLE",
    )
    HEADERS_UNREADABLE = message("the headers of the answer cannot be read")
    BODY_ENDED = message("the answer ended before it was complete")
    OUT_OF_TIME = plural(
        "the answer was not complete within {count} second, the time limit",
        "the answer was not complete within {count} seconds, the time limit",
    )
    SERVER_CANNOT = message("the server answered with status {status:d}")
    SERVER_CANNOT_UNTIL = plural(
        "the server answered with status {status:d} and asked to retry in {count} second",
        "the server answered with status {status:d} and asked to retry in {count} seconds",
    )
    HOST_CLOSED = plural(
        "{host} may not be asked again for {count} second, which exceeds the time limit",
        "{host} may not be asked again for {count} seconds, which exceeds the time limit",
    )
    TIME_OVER = message("the time limit was over before {host} could be asked")
    HOST_BUSY = message("all connections that danhmuc may open to {host} were in use until the time limit")
    DOOR_CLOSED = message("danhmuc is stopping")
    TRIED = plural("{reason} ({count} try)", "{reason} ({count} tries)")

    # Letters.
    CONTACT_NONE = message("(add a contact here)")
    FIREWALL_LETTER = message(
        "Subject: Please let danhmuc read the data catalogue at {host}\n\nDear colleagues,\n\ndanhmuc reads your "
        "data catalogue for the inventory of data assets. At {time} this failed: {reason}.\n\nAddress: {location}\n"
        "User agent: {user_agent}\nContact: {contact}\n\ndanhmuc obeys robots.txt, opens few connections at a time "
        "and downloads only what has changed. Please let requests with this user agent through to this address, "
        "without a page that checks for a human visitor. We are glad to tell you the IP address that they come "
        "from.\n\nThank you for your help.",
    )
    ROBOTS_LETTER = message(
        "Subject: Please let danhmuc read the data catalogue at {host}\n\nDear colleagues,\n\ndanhmuc reads your "
        "data catalogue for the inventory of data assets. Your file {robots} does not allow it to read this address, "
        "so it did not:\n\nAddress: {location}\nUser agent: {user_agent}\nContact: {contact}\n\nPlease add these "
        "lines to the file:\n\nUser-agent: {product}\nAllow: {path}\nDisallow: /\n\nThank you for your help.",
    )

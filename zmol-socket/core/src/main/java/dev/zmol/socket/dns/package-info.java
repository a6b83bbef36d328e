/**
 * What resolving names, and answering for them on a link, has to do with names and records alone: chains of aliases,
 * lists of domains to search, the records of a service, and who wins when two claim the same name.
 *
 * <p>May come in: what does not depend on the family of addresses. Must not know: servers, sockets and stacks; these
 * are in {@code dev.zmol.socket.dual} and its flavours.
 */
package dev.zmol.socket.dns;

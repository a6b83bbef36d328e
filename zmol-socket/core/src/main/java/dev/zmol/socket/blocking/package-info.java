/**
 * Connections and sockets for threads that may block, virtual ones above all: what any thread wants is carried to the
 * thread of the stack, and what comes of it is carried back. May come in: what does not depend on the family of
 * addresses. Must not know: sequence numbers and segments; it uses connections as an application does.
 */
package dev.zmol.socket.blocking;

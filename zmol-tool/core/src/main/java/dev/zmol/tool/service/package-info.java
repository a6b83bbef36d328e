/**
 * Protocols over a byte stream, for the tool's server and client: HTTP/1.1, and the small services of RFC 862 to 864.
 *
 * <p>Everything is a state machine that {@link dev.zmol.tool.service.ByteStream} windows are fed to; nothing here knows
 * sockets, addresses or time. What peers send is hostile: every part of it has a limit.
 */
package dev.zmol.tool.service;

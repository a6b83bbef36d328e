/**
 * What sockets of all kinds and of both IP families have in common: how packets find them, and how they are woken.
 *
 * <p>Protocols come in from the sub-packages, one each. Nothing here knows an IP address, a device, or a clock.
 */
package dev.zmol.socket;

/** What sockets of both IP families have in common. */
package dev.zmol.socket;

/** A stack with TCP alone, over IPv4 alone: whoever connects is let in. */
package dev.zmol.scenarios.tcpipv4;

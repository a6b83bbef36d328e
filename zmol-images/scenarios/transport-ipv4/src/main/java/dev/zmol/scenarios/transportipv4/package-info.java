/** A stack with TCP, UDP and ICMP, over IPv4 alone. */
package dev.zmol.scenarios.transportipv4;

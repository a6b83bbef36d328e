/** TAP and TUN devices of the Linux kernel. */
package dev.zmol.iface.linux;

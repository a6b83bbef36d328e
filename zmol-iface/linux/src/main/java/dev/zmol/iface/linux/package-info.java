/**
 * TAP and TUN devices of the Linux kernel, and raw packet sockets on its interfaces, through {@link java.lang.foreign}.
 *
 * <p>Native memory and system calls stay in this package: stacks see a {@link dev.zmol.iface.Device} and bytes. Programs
 * that use it are started with {@code --enable-native-access=dev.zmol.iface.linux}.
 */
package dev.zmol.iface.linux;

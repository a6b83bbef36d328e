/**
 * Radio frames in UDP datagrams of the kernel: the ZigBee Encapsulation Protocol, by which simulators and sniffers
 * carry frames of IEEE 802.15.4, so that a process joins the virtual radio of other stacks. Nothing but a program that asks
 * for it knows it.
 */
package dev.zmol.lowpan.zep;

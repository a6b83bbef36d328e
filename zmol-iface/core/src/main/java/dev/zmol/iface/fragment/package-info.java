/**
 * Reassembly of fragmented datagrams, whatever their addresses look like.
 *
 * <p>Fragments come in with the numbers that tell their datagram from others, whole datagrams come out; time comes in as
 * an argument. Nothing here knows headers, which the IP layer reads before and writes afterwards.
 */
package dev.zmol.iface.fragment;

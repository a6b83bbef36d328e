/** A program that knows formats only: it shows how small an image without interfaces and sockets is. */
package dev.zmol.images.wire;

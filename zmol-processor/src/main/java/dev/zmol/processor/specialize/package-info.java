/** Derives single-family flavours from dual-stack sources. */
package dev.zmol.processor.specialize;

/** Generates accessors for headers that are declared as records. */
package dev.zmol.processor.wire;

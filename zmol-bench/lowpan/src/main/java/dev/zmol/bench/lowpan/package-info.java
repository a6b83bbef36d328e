/** The work on low-power networks that benchmarks measure. */
package dev.zmol.bench.lowpan;

/** The benchmarks; docs/performance.md says how to run them and what they showed. */
package dev.zmol.bench;

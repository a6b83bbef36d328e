/** Links an image for each scenario, speaks with it, and writes {@code docs/images.md}. */
package dev.zmol.scenarios.table;

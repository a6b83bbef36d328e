/**
 * The record of what tests cover: tests {@linkplain dev.zmol.testkit.conformance.Covers say} which promises they show, and
 * a {@linkplain dev.zmol.testkit.conformance.ConformanceListener listener} writes down which of them ran, and how they
 * ended. Nothing here knows what is tested, so that the tests of every module can use it.
 */
package dev.zmol.testkit.conformance;

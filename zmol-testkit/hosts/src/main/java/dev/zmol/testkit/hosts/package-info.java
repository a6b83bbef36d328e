/**
 * Networks of hosts with stacks of their own in one process: an extension of JUnit.
 *
 * <p>It knows JUnit, the sockets of both families, and the simulated networks below; it knows no test.
 */
package dev.zmol.testkit.hosts;

/** Echo replies by hand. */
package dev.zmol.scenarios.wireonly;

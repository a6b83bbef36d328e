/** Annotations read by the zmol annotation processors. */
package dev.zmol.annotations;

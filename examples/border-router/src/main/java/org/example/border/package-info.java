/** A border router: the root of a low-power network between its radio and the rest of the world. */
package org.example.border;

/** A log with one leader, which commits what a majority of the hosts has. */
package org.example.log;

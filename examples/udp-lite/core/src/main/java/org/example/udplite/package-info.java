/** The wire format of UDP-Lite (RFC 3828). */
package org.example.udplite;

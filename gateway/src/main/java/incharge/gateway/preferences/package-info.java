/** The preferences of a person, which follow the person to every browser. */
package incharge.gateway.preferences;

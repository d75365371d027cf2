/** The imports of all services as one list. */
package incharge.gateway.imports;

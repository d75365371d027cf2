/** The caller's own employee record. */
package incharge.reporting.session;

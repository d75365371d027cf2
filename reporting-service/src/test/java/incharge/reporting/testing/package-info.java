/** The facts that the tests publish, and the clients that query reporting. */
package incharge.reporting.testing;

/** What the tests tell reporting, and how they ask it. */
package incharge.reporting.testing;

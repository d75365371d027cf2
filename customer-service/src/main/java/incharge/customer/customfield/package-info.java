/** The fields that the workspace adds to its customers, and the rules of their values. */
package incharge.customer.customfield;

/** The service that owns customers and their projects: its start and its configuration. */
package incharge.customer;

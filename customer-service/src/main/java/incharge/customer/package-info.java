/** The service that owns customers and their projects: its start, its configuration and the vocabulary of its log. */
package incharge.customer;
